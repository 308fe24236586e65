import Files
import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

/// Filesystems on which a file cannot be moved without replacing in one step: FUSE, NFS, 9p, older ZFS.
@Suite struct MovingTests {
  /// What such a filesystem gives, and whether it can make second names.
  static let kinds: [(code: Int32, hasLinks: Bool)] = [EINVAL, ENOSYS, ENOTSUP].flatMap { [($0, true), ($0, false)] }

  private static func calls(_ code: Int32, hasLinks: Bool) -> FileCalls {
    var calls = FileCalls.real
    calls.renameWithoutReplacing = { (_, _) throws(Errno) in throw Errno(rawValue: code) }
    if !hasLinks { calls.link = { (_, _) throws(Errno) in throw Errno(rawValue: EPERM) } }
    return calls
  }

  @Test(arguments: kinds) func everyMoveGoesAnotherWay(_ code: Int32, _ hasLinks: Bool) throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool", calls: Self.calls(code, hasLinks: hasLinks))
    try spool.probe()
    let callback = try envelope()
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.deliver(callback) == .repeated)
    #expect(try spool.fileNames(.tmp).isEmpty)
    #expect(try spool.archive(callback.name, day: try day()) == .moved)
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.archive(callback.name, day: try day()) == .merged)
    #expect(try spool.archive(callback.name, day: try day()) == .gone)
    let other = try envelope("other", payment: 2)
    _ = try spool.deliver(other)
    #expect(try spool.setAside(other.name, reason: OddReason(.unknownPayment), wallMilliseconds: 1))
    #expect(try spool.read(try #require(try spool.oddItems().first)) == other)
    // A whole directory in a file's place, which can have no second name.
    try makeDirectory(spool.newPath + "/stray")
    #expect(try spool.setAsideStray("stray", wallMilliseconds: 1))
    #expect(try spool.counts() == SpoolCounts(delivered: 0, strays: 0, newer: 0, odd: 2, unfinished: 0))
  }

  @Test(arguments: kinds) func nothingIsReplacedByIt(_ code: Int32, _ hasLinks: Bool) throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool", calls: Self.calls(code, hasLinks: hasLinks))
    let callback = try envelope()
    try spool.write(Array("torn".utf8), as: callback.name.fileName)
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.read(callback.name) == callback)
    #expect(try spool.oddItems().map(\.reason?.kind) == [.damaged])
  }

  /// The second name is there and the first one still: the same item is archived again, harmlessly.
  @Test func aCrashBetweenTheTwoNamesIsHarmless() throws {
    let directory = try TemporaryDirectory()
    let plain = try SpoolDirectory(path: directory.path + "/spool")
    let callback = try envelope()
    _ = try plain.deliver(callback)
    var calls = Self.calls(EINVAL, hasLinks: true)
    calls.unlink = { (_) throws(Errno) in throw Errno(rawValue: EIO) }
    let dying = try plain.reopened(calls: calls)
    #expect(throws: SpoolError.failed(.rename, code: EIO)) { try dying.archive(callback.name, day: try day()) }
    #expect(try plain.scan() == [callback.name])
    #expect(try plain.archive(callback.name, day: try day()) == .merged)
    #expect(try plain.doneItems(on: try day()).count == 1)
  }

  @Test func manyDeliverTheSameAtOnceOnIt() async throws {
    let directory = try TemporaryDirectory()
    for hasLinks in [true, false] {
      let path = directory.path + "/spool-\(hasLinks)"
      let callback = try envelope()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            _ = try SpoolDirectory(path: path, calls: Self.calls(EINVAL, hasLinks: hasLinks)).deliver(callback)
          }
        }
        try await group.waitForAll()
      }
      let spool = try SpoolDirectory(path: path)
      #expect(try spool.read(callback.name) == callback)
      #expect(try spool.counts() == SpoolCounts(delivered: 1, strays: 0, newer: 0, odd: 0, unfinished: 0))
    }
  }

  @Test func directoriesOnDifferentFilesystemsAreSaid() throws {
    let directory = try TemporaryDirectory()
    let plain = try SpoolDirectory(path: directory.path + "/spool")
    var calls = FileCalls.real
    calls.renameWithoutReplacing = { (_, _) throws(Errno) in throw Errno(rawValue: EXDEV) }
    let spool = try plain.reopened(calls: calls)
    for work in [{ try spool.probe() }, { _ = try spool.deliver(try envelope()) }] as [() throws -> Void] {
      do {
        try work()
        Issue.record("moved between filesystems")
      } catch let error as SpoolError {
        #expect(error.sentence.contains("its directories lie on different filesystems"))
      }
    }
    #expect(try plain.counts() == SpoolCounts(delivered: 0, strays: 0, newer: 0, odd: 0, unfinished: 0))
    // The same filesystem, mounted a second time there: nothing but its mount tells.
    var mounts = FileCalls.real
    mounts.mountID = { (descriptor) throws(Errno) in Int64(descriptor) }
    #expect(throws: SpoolError.failed(.rename, code: EXDEV)) { try plain.reopened(calls: mounts) }
  }

  @Test func aTrialThatACrashLeftIsNoArrivalAndIsSwept() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    for place in [SpoolPlace.new, .odd, .done] { try spool.write([], as: SpoolDirectory.probePrefix + "1", in: place) }
    #expect(try spool.listing().strays.isEmpty)
    #expect(try spool.oddItems().isEmpty)
    #expect(try spool.counts() == SpoolCounts(delivered: 0, strays: 0, newer: 0, odd: 0, unfinished: 0))
    #expect(try spool.sweepUnfinished(olderThanWallMilliseconds: .max) == 3)
  }
}
