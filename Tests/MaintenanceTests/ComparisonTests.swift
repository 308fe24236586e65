import Glibc
import Ledger
import Maintenance
import Payments
import Spool
import TestSupport
import Testing

/// What ledger, spool and witness log say against each other.
struct ComparisonTests {
  let books: Books
  let ledger: LedgerDatabase

  init() throws {
    books = try Books()
    ledger = try books.open()
    for seconds in [0, 10] as [Int64] {
      try books.ask(ledger, at: seconds)
      try books.answer(seconds, at: seconds + 5)
    }
    try books.ingest(ledger, at: 16)
    try books.ask(ledger, at: 20)
    try books.answer(20, at: 25)
  }

  @Test func everythingFits() throws {
    #expect(try books.differences(ledger) == BooksDifferences())
  }

  @Test func aRemovedCallbackIsMissed() throws {
    let waiting = try #require(try books.spool.scan().first)
    unlink(books.directory.path(of: "spool/new/" + waiting.fileName))
    let problems = try books.differences(ledger).problems
    #expect(problems.count == 1)
    #expect(
      problems.first
        == "A callback of payment \(Books.id(20).hex), acknowledged at 2026-11-24T09:00:25+03:00, is neither in the "
        + "ledger nor in the spool.")
  }

  @Test func aForgedCallbackIsNoticed() throws {
    try books.ask(ledger, at: 30)
    try books.answer(30, at: 35, isWitnessed: false)
    try books.ingest(ledger, at: 36)
    let problems = try books.differences(ledger).problems
    #expect(problems.count == 1)
    #expect(problems.first?.contains("did not come through the listener") == true)
    // The last seconds before a power cut are not in the log.
    let excused = try books.differences(ledger, bootID: "boot-2")
    #expect(excused.problems == [])
    #expect(excused.notes.count == 1)
  }

  @Test func aForgedCallbackWellBeforeAPowerCutIsNoticed() throws {
    try books.ask(ledger, at: 30)
    try books.answer(30, at: 35, isWitnessed: false)
    try books.ingest(ledger, at: 36)
    try books.ask(ledger, at: 50)
    #expect(try books.differences(ledger, bootID: "boot-2").problems.count == 1)
  }

  /// Whoever puts a file into the spool chooses the time in it: none takes it out of the comparison.
  @Test(arguments: [0, -1, 29, 86_400 * 40, -86_400 * 400] as [Int64])
  func aForgerCannotDateACallbackOutOfTheLog(seconds: Int64) throws {
    try books.ask(ledger, at: 30)
    let isOfTheEpoch = seconds == 0
    try books.answer(30, at: isOfTheEpoch ? -Books.at(0).wallMilliseconds / 1000 : seconds, isWitnessed: false)
    try books.ingest(ledger, at: 36)
    #expect(try books.current(Books.id(30), ledger).status.standing == .paid)
    let found = try books.differences(ledger)
    #expect(found.problems.count == 1, "\(found)")
    #expect(found.problems.first?.contains("did not come through the listener") == true)
    #expect(found.notes == [])
  }

  @Test func aTimeThatNoClockShowsIsNoCallback() throws {
    try books.ask(ledger, at: 30)
    for wall in [Int64.max, .min, 1 << 53] {
      let envelope = SpoolEnvelope(
        kind: .push, paymentID: Books.id(30), peerClass: .listed, peer: "196.201.214.200", keyStatus: .active,
        arrivedWallMilliseconds: wall, body: Array("{}".utf8))
      #expect(throws: EnvelopeDamage.badHeader(line: 7)) { try SpoolEnvelope(parsing: envelope.fileBytes) }
    }
  }

  @Test func aDayOfWhichTheLogHasNoFileIsNoExcuse() throws {
    let tomorrow: Int64 = 86_400
    try books.ask(ledger, at: tomorrow)
    try books.answer(tomorrow, at: tomorrow + 5, isWitnessed: false)
    try books.ingest(ledger, at: tomorrow + 6)
    #expect(try books.differences(ledger).problems.count == 1)
  }

  /// Found by `kaunta-lab kill`: the listener was killed when the callback was on disk and its line was not.
  @Test func aListenerThatDiedBeforeItAnsweredIsNoForgery() throws {
    try books.ask(ledger, at: 300)
    let callback = try books.answer(300, at: 305, isWitnessed: false)
    try books.witness.begin(
      WitnessEntry(wallMilliseconds: callback.arrivedWallMilliseconds, name: callback.name))
    try books.ingest(ledger, at: 306)
    let differences = try books.differences(ledger)
    #expect(differences.problems == [])
    #expect(differences.notes == ["1 callbacks came to a listener that ended before it answered them."])
  }

  @Test func aLogThatStartsLaterExcusesWhatWasBefore() throws {
    let young = try WitnessLog(path: books.directory.path(of: "young"))
    let comparison = BooksComparison(ledger: ledger, spool: books.spool, witness: young, bootID: "boot-1")
    #expect(try comparison.differences().problems == [])
    #expect(try comparison.differences().notes.count == 1)
    try young.note(
      WitnessEntry(
        wallMilliseconds: Books.at(25).wallMilliseconds, name: try #require(try books.spool.scan().first)))
    #expect(try comparison.differences().problems == [])
    #expect(try comparison.differences().notes.count == 1)
  }

  @Test func aFileThatWasFiledWithoutEvidenceIsNoticed() throws {
    let waiting = try #require(try books.spool.scan().first)
    _ = try books.spool.archive(waiting, day: EastAfricaTime(Books.at(0)).businessDay)
    let problems = try books.differences(ledger).problems
    #expect(problems.count == 1)
    #expect(problems.first?.contains("archived on 2026-11-24, is not in the ledger") == true)
  }
}
