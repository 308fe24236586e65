import CLinux
import Files
import Glibc
import Ledger
import Maintenance
import Payments
import Spool
import TestSupport
import Testing

/// The drill: a backup in the morning, a day's work, and the ledger is gone.
struct RestoreDrillTests {
  let books: Books

  init() throws { books = try Books() }

  /// One resolved, one waiting, one recorded only and one in mid-sending when the backup is made; after it the waiting
  /// one is answered, and three more are asked for: one paid, one cancelled, one never answered.
  func workADay() throws -> LedgerDatabase {
    let ledger = try books.open()
    try books.ask(ledger, at: 0)
    try books.answer(0, at: 9)
    try books.ingest(ledger, at: 10)
    try books.ask(ledger, at: 100)
    try books.ask(ledger, at: 110, isSent: false)
    try books.ask(ledger, at: 120, isSent: false)
    _ = try ledger.beginSending(Books.id(120), owner: "process 1", at: Books.at(120))
    _ = try books.backUp(ledger, at: 130)

    try books.answer(100, at: 131)
    for seconds in [200, 210, 220] as [Int64] { try books.ask(ledger, at: seconds, amount: 350) }
    try books.answer(200, amount: 350, at: 215)
    try books.answer(210, code: 1032, at: 216)
    try books.ingest(ledger, at: 220)
    // Delivered, and not resolved when the ledger is lost.
    try books.ask(ledger, at: 300, amount: 70)
    try books.answer(300, amount: 70, at: 309)
    return ledger
  }

  @Test func everyCallbackIsInTheLedgerOrTheUnmatched() throws {
    let old = try workADay()
    let report = try books.restore(at: 400)

    // The gap is named.
    #expect(report.restoration.epoch == 2)
    #expect(report.restoration.gapFromWallMilliseconds == Books.at(130).wallMilliseconds)
    #expect(report.restoration.gapToWallMilliseconds == Books.at(400).wallMilliseconds)
    #expect(report.acknowledged == 4)
    #expect(report.replayed == 1)
    #expect(report.callbackOnly.map(\.id) == [Books.id(200), Books.id(300)])
    #expect(report.unmatched == 1)
    #expect(report.missing == [])

    let ledger = try books.open()
    // What the backup knew as waiting was paid since.
    let answered = try books.current(Books.id(100), ledger)
    #expect(answered.status.standing == .paid)
    #expect(answered.status.receipt?.code == Books.receipt(100))
    // What it knew as begun may have been sent.
    for seconds in [110, 120] as [Int64] {
      let status = try books.current(Books.id(seconds), ledger).status
      guard case .unknown(.restored, _) = status.state else {
        Issue.record("\(status.state)")
        continue
      }
      #expect(try !ledger.beginSending(Books.id(seconds), owner: "process 9", at: Books.at(500)))
    }
    // What it did not know is held, with amount and receipt, on every desk's board.
    let stranger = try books.current(Books.id(200), ledger)
    #expect(stranger.status.standing == .held)
    #expect(stranger.status.doubt == .callbackOnly)
    #expect(stranger.status.flags == [])
    #expect(stranger.amount.count == 350)
    #expect(stranger.status.receipt?.code == Books.receipt(200))
    #expect(stranger.phone == nil)
    #expect(stranger.recordedAt.wallMilliseconds == Books.at(200).wallMilliseconds)
    #expect(try ledger.openPayments().map(\.id).contains(Books.id(200)))
    #expect(try ledger.verify().problems == [])

    // What lay in new/ is resolved as always; the unmatched callbacks are what states no money.
    try books.ingest(ledger, at: 410)
    #expect(try books.spool.scan() == [])
    #expect(
      try books.unmatched(ledger).waiting(at: Books.at(411)).map(\.payment) == [
        Books.id(210)
      ])
    #expect(try books.differences(ledger).problems == [])

