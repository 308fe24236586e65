import Files
import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

@Suite struct SpoolArchivingTests {
  private func spool(_ directory: TemporaryDirectory) throws -> SpoolDirectory {
    try SpoolDirectory(path: directory.path + "/spool")
  }

  /// Whoever may write the spool could otherwise stop every desk with one file.
  @Test(arguments: ["a pipe", "a link to a pipe", "a directory"])
  func whatIsNoFileIsDamageAndHoldsNobodyUp(_ kind: String) throws {
    let directory = try TemporaryDirectory()
    let one = try spool(directory)
    let name = try envelope().name
    let place = one.newPath + "/" + name.fileName
    switch kind {
    case "a pipe": mkfifo(place, 0o600)
    case "a directory": mkdir(place, 0o700)
    default:
      mkfifo(directory.path + "/pipe", 0o600)
      symlink(directory.path + "/pipe", place)
    }
    #expect(throws: SpoolError.damaged(.noRegularFile)) { try one.read(name) }
    #expect(try one.setAside(name, reason: OddReason(.damaged), wallMilliseconds: 0))
    #expect(try one.scan().isEmpty)
    #expect(try one.oddItems().map(\.name) == [name])
    #expect(try one.deliver(envelope()) == .stored)
  }

  @Test func aCallbackIsDeliveredWhereAPipeStoodInItsPlace() throws {
    let directory = try TemporaryDirectory()
    let one = try spool(directory)
    mkfifo(one.newPath + "/" + (try envelope().name.fileName), 0o600)
    #expect(try one.deliver(envelope()) == .stored)
    #expect(try one.read(envelope().name) == envelope())
  }

  @Test func manyArchiversAtOnceMoveEachItemOnce() async throws {
    let directory = try TemporaryDirectory()
    let shared = try spool(directory)
    let total = 60
    for number in 0..<total { _ = try shared.deliver(try envelope("body \(number)", payment: number)) }
    let today = try day()
    let rs = try (0..<4).map { _ in try shared.reopened() }
    let moved = try await withThrowingTaskGroup(of: Int.self) { group in
      for r in rs {
        group.addTask {
          var moved = 0
          for name in try r.scan() where try r.archive(name, day: today) == .moved { moved += 1 }
          return moved
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(moved == total)
    #expect(try shared.doneItems(on: today).count == total)
    #expect(try shared.scan().isEmpty)
  }

  @Test func aDamagedFileInDoneIsKeptBesideAndNeverReplaced() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    let callback = try envelope()
    _ = try spool.deliver(callback)
    _ = try spool.archive(callback.name, day: try day())
    let kept = spool.path(.done, "2026-11-24") + "/" + callback.name.fileName
    try #require(unlink(kept) == 0)
    try makeFile(kept, "torn")
    _ = try spool.deliver(callback)
    #expect(try spool.archive(callback.name, day: try day()) == .keptBeside)
    let items = try spool.doneItems(on: try day())
    #expect(items.map(\.name) == [callback.name, callback.name])
    #expect(try spool.read(try #require(items.last)) == callback)
    #expect(throws: SpoolError.self) { try spool.read(try #require(items.first)) }
  }

  @Test func aBatchIsArchivedTogether() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    let names = try (0..<5).map { number in
      let callback = try envelope("body \(number)", payment: number)
      _ = try spool.deliver(callback)
      return callback.name
    }
    let missing = try envelope("never delivered").name
    #expect(try spool.archive(names + [missing], day: try day()) == [.moved, .moved, .moved, .moved, .moved, .gone])
    #expect(try spool.archive([], day: try day()).isEmpty)
  }

  @Test func aPurgeRemovesADayOnceNothingIsLeftOfIt() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    for (number, text) in ["2026-10-01", "2026-10-01", "2026-11-24"].enumerated() {
      let callback = try envelope("body \(number)", payment: number)
      _ = try spool.deliver(callback)
      _ = try spool.archive(callback.name, day: try day(text))
    }
    let old = try day("2026-10-01")
    let items = try spool.doneItems(on: old)
    #expect(try spool.remove(Array(items.prefix(1)), doneOn: old) == 1)
    #expect(try spool.doneItems(on: old) == Array(items.suffix(1)))
    #expect(try spool.remove(items, doneOn: old) == 1)
    #expect(try spool.doneDays().map(\.text) == ["2026-11-24"])
    #expect(try spool.remove(items, doneOn: old) == 0)
  }

