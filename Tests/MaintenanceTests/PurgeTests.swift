import Daraja
import Glibc
import Ledger
import Maintenance
import Payments
import Shop
import Spool
import TestSupport
import Testing

/// After 35 days nothing personal is left, and everything still fits.
struct PurgeTests {
  private static let daySeconds: Int64 = 86_400

  @Test func oldPhonesGoAndEvidenceStays() throws {
    let books = try Books()
    let ledger = try books.open()
    let paid = try books.ask(ledger, at: 0)
    try books.answer(0, at: 9)
    let open = try books.ask(ledger, at: 10)
    try books.ingest(ledger, at: 11)
    let late = 36 * Self.daySeconds
    let young = try books.ask(ledger, at: late - 100)

    #expect(try Purge(ledger, books.spool).run(at: Books.at(late - 3 * Self.daySeconds)).isEmpty)
    let report = try Purge(ledger, books.spool).run(at: Books.at(late))
    #expect(report == expected(callbacks: 1, phones: 1, prompts: 1))

    let purged = try books.current(paid.id, ledger)
    #expect(purged.phone == nil)
    #expect(purged.status.standing == .paid)
    #expect(purged.status.receipt?.code == Books.receipt(0))
    #expect(try books.current(open.id, ledger).phone != nil)
    #expect(try books.current(young.id, ledger).phone != nil)
    #expect(try books.current(open.id, ledger).status.attempt.checkoutRequestID == Books.prompt(10))
    #expect(try ledger.verify().problems == [])
    #expect(try books.differences(ledger).problems == [])
    #expect(try books.spool.doneDays() == [])

    // Not even in the file's unused places.
    let phone = try #require(paid.phone).msisdn
    let bytes = try #require(FileTree.bytes(books.ledgerPath))
    #expect(!holds(bytes, phone))
    #expect(!holds(bytes, Books.prompt(0).rawValue))
    #expect(holds(bytes, try #require(open.phone).msisdn))
    #expect(try Purge(ledger, books.spool).run(at: Books.at(late)).isEmpty)
  }

  @Test func whatWasResolvedWhileTheClockWasWrongIsKeptAsLong() throws {
    let books = try Books()
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    let callback = try books.answer(0, at: 5)
    try isEvidence(callback, in: ledger)
    // The machine's clock starts in 2020; minutes later NTP has set it.
    _ = try books.spool.archive(callback.name, day: EastAfricaTime(wallMilliseconds: 1_577_836_800_000).businessDay)
    #expect(try Purge(ledger, books.spool).run(at: Books.at(60)).isEmpty)
    #expect(try books.spool.doneItems(on: BusinessDay(year: 2020, month: 1, day: 1)).count == 1)
    try books.ask(ledger, at: 37 * Self.daySeconds)
    #expect(try Purge(ledger, books.spool).run(at: Books.at(37 * Self.daySeconds)).callbacks == 1)
    #expect(try books.spool.doneDays() == [])
  }

  /// By somebody's hand, or by a restore that was cut off: it may be all that tells of money.
  @Test func whatIsArchivedAndNoEvidenceIsKept() throws {
    let books = try Books()
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    let callback = try books.answer(0, at: 5)
    _ = try books.spool.archive(callback.name, day: EastAfricaTime(Books.at(6)).businessDay)
    try books.ask(ledger, at: 37 * Self.daySeconds)
    #expect(try Purge(ledger, books.spool).run(at: Books.at(37 * Self.daySeconds)).callbacks == 0)
    #expect(try books.differences(ledger).problems.count == 1)
    try isEvidence(callback, in: ledger)
    #expect(try Purge(ledger, books.spool).run(at: Books.at(37 * Self.daySeconds)).callbacks == 1)
    #expect(try books.spool.doneDays() == [])
  }

  private func isEvidence(_ callback: SpoolEnvelope, in ledger: LedgerDatabase) throws {
    let report = try CallbackDecoder.decode(body: callback.body).get()
    _ = try ledger.append(
      [.callback(CallbackEvidence(report, of: Arrival(callback)))], to: callback.paymentID, at: Books.at(6))
  }

  @Test func aClockThatIsAheadTakesNothingAway() throws {
    let books = try Books()
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    try books.answer(0, at: 9)
    try books.ingest(ledger, at: 11)
    var ahead = Books.at(60)
    ahead.wallMilliseconds += 40 * 86_400_000
    #expect(try Purge(ledger, books.spool).run(at: ahead).isEmpty)
  }

  @Test func aShopThatRecordsNothingMoreIsPurgedToo() throws {
    let books = try Books()
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    try books.answer(0, at: 9)
    try books.ingest(ledger, at: 11)
    #expect(try Purge(ledger, books.spool).run(at: Books.at(36 * Self.daySeconds)).callbacks == 1)
  }

  private func expected(callbacks: Int, phones: Int, prompts: Int) -> PurgeReport {
    var report = PurgeReport()
    report.callbacks = callbacks
    report.phones = phones
    report.prompts = prompts
    return report
  }
}