    // The old ledger is kept, and whoever still has it open writes nothing more.
    #expect(report.keptAs == "ledger.replaced-2026-11-24T090640.sqlite")
    #expect(try books.names(in: "ledger").contains("ledger.replaced-2026-11-24T090640.sqlite"))
    #expect(throws: LedgerError.replaced) { try books.ask(old, at: 420) }
    #expect(throws: LedgerError.replaced) { try old.openPayments() }
  }

  @Test func nothingIsAskedForUntilAPromptsLifeHasPassed() throws {
    _ = try workADay()
    let report = try books.restore(at: 400)
    let ledger = try books.open()
    #expect(throws: LedgerError.restoredLately(waitMilliseconds: 94_000)) { try books.ask(ledger, at: 401) }
    #expect(throws: LedgerError.restoredLately(waitMilliseconds: 1_000)) { try books.ask(ledger, at: 494) }
    // A clock set forward does not shorten it.
    #expect(throws: LedgerError.self) {
      guard let till = Till(2), let phone = PhoneNumber(msisdn: "254711111111"), let amount = Shillings(5) else {
        return
      }
      var later = Books.at(410)
      later.wallMilliseconds += 3_600_000
      _ = try ledger.record(
        PaymentDraft(id: Books.id(1), till: till, cashier: "amina", phone: phone, amount: amount), at: later)
    }
    let next = try books.ask(ledger, at: 495)
    // Numbers given out in the gap are not given out again: three were, at this till.
    #expect(report.restoration.numbersFrom == 1_101)
    #expect(next.number == 1_101)
    #expect(try books.ask(ledger, at: 600).number == 1_102)
  }

  @Test func whatComesLaterForALostPaymentIsHeldToo() throws {
    _ = try workADay()
    _ = try books.restore(at: 400)
    let ledger = try books.open()
    try books.answer(220, amount: 350, at: 500)
    try books.ingest(ledger, at: 501)
    #expect(try books.current(Books.id(220), ledger).status.standing == .held)
    // Under a key that leaked, anybody could make up payments: those stay among the unmatched callbacks.
    try books.answer(777, amount: 350, at: 510, key: .suspect)
    try books.ingest(ledger, at: 511)
    #expect(try ledger.payment(Books.id(777)) == nil)
    #expect(try books.spool.oddItems().compactMap(\.name?.paymentID) == [Books.id(210), Books.id(777)])
    #expect(try ledger.verify().problems == [])
  }

  @Test func aSupervisorResolvesWhatOnlyACallbackTellsOf() throws {
    _ = try workADay()
    _ = try books.restore(at: 400)
    let ledger = try books.open()
    let held = try books.current(Books.id(200), ledger)
    let pin = TypedPIN("749210")
    let supervisor = try SupervisorPIN(
      name: "wanjiku", pin: pin, salt: Array(0..<16), cost: SupervisorPIN.Cost(rounds: 16, blockSize: 1, parallelism: 1)
    )
    let outcome = try ledger.decide(
      DecisionRequest(
        id: "d1", payment: held.id, action: .resolved(.goods), why: "on the statement", cashier: "njeri",
        till: .commandLine, seenPosition: held.position, pin: pin),
      supervisors: [supervisor], at: Books.at(600))
    guard case .decided(let resolved) = outcome else { throw TestFailure("\(outcome)") }
    #expect(!resolved.status.isOpen)
    #expect(try ledger.verify().problems == [])
  }

  @Test func aCallbackThatIsGoneIsNamed() throws {
    _ = try workADay()
    let lost = try #require(try books.spool.scan().first)
    unlink(books.directory.path(of: "spool/new/" + lost.fileName))
    let report = try books.restore(at: 400)
    #expect(report.missing.map(\.name) == [lost])
    #expect(report.callbackOnly.map(\.id) == [Books.id(200)])
  }

  /// A disk that does not give a callback now has not lost it: it was taken for rubbish, and its payment stayed
  /// unknown.
  @Test func aCallbackThatCannotBeReadJustNowStopsARestore() throws {
    let ledger = try workADay()
    let unread = try #require(try books.spool.scan().first).fileName
    var calls = FileCalls.real
    calls.open = { (place, flags, mode) throws(Errno) in
      if place.name == unread { throw .ioError }
      return try FileCalls.real.open(place, flags, mode)
    }
    let broken = try SpoolDirectory(path: books.directory.path(of: "spool"), calls: calls)
    #expect(throws: MaintenanceProblem.self) { try books.restore(at: 400, spool: broken) }
    #expect(try ledger.verify().problems == [])
    #expect(try books.restore(at: 500).callbackOnly.map(\.id) == [Books.id(200), Books.id(300)])
  }

  /// What was filed away by a decision that no ledger has any more waits for a person again; where the disk does not
  /// let one of them, that is said, and the others are gone on with.
  @Test func whatCannotWaitForAPersonAgainIsTold() throws {
    _ = try workADay()
    let day = try #require(try books.spool.doneDays().first).text
    for name in ["first", "second"] { try books.directory.write("?", to: "spool/done/\(day)/\(name)") }
    var calls = FileCalls.real
    calls.renameWithoutReplacing = { (from, to) throws(Errno) in
      if from.name == "first" { throw .ioError }
      try FileCalls.real.renameWithoutReplacing(from, to)
    }
    let report = try books.restore(
      at: 400, spool: try SpoolDirectory(path: books.directory.path(of: "spool"), calls: calls))
    #expect(report.notReopened != nil && !report.isWhole)
    #expect(report.lines.contains { $0.hasPrefix("Not every callback whose resolution was lost waits for a person") })
    #expect(try books.names(in: "spool/odd").contains("second"))
    #expect(try books.names(in: "spool/done/\(day)").contains("first"))
    #expect(try books.open().verify().problems == [])

    // As the line says: once more, when the disk can.
    let again = try books.restore(at: 500)
    #expect(again.notReopened == nil && again.isWhole)
    #expect(try books.names(in: "spool/odd").contains("first"))
  }

  @Test func aDamagedLedgerIsReplacedWithItsJournal() throws {
    _ = try workADay()
    try books.directory.write("rubbish", to: "ledger/ledger.sqlite")
    try books.directory.write("half a payment", to: "ledger/ledger.sqlite-journal")
    let report = try books.restore(at: 400)
    let kept = try #require(report.keptAs)
    #expect(books.directory.read("ledger/" + kept) == "rubbish")
    #expect(books.directory.read("ledger/" + kept + "-journal") == "half a payment")
    #expect(try books.open().verify().problems == [])
  }

  @Test func aLedgerThatIsGoneIsReplaced() throws {
    _ = try workADay()
    unlink(books.ledgerPath)
    let report = try books.restore(at: 400)
    #expect(report.keptAs == nil)
    #expect(report.payments == 4)
    #expect(report.callbackOnly.count == 2)
  }

  /// Another restore of the same backup begins from the same gap and finds the same.
  @Test func restoringAgainFindsTheSame() throws {
    _ = try workADay()
    let first = try books.restore(at: 400)
    let second = try books.restore(at: 500)
    #expect(second.callbackOnly.map(\.id) == first.callbackOnly.map(\.id))
    #expect(second.replayed == first.replayed)
    #expect(try books.open().verify().problems == [])
  }

  @Test func nobodyMayBeAtATill() throws {
    let ledger = try workADay()
    let path = books.directory.path(of: "locks/till-2.lock")
    try books.directory.write("njeri, process 4711\n", to: "locks/till-2.lock")
    let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    #expect(kaunta_lock_exclusively(descriptor, 0) == 0)
    #expect(throws: MaintenanceProblem.tillInUse(till: 2, holder: "njeri, process 4711")) { try books.restore(at: 400) }
    #expect(try ledger.verify().problems == [])
  }

  /// In a home that never had a desk no till's lock keeps two restores apart; both worked on one copy, and moved the
  /// ledger aside until none was left.
  @Test func oneRestoreAtATime() throws {
    let ledger = try workADay()
    let path = books.directory.path(of: "ledger/ledger.sqlite.restore")
    try books.directory.write("njeri, process 4711\n", to: "ledger/ledger.sqlite.restore")
    let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC)
    #expect(kaunta_lock_exclusively(descriptor, 0) == 0)
    let names = try books.names(in: "ledger")
    #expect(throws: MaintenanceProblem.restoreUnderWay(holder: "njeri, process 4711")) { try books.restore(at: 400) }
    #expect(try ledger.verify().problems == [])
    #expect(try books.names(in: "ledger") == names)
    #expect(kaunta_unlock(descriptor) == 0)
    close(descriptor)
    #expect(try books.restore(at: 500).restoration.epoch == 2)
  }

  /// A lock that cannot be looked at may be held: unreadable is not "no desk".
  @Test(arguments: ["a link", "a pipe", "a directory"])
  func aTillsLockThatCannotBeReadIsNoFreeTill(_ kind: String) throws {
    let ledger = try workADay()
    let path = books.directory.path(of: "locks/till-2.lock")
    switch kind {
    case "a link": symlink(books.directory.path(of: "elsewhere"), path)
    case "a pipe": mkfifo(path, 0o600)
    default: mkdir(path, 0o700)
    }
    do {
      _ = try books.restore(at: 400)
      Issue.record("restored beside \(kind)")
    } catch let error as MaintenanceProblem {
      for words in ["Whether a desk is open cannot be told", path, "The ledger is as it was", "remove"] {
        #expect(error.sentence.contains(words), "\(error.sentence)")
      }
    }
    #expect(try ledger.verify().problems == [])
    #expect(try !books.names(in: "ledger").contains { $0.hasPrefix("ledger.replaced-") })
  }

  @Test func locksThatCannotBeListedAreNoFreeTills() throws {
    _ = try workADay()
    let locks = books.directory.path(of: "locks")
    rmdir(locks)
    try books.directory.write("", to: "locks")
    #expect(throws: MaintenanceProblem.cannotTell(locks, reason: "no directory")) { try books.restore(at: 400) }
    // A home that was put back without its locks has had no desk since.
    unlink(locks)
    #expect(try books.restore(at: 500).restoration.epoch == 2)
  }

  /// What it has of the gap decides about numbers and payments: it is looked into, or nothing is restored.
  @Test func aWitnessLogThatCannotBeReadStopsARestore() throws {
    _ = try workADay()
    let day = try #require(try books.witness.days().first).text
    let path = books.directory.path(of: "witness/\(day).log")
    try #require(rename(path, path + ".away") == 0 && mkfifo(path, 0o600) == 0)
    let why = SpoolError.witness("witness/\(day).log", reason: "a pipe, link or directory in its place")
    #expect(throws: MaintenanceProblem.witnessUnreadable(why)) { try books.restore(at: 400) }
  }
}
