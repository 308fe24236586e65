import Daraja
import Files
import Glibc
import Ledger
import Payments
import Shop
import Spool
import Testing
import Wording

@testable import Maintenance

/// One look at a whole shop: what cannot be looked at is said, and hides none of the others.
@Suite struct ConditionLookTests {
  private let books: Books
  private let ledger: LedgerDatabase

  init() throws {
    books = try Books()
    ledger = try books.open()
  }

  private func subject(_ change: (inout ConditionLook.Subject) -> Void = { _ in }) -> ConditionLook.Subject {
    let (spool, ledger) = (books.spool, ledger)
    var subject = ConditionLook.Subject(
      isServer: false, isPractice: false, publicURL: nil, ledgerFile: books.ledgerPath,
      cacheDirectory: books.directory.path(of: "cache"), places: [],
      openSpool: { () throws(SpoolError) in spool }, openLedger: { () throws(LedgerError) in ledger },
      keyReadiness: { _, _ in .listenerRefusesOurKey }, openTills: { [] })
    change(&subject)
    return subject
  }

  private func condition(
    at seconds: Int64, _ change: (inout ConditionLook.Subject) -> Void = { _ in }
  ) -> ShopCondition {
    ConditionLook(subject(change), at: Books.at(seconds)).condition()
  }

  /// The owner is told which line is not clear, and again when another is.
  @Test func anUnclearLineOfTheCashiersIsTold() {
    let condition = condition(at: 10) {
      $0.cashiersTrouble = {
        .unclearCashiers([(line: 3, words: "cashiers:3: is none"), (line: 5, words: "cashiers:5: is none")])
      }
    }
    for findings in [condition.findings, condition.alarming] {
      let told = findings.first { $0.part == "cashiers" }
      #expect(told?.state == .bad && told?.items == ["line-3", "line-5"])
      #expect(told?.text == "cashiers:3: is none. And cashiers:5: is none")
    }
  }

  /// Whoever asks for money then is told to wait: the shop's owner knows it before that.
  @Test func aShopThatWasRestoredSaysUntilWhenItAsksForNothing() throws {
    #expect(!condition(at: 10).findings.contains { $0.part == "restored" })
    _ = try ledger.beginEpoch(strangers: 0, by: "amina", at: Books.at(10))
    let left = Restoration.waitMilliseconds(since: Books.at(10), at: Books.at(12))
    let told = try #require(condition(at: 12).findings.first { $0.part == "restored" })
    let end = EastAfricaTime(wallMilliseconds: Books.at(12).wallMilliseconds + left + 999).timeOfDay
    #expect(told.state == .good && told.text.hasSuffix("until \(end), in \((left + 999) / 1_000) s"))
    let examined = LedgerExamination(
      books.ledgerPath, isServer: false, isPractice: true, answersAreKept: true, at: Books.at(12)
    ) { () throws(LedgerError) in ledger }
    #expect(examined.findings.contains(told) && examined.opensAt?.timeOfDay == end)
    #expect(!condition(at: 12 + left / 1_000 + 1).findings.contains { $0.part == "restored" })
  }

  private func beat(at seconds: Int64) throws {
    try books.spool.write(
      Heartbeat(
        moment: Books.at(seconds), processID: 1, listensOn: "127.0.0.1:8744", publicURL: "https://pay.example",
        environment: "simulator", shortCode: "174379", keyFingerprints: []))
  }

  @Test func paymentsAndUnmatchedCallbacksAreCounted() throws {
    try books.ask(ledger, at: 10)
    try books.answer(500, at: 11)
    try books.ingest(ledger, at: 20)
    let condition = condition(at: 21)
    #expect(condition.waiting?.count == 1 && condition.check?.count == 0)
    #expect(condition.unmatched?.count == 1 && condition.arrived?.count == 0)
    #expect(condition.hasPayments && condition.ledgerTrouble == nil && condition.spoolTrouble == nil)
  }

