import Files
import Glibc
import TestSupport
import Testing

@testable import Spool

@Suite struct SpoolWatcherTests {
  private func waits(_ watcher: SpoolWatcher, milliseconds: Int32 = 20_000) throws -> Bool {
    var poll = pollfd(fd: try #require(watcher.descriptor), events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) == 1
  }

  @Test func aDeliveryAnnouncesItself() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let watcher = SpoolWatcher(spool)
    try #require(watcher.mode == .events)
    #expect(watcher.drain() == .nothing)
    _ = try spool.deliver(try envelope())
    #expect(try waits(watcher))
    #expect(watcher.drain() == .delivered)
    #expect(watcher.drain() == .nothing)
    // Archiving wakes nobody.
    _ = try spool.archive(try envelope().name, day: try day())
    #expect(try waits(watcher, milliseconds: 0) == false)
  }

  /// 128 instances are all that an account has, and each desk took two.
  @Test func aFileBesideAnnouncesItselfByTheSameInstance() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let bell = directory.path(of: "bell")
    try OpenFile.ensure(bell, mode: 0o600)
    let watcher = SpoolWatcher(spool, beside: bell)
    #expect(watcher.watchesFile)
    #expect(watcher.drain() == .nothing)
    try OpenFile.plain(bell, .writeOnly).write([0x0A])
    #expect(try waits(watcher))
    #expect(watcher.drain() == .delivered)
    // A file that goes is no end of the spool.
    ByPath.removeQuietly(bell)
    #expect(watcher.drain() == .nothing)
    #expect(watcher.mode == .events)
    _ = try spool.deliver(try envelope())
    #expect(watcher.drain() == .delivered)
    #expect(!SpoolWatcher(spool, beside: directory.path(of: "none")).watchesFile)
  }

  @Test func withoutAnInstanceItSaysThatItOnlyPolls() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let usedUp = SpoolWatcher.Calls(
      watch: { (_) throws(Errno) in throw Errno(rawValue: EMFILE) },
      isWithoutEvents: { (_) throws(Errno) in false })
    let watcher = SpoolWatcher(spool, calls: usedUp)
    #expect(watcher.descriptor == nil)
    #expect(watcher.drain() == .nothing)
    guard case .pollingOnly(let reason) = watcher.mode else {
      Issue.record("no reason")
      return
    }
    #expect(reason.contains("max_user_instances"))
  }

  @Test func onASilentFilesystemItSaysThatItOnlyPolls() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let silent = SpoolWatcher.Calls(
      watch: SpoolWatcher.Calls.real.watch, isWithoutEvents: { (_) throws(Errno) in true })
    let watcher = SpoolWatcher(spool, calls: silent)
    #expect(watcher.descriptor == nil)
    #expect(watcher.mode != .events)
  }

  @Test func whenTheDirectoryGoesItSaysSo() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let watcher = SpoolWatcher(spool)
    #expect(rename(spool.newPath, spool.path + "/elsewhere") == 0)
    #expect(try waits(watcher))
    #expect(watcher.drain() == .uncertain)
    #expect(watcher.mode != .events)
  }

  @Test func lostAnnouncementsAskForAScan() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let watcher = SpoolWatcher(spool)
    // More than fs.inotify.max_queued_events; two names, since the kernel merges equal neighbours.
    let limit = try #require(Self.queueLimit())
    let paths = [spool.newPath + "/a", spool.newPath + "/b"]
    for path in paths { close(open(path, O_CREAT | O_WRONLY, 0o600)) }
    for number in 0...limit { close(open(paths[number % 2], O_WRONLY)) }
    #expect(watcher.drain() == .uncertain)
    #expect(watcher.mode == .events)
    _ = try spool.deliver(try envelope())
    #expect(watcher.drain() == .delivered)
  }

  private static func queueLimit() -> Int? {
    guard let bytes = try? WholeFile.read("/proc/sys/fs/inotify/max_queued_events", limitBytes: 32) else { return nil }
    return Int(String(decoding: bytes.filter { $0 != 10 }, as: UTF8.self))
  }
}