  @Test func whatIsOddIsKeptWithItsReasonUntilAPersonArchivesIt() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    let callback = try envelope()
    _ = try spool.deliver(callback)
    try spool.write(Array("?".utf8), as: "left by an editor~")
    #expect(try spool.listing().strays == ["left by an editor~"])
    #expect(
      try spool.setAside(callback.name, reason: OddReason(.unknownPayment, "none of\nours é"), wallMilliseconds: 7))
    #expect(try spool.setAsideStray("left by an editor~", wallMilliseconds: 8))
    #expect(try spool.setAside(callback.name, reason: OddReason(.unparsable), wallMilliseconds: 9) == false)
    let counts = try spool.counts()
    #expect(counts == SpoolCounts(delivered: 0, strays: 0, newer: 0, odd: 2, unfinished: 0))

    let items = try spool.oddItems()
    let item = try #require(items.first)
    #expect(item.name == callback.name)
    #expect(item.reason == OddReason(.unknownPayment, "none ofours "))
    #expect(item.sinceWallMilliseconds == 7)
    #expect(try spool.read(item) == callback)
    #expect(items.last?.reason?.kind == .stray)

    for item in items { #expect(try spool.archive(item, day: try day()) == .moved) }
    #expect(try spool.counts() == SpoolCounts(delivered: 0, strays: 0, newer: 0, odd: 0, unfinished: 0))
    #expect(try spool.fileNames(.odd).isEmpty)
  }

  @Test func whatACrashLeftUnfinishedIsSweptAndWhatIsBeingWrittenIsNot() throws {
    let directory = try TemporaryDirectory()
    let spool = try spool(directory)
    try spool.write(Array("half a callba".utf8), as: "1.2.3", in: .tmp)
    #expect(try spool.sweepUnfinished(olderThanWallMilliseconds: 1_000) == 0)
    #expect(try spool.sweepUnfinished(olderThanWallMilliseconds: .max) == 1)
    #expect(try spool.fileNames(.tmp).isEmpty)
  }

  /// A crash after each step of delivering and archiving, by stopping there: what is left is complete or not there,
  /// and doing it all again ends the same.
  @Test func aCrashBetweenAnyTwoStepsIsHarmless() throws {
    for kind in [FileCalls.Kind.open, .write, .syncFile, .close, .rename, .syncDirectory, .unlink] {
      for number in 1...4 {
        let directory = try TemporaryDirectory()
        let plain = try spool(directory)
        let callback = try envelope()
        // From this call on nothing works any more, not even tidying up: the process is gone.
        let dead = FaultPlan(first: number, code: EIO)
        var calls = FileCalls.failing(kind, dead)
        let unlink = calls.unlink
        calls.unlink = { (place) throws(Errno) in
          if dead.failures > 0 { throw Errno(rawValue: EIO) }
          try unlink(place)
        }
        let dying = try? plain.reopened(calls: calls)
        let delivery = try? dying?.deliver(callback)
        if delivery != nil { #expect(try plain.read(callback.name) == callback) }
        if delivery != nil { _ = try? dying?.archive(callback.name, day: try day()) }

        let after = try plain.reopened()
        _ = try after.deliver(callback)
        #expect(try after.read(callback.name) == callback)
        #expect([.moved, .merged].contains(try after.archive(callback.name, day: try day())))
        #expect(try after.doneItems(on: try day()).count == 1)
      }
    }
  }
}
