import Foundation
import GRDB
import Glibc
import TestSupport

/// The least that an answer's way through a disk takes: it is kept and synced, somebody else is woken, a row is
/// committed, and a byte is written.
final class ArrivalFloor {
  private let directory: TemporaryDirectory
  private let disk: DiskFloor
  private let told: Int32
  private let stop: Int32
  private var number = 0

  init() throws {
    directory = try TemporaryDirectory()
    disk = try DiskFloor(directory: directory.path(of: "floor"))
    let (told, tells) = try Self.bothEnds()
    let (stopped, stop) = try Self.bothEnds()
    self.told = told
    self.stop = stop
    let watch = inotify_init1(Int32(IN_CLOEXEC))
    guard watch >= 0, inotify_add_watch(watch, disk.kept, UInt32(IN_MOVED_TO)) >= 0 else {
      throw LabFailure("the floor: \(String(cString: strerror(errno)))")
    }
    let queue = try DatabaseQueue(path: directory.path(of: "floor.sqlite"))
    try queue.write { try $0.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)") }
    Thread.detachNewThread {
      Self.commitEach(of: watch, until: stopped, into: queue, tellingBy: tells)
      for descriptor in [watch, stopped, tells] { close(descriptor) }
    }
  }

  deinit {
    close(stop)
    close(told)
  }

  private static func bothEnds() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
      throw LabFailure("no pipe: \(String(cString: strerror(errno)))")
    }
    return (ends[0], ends[1])
  }

  private static func commitEach(of watch: Int32, until stopped: Int32, into queue: DatabaseQueue, tellingBy end: Int32)
  {
    let text = String(repeating: "x", count: 500)
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var ready = [pollfd(fd: watch, events: Int16(POLLIN), revents: 0), pollfd(fd: stopped, events: 0, revents: 0)]
    while poll(&ready, 2, -1) > 0, ready[1].revents == 0, read(watch, &buffer, buffer.count) > 0 {
      do { try queue.write { try $0.execute(sql: "INSERT INTO row (text) VALUES (?)", arguments: [text]) } } catch {
        return
      }
      if write(end, [1], 1) != 1 { return }
    }
  }

  /// Milliseconds of one such way.
  func milliseconds() throws -> Double {
    number += 1
    let began = ContinuousClock.now
    try disk.keep("\(number)")
    var byte: UInt8 = 0
    guard read(told, &byte, 1) == 1 else { throw LabFailure("the floor does not answer") }
    return (ContinuousClock.now - began) / .microseconds(1) / 1_000
  }
}
