import Glibc
import Ledger
import Maintenance
import Payments
import Shop
import Spool
import TestSupport
import Testing

/// What fits no payment waits among the unmatched callbacks, is resolved by a supervisor, and verify is content with
/// that.
struct UnmatchedTests {
  static let pin = TypedPIN("749210")

  let books: Books
  let ledger: LedgerDatabase
  let unmatched: UnmatchedCallbacks
  let decisions: LedgerDecisions

  init() throws {
    books = try Books()
    ledger = try books.open()
    let supervisors = [
      try SupervisorPIN(
        name: "wanjiku", pin: Self.pin, salt: Array(0..<16),
        cost: SupervisorPIN.Cost(rounds: 16, blockSize: 1, parallelism: 1))
    ]
    decisions = LedgerDecisions(ledger) { supervisors }
    unmatched = UnmatchedCallbacks(decisions: decisions, spool: books.spool)
    try books.ask(ledger, at: 0)
    try books.answer(0, at: 5)
    try books.ingest(ledger, at: 6)
  }

  private func decision(on item: UnmatchedItem, why: String = "refunded") throws -> UnmatchedDecision {
    UnmatchedDecision(
      item: item, resolution: .refund, why: why, cashier: "njeri", till: .commandLine, pin: Self.pin)
  }

  /// A callback with a good tag, whose payment nobody ever recorded.
  private func aStrangerCame() throws -> UnmatchedItem {
    try books.answer(500, amount: 350, at: 509)
    try books.ingest(ledger, at: 510)
    return try #require(try unmatched.waiting(at: Books.at(511)).first)
  }

  @Test func aStrangerIsListedWithReceiptAndAmount() throws {
    let item = try aStrangerCame()
    #expect(item.oddity == "unknown-payment")
    #expect(item.payment == Books.id(500))
    #expect(item.amount?.count == 35_000)
    #expect(item.receipt?.code == Books.receipt(500))
    #expect(item.sinceWallMilliseconds == Books.at(509).wallMilliseconds)
    #expect(try books.differences(ledger) == BooksDifferences())
  }

  @Test func resolvedItLeavesTheUnmatchedAndVerifyIsContent() throws {
    let item = try aStrangerCame()
    guard case .resolved = try unmatched.resolve(try decision(on: item), at: Books.at(600))
    else {
      throw TestFailure("not resolved")
    }
    #expect(try unmatched.waiting(at: Books.at(601)) == [])
    let done = try books.spool.doneItems(on: EastAfricaTime(Books.at(600)).businessDay)
    #expect(done.contains { $0.name?.paymentID == Books.id(500) })
    #expect(try books.differences(ledger) == BooksDifferences())
    #expect(try ledger.verify().problems == [])
  }

  /// The very same callback once more: it was resolved, and nobody needs to look again.
  @Test func aRepeatIsFiledByItself() throws {
    let item = try aStrangerCame()
    _ = try unmatched.resolve(try decision(on: item), at: Books.at(600))
    try books.answer(500, amount: 350, at: 700)
    try books.ingest(ledger, at: 701)
    #expect(try books.spool.oddItems().count == 1)
    #expect(try unmatched.waiting(at: Books.at(702)) == [])
    #expect(try books.spool.oddItems() == [])
    #expect(try books.differences(ledger) == BooksDifferences())
  }

  /// A repeat that came while the first still lay there has a name of its own, and is the same money.
  @Test func aCopyIsResolvedWithIt() throws {
    let item = try aStrangerCame()
    try books.answer(500, amount: 350, at: 520)
    try books.ingest(ledger, at: 521)
    let copies = try unmatched.waiting(at: Books.at(522))
    #expect(copies.count == 2)
    let copy = try #require(copies.first { $0.id != item.id })
    guard case .resolved(let first) = try unmatched.resolve(try decision(on: item), at: Books.at(600)) else {
      throw TestFailure("not resolved")
    }
    #expect(try unmatched.waiting(at: Books.at(601)) == [])
    #expect(try unmatched.resolve(try decision(on: copy), at: Books.at(602)) == .alreadyResolved(first))
    #expect(try books.differences(ledger) == BooksDifferences())
  }

  /// What was damaged, and resolved as rubbish, comes again whole, and states money.
  @Test func aWholeRepeatOfADamagedOneIsLookedAt() throws {
    let callback = try books.answer(500, amount: 350, at: 509)
    let whole = try #require(FileTree.bytes(books.directory.path(of: "spool/new/" + callback.name.fileName)))
    try books.directory.write("half", to: "spool/new/" + callback.name.fileName)
    _ = try books.spool.setAside(
      callback.name, reason: OddReason(.damaged, "4 bytes"), wallMilliseconds: Books.at(510).wallMilliseconds)
    let rubbish = try #require(try unmatched.waiting(at: Books.at(511)).first)
    _ = try unmatched.resolve(try decision(on: rubbish, why: "rubbish"), at: Books.at(520))
    #expect(try unmatched.waiting(at: Books.at(521)) == [])
    try books.directory.write(String(decoding: whole, as: UTF8.self), to: "spool/new/" + callback.name.fileName)
    try books.ingest(ledger, at: 530)
    #expect(try unmatched.waiting(at: Books.at(531)).map(\.amount?.count) == [35_000])
  }