  @Test func whatWasResolvedIsNoneOfTheUnmatchedEvenBeforeItIsFiled() throws {
    try books.answer(500, at: 11)
    try books.ingest(ledger, at: 20)
    let item = try #require(try books.unmatched(ledger).waiting(at: Books.at(21)).first)
    let pin = TypedPIN("246810")
    let supervisor = try SupervisorPIN(
      name: "owner", pin: pin, salt: Array(0..<16),
      cost: SupervisorPIN.Cost(rounds: 16, blockSize: 1, parallelism: 1))
    _ = try ledger.resolveUnmatched(
      UnmatchedDecision(
        item: item, resolution: .refund, why: "looked up", cashier: "amina", till: .commandLine, pin: pin),
      supervisors: [supervisor], at: Books.at(30))
    #expect(try books.spool.counts().odd == 1, "the machine stopped before it was filed")
    #expect(condition(at: 31).unmatched?.count == 0)
    let examined = SpoolExamination(books.spool)
    let told = examined.findings(in: "spool", try ledger.unmatchedResolutions())
    #expect(!told.contains { $0.part == "unmatched" })
    #expect(try books.spool.kept { try ledger.unmatchedResolutions() } == [])
    // Books that cannot be read have resolved nothing, as far as anybody can tell.
    #expect(
      condition(at: 31) { $0.openLedger = { () throws(LedgerError) in throw .damaged(reason: "it") } }.unmatched?.count
        == 1)
    #expect(examined.findings(in: "spool", nil).contains { $0.part == "unmatched" })
    #expect(try books.unmatched(ledger).waiting(at: Books.at(40)) == [])
  }

  @Test func aLedgerThatCannotBeReadHidesNothingElse() throws {
    try beat(at: 20)
    try books.answer(500, at: 11)
    let condition = condition(at: 21) { $0.openLedger = { () throws(LedgerError) in throw .damaged(reason: "it") } }
    #expect(condition.ledgerTrouble != nil && condition.waiting == nil)
    #expect(condition.hasPayments, "whoever cannot read it has something to lose")
    #expect(condition.arrived?.count == 1 && condition.unmatched?.count == 0)
    #expect(condition.listenerTerms.refusesOurKey)
    #expect(
      !self.condition(at: 21) {
        $0.openLedger = { () throws(LedgerError) in throw .damaged(reason: "it") }
        $0.isPractice = true
      }.hasPayments, "what was practised is no loss")
  }

  @Test func aSpoolThatCannotBeOpenedIsSaidAndTheLedgerIsLookedAt() throws {
    try books.ask(ledger, at: 10)
    let condition = condition(at: 21) {
      $0.openSpool = { () throws(SpoolError) in throw .failed(.openDirectory, code: ENOENT) }
    }
    #expect(condition.spoolTrouble != nil && condition.unmatched == nil && condition.arrived == nil)
    #expect(condition.waiting?.count == 1)
  }

  @Test func keysAreAskedAboutOnlyOfAListenerThatLives() throws {
    #expect(!condition(at: 21).listenerTerms.refusesOurKey)
    try beat(at: 20)
    #expect(condition(at: 21).listenerTerms.refusesOurKey)
    #expect(!condition(at: 220).listenerTerms.refusesOurKey)
    #expect(
      condition(at: 21) { $0.keyReadiness = { _, _ in .unreadable("no keys") } }.listenerTerms.keyTrouble == "no keys")
  }

  @Test func thePublicAddressIsTriedOnlyWhereAListenerLivesAndMoneyMoves() throws {
    func isTried(at seconds: Int64, isPractice: Bool = false) -> Bool {
      var isTried = false
      _ = ConditionLook(subject { $0.isPractice = isPractice }, at: Books.at(seconds)).alarming { _ in
        isTried = true
        return []
      }
      return isTried
    }
    #expect(!isTried(at: 21))
    try beat(at: 20)
    #expect(isTried(at: 21) && !isTried(at: 21, isPractice: true) && !isTried(at: 220))
  }

  @Test func aFilesystemIsToldOnceWithAllThatLiesOnIt() {
    func room(_ device: UInt64) -> FilesystemRoom {
      FilesystemRoom(device: device, freeBytes: 1, totalBytes: 2, freeFiles: nil)
    }
    let disks = ShopCondition.Disk.found([("ledger", room(1)), ("spool", room(2)), ("log", room(1))])
    #expect(disks.map(\.names) == [["ledger", "log"], ["spool"]])
  }
}
