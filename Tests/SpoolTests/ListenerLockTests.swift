import Files
import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

@Suite struct ListenerLockTests {
  @Test func theSecondIsToldTheFirstOnesNameUntilThatEnds() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    var first: ListenerLock.Outcome? = try ListenerLock.take(spool, holder: "process 1, since 09:00")
    guard case .held(let lock)? = first else {
      Issue.record("no lock")
      return
    }
    #expect(lock.isEffective)
    lock.say("process 1, since 09:00, on 127.0.0.1:8744")
    guard case .taken(let name) = try ListenerLock.take(try spool.reopened(), holder: "process 2") else {
      Issue.record("two locks")
      return
    }
    #expect(name == "process 1, since 09:00, on 127.0.0.1:8744")
    first = nil
    withExtendedLifetime(lock) {}
  }

  @Test func aLockWhoseHolderIsGoneIsFree() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    do { _ = try ListenerLock.take(spool, holder: "process 1") }
    guard case .held = try ListenerLock.take(spool, holder: "process 2") else {
      Issue.record("still held")
      return
    }
    #expect(try spool.strangeNames().isEmpty)
  }

  /// It must be neither written through nor waited for.
  @Test(arguments: ["a link", "a pipe"]) func whatLiesInItsPlaceIsSaid(_ kind: String) throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path + "/spool")
    let kept = directory.path + "/kept"
    try makeFile(kept, "kept")
    let place = spool.path + "/" + ListenerLock.fileName
    if kind == "a pipe" { mkfifo(place, 0o600) } else { symlink(kept, place) }
    #expect(throws: SpoolError.damaged(.noRegularFile)) { try ListenerLock.take(spool, holder: "process 2") }
    #expect(String(decoding: try WholeFile.read(kept, limitBytes: 64), as: UTF8.self) == "kept")
  }
}