  /// What was damaged was resolved as rubbish; its whole copy got into the archive by somebody's hand, and states
  /// money.
  private func aWholeCopyLiesInTheArchive() throws -> SpoolEnvelope {
    let callback = try books.answer(500, amount: 350, at: 509)
    let whole = try #require(FileTree.bytes(books.directory.path(of: "spool/new/" + callback.name.fileName)))
    try books.directory.write("half", to: "spool/new/" + callback.name.fileName)
    _ = try books.spool.setAside(
      callback.name, reason: OddReason(.damaged, "4 bytes"), wallMilliseconds: Books.at(510).wallMilliseconds)
    let rubbish = try #require(try unmatched.waiting(at: Books.at(511)).first)
    _ = try unmatched.resolve(try decision(on: rubbish, why: "rubbish"), at: Books.at(520))
    try books.directory.write(String(decoding: whole, as: UTF8.self), to: "spool/new/" + callback.name.fileName)
    _ = try books.spool.archive(callback.name, day: EastAfricaTime(Books.at(90_000)).businessDay)
    return callback
  }

  @Test func aWholeCopyInTheArchiveIsNamedAndNotPurged() throws {
    _ = try aWholeCopyLiesInTheArchive()
    #expect(try books.differences(ledger).problems.count == 1, "nobody has decided about its money")
    let late: Int64 = 40 * 86_400
    try books.ask(ledger, at: late)
    _ = try Purge(ledger, books.spool).run(at: Books.at(late))
    let left = try books.spool.doneDays().flatMap { try books.spool.doneItems(on: $0) }
    #expect(left.map(\.day) == [EastAfricaTime(Books.at(90_000)).businessDay], "the damaged one is gone")
    #expect(try books.differences(ledger).problems.count == 1)
  }

  @Test func aRestoreReplaysAWholeCopyOfWhatWasRubbish() throws {
    _ = try aWholeCopyLiesInTheArchive()
    _ = try books.backUp(ledger, at: 90_010)
    let report = try books.restore(at: 90_100)
    #expect(report.callbackOnly.map(\.id) == [Books.id(500)], "it states money, and is on the board")
    let restored = try books.open()
    #expect(report.unmatched == (try books.unmatched(restored).waiting(at: Books.at(90_101)).count))
  }

  /// The machine stops between the decision and the moving of the file.
  @Test func aDecisionWhoseFileWasNotMovedIsFinished() throws {
    let item = try aStrangerCame()
    _ = try decisions.resolveUnmatched(try decision(on: item), at: Books.at(600))
    #expect(try books.spool.oddItems().count == 1)
    #expect(try books.differences(ledger) == BooksDifferences())
    #expect(try unmatched.waiting(at: Books.at(601)) == [])
    #expect(try books.differences(ledger) == BooksDifferences())
  }

  @Test func withAWrongPINItStays() throws {
    let item = try aStrangerCame()
    var wrong = try decision(on: item)
    wrong.pin = TypedPIN("111222")
    let outcome = try unmatched.resolve(wrong, at: Books.at(600))
    #expect(outcome == .refused(.wrongPIN(triesLeft: 4)))
    #expect(try unmatched.waiting(at: Books.at(601)) == [item])
  }

  /// A file that no listener wrote, and one that a disk damaged, are resolved in the same way.
  @Test func strayAndDamagedFilesToo() throws {
    try books.directory.write("hello", to: "spool/new/shopping list")
    _ = try books.spool.setAsideStray("shopping list", wallMilliseconds: Books.at(20).wallMilliseconds)
    let damaged = try books.answer(700, at: 705)
    try books.directory.write("half", to: "spool/new/" + damaged.name.fileName)
    _ = try books.spool.setAside(
      damaged.name, reason: OddReason(.damaged, "4 bytes"), wallMilliseconds: Books.at(706).wallMilliseconds)
    let items = try unmatched.waiting(at: Books.at(710))
    #expect(items.map(\.oddity) == ["stray", "damaged"])
    #expect(items.allSatisfy { $0.amount == nil && $0.receipt == nil })
    for item in items {
      #expect(!item.id.contains("shopping"))
      _ = try unmatched.resolve(try decision(on: item, why: "rubbish"), at: Books.at(720))
    }
    #expect(try unmatched.waiting(at: Books.at(721)) == [])
    #expect(try books.differences(ledger) == BooksDifferences())
    #expect(!(try ledger.unmatchedResolutions()).contains { "\($0)".contains("shopping") })
  }

  /// A file that somebody moved there by hand is no resolution.
  @Test func aFileMovedWithoutADecisionIsNamed() throws {
    _ = try aStrangerCame()
    let odd = try #require(try books.spool.oddItems().first)
    _ = try books.spool.archive(odd, day: EastAfricaTime(Books.at(0)).businessDay)
    #expect(try books.differences(ledger).problems.count == 1)
  }

  /// A backup from before the decision cannot know it: the callback waits for a person again.
  @Test func aDecisionThatARestoreLostIsAskedForAgain() throws {
    _ = try books.backUp(ledger, at: 20)
    let item = try aStrangerCame()
    try books.answer(501, code: 1032, at: 520)
    try books.ingest(ledger, at: 521)
    for item in try unmatched.waiting(at: Books.at(522)) {
      _ = try unmatched.resolve(try decision(on: item), at: Books.at(600))
    }
    let report = try books.restore(at: 900)
    let restored = try books.open()
    // What states money is on the board, held; what states none is among the unmatched callbacks.
    #expect(try books.current(Books.id(500), restored).status.standing == .held)
    let waiting = try books.unmatched(restored).waiting(at: Books.at(901))
    #expect(report.unmatched == waiting.count, "it is said as it is listed")
    #expect(waiting.map(\.payment) == [Books.id(501)])
    #expect(waiting.first?.id != item.id)
    #expect(try books.differences(restored).problems == [])
    #expect(try restored.verify().problems == [])
  }
}
