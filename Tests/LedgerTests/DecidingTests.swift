import GRDB
import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// What people decide, who may, and what they must have seen.
struct DecidingTests {
  static let pin = TypedPIN("749210")

  let home: LedgerHome
  let ledger: LedgerDatabase
  let supervisors: [SupervisorPIN]

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
    supervisors = try LedgerHome.supervisors(Self.pin)
  }

  private func request(
    _ action: Decision.Action, on payment: PaymentSummary, id: String = "d1", why: String = "saw the SMS",
    pin: TypedPIN? = DecidingTests.pin, supersedes: [String] = []
  ) throws -> DecisionRequest {
    DecisionRequest(
      id: id, payment: payment.id, action: action, why: why, cashier: "njeri", till: try #require(Till(2)),
      seenPosition: payment.position, pin: pin, supersedes: supersedes)
  }

  private func decide(
    _ action: Decision.Action, on payment: PaymentSummary, id: String = "d1", why: String = "saw the SMS",
    pin: TypedPIN? = DecidingTests.pin, supersedes: [String] = [], at seconds: Int64 = 200
  ) throws -> DecisionOutcome {
    try ledger.decide(
      try request(action, on: payment, id: id, why: why, pin: pin, supersedes: supersedes), supervisors: supervisors,
      at: at(seconds))
  }

  private func receipt(_ word: String) throws -> Receipt { try #require(EvidenceNotation.receipt(word)) }

  private func waiting(_ prompt: String = "A") throws -> PaymentSummary {
    let payment = try ledger.ask(try home.draft())
    return try ledger.tell(payment.id, "1 sending", "2 accepted \(prompt)")
  }

  @Test func aSupervisorAcceptsByHand() throws {
    let payment = try waiting()
    guard case .decided(let decided) = try decide(.acceptedByHand(try receipt("R1")), on: payment) else {
      throw TestFailure("not decided")
    }
    #expect(decided.status.standing == .byHand)
    let rows = try ledger.evidence(of: payment.id)
    guard case .decision(let decision)? = rows.last?.evidence else { throw TestFailure("no decision") }
    #expect(decision.who == "wanjiku")
    #expect(decision.why == "saw the SMS")
    #expect(decision.answers == rows.dropLast().map(\.key).sorted())
    #expect(
      try ledger.shopEvidence().map(\.evidence) == [
        .pinAccepted(supervisor: "wanjiku", cashier: "njeri", till: try #require(Till(2)), about: .payment(payment.id))
      ])
    // The same again is the same decision, and not another use of the PIN.
    #expect(try decide(.acceptedByHand(try receipt("R1")), on: payment) == .alreadyDecided(decided))
    #expect(try ledger.shopEvidence().count == 1)
    #expect(try ledger.verify().problems == [])
  }

  /// An acceptance on the wrong payment is taken back by saying that nothing came of it.
  @Test func whatWasAcceptedByMistakeIsResolved() throws {
    let payment = try waiting()
    guard case .decided(let accepted) = try decide(.acceptedByHand(try receipt("R1")), on: payment) else {
      throw TestFailure("not decided")
    }
    guard case .decided(let ended) = try decide(.resolved(.nothing), on: accepted, id: "d2", at: 210) else {
      throw TestFailure("not resolved")
    }
    #expect(ended.isClosedBySupervisor && ended.bySupervisor == nil)
    #expect(try decide(.resolved(.refund), on: ended, id: "d3", at: 220) == .refused(.nothingToResolve(ended)))
    // Money that comes all the same is loud.
    let paid = try ledger.tell(payment.id, "300 callback 0 1000 R2 A")
    #expect(paid.status.standing == .paid && paid.alarm != nil)
    #expect(try ledger.verify().problems == [])
  }

  /// What M-Pesa has proved came, whatever a person says.
  @Test func nothingCameIsNotSaidOfWhatIsProved() throws {
    let payment = try waiting()
    let late = try ledger.tell(payment.id, "9 callback 1032 A", "20 callback 0 1000 R1 A")
    #expect(try decide(.resolved(.nothing), on: late) == .refused(.changedMeanwhile(late)))
  }

  /// Found by the differential test, seeds 2 and 9: only sales of several attempts were looked at.
  @Test func acceptedByHandAndPaidAnotherWayIsPaidTwice() throws {
    let payment = try waiting()
    guard case .decided(let other) = try decide(.paysAnotherWay, on: payment),
      case .decided(let twice) = try decide(.acceptedByHand(try receipt("R1")), on: other, id: "d2")
    else { throw TestFailure("not decided") }
    #expect(twice.status.standing == .byHand)
    #expect(twice.status.flags.contains(.twice))
    #expect(twice.status.isOpen)
    #expect(try ledger.openPayments() == [twice])
    #expect(try ledger.verify().problems == [])
  }

  /// Found by simulated shops, seed 858: nobody asked any more about money that had moved.
  @Test func whatASupervisorResolvesWithoutAnAnswerIsStillAskedAbout() throws {
    let payment = try waiting()
    guard case .decided(let resolved) = try decide(.resolved(.kept), on: payment) else {
      throw TestFailure("not decided")
    }
    #expect(resolved.status.isResolved)
    #expect(!resolved.status.isOpen)
    let since = at(0).wallMilliseconds
    #expect(try ledger.watchedPayments(sinceWallMilliseconds: since).payments == [resolved])
    let late = try ledger.tell(payment.id, "300 asks q1 A", "301 answers q1 0 A")
    #expect(late.status.standing == .paid)
    #expect(!late.status.isResolved)
  }

  @Test func aReceiptCountsOnce() throws {
    let paid = try waiting()
    let known = try ledger.tell(paid.id, "9 callback 0 1000 R1 A")
    #expect(known.status.standing == .paid)
    let other = try waiting("B")
    #expect(
      try decide(.acceptedByHand(try receipt("R1")), on: other) == .refused(.receiptStandsOn(known)))
    #expect(try decide(.acceptedByHand(try receipt("R1")), on: known) == .refused(.paidAlready(known)))
    // A PIN is not used up by what is refused anyway.
    #expect(try ledger.shopEvidence() == [])
  }

  @Test func whatASupervisorMustDoACashierCannot() throws {
    let payment = try waiting()
    let byHand = Decision.Action.acceptedByHand(try receipt("R1"))
    #expect(try decide(byHand, on: payment, pin: nil) == .refused(.supervisorWanted))
    #expect(try decide(byHand, on: payment, why: " \u{7} ") == .refused(.reasonWanted))
    #expect(
      try ledger.decide(try request(byHand, on: payment), supervisors: [], at: at(200)) == .refused(.noSupervisor))
    guard case .decided(let changed) = try decide(.wrongNumber, on: payment, pin: nil) else {
      throw TestFailure("a cashier may say so")
    }
    #expect(changed.status.standing == .waiting)
  }

  /// The marks are no column of the ledger: whoever reads it folds them, after any restart.
  @Test func marksOutliveTheProgram() throws {
    let wrong = try waiting()
    guard case .decided(let marked) = try decide(.wrongNumber, on: wrong, id: "d1", pin: nil) else {
      throw TestFailure("not marked")
    }
    #expect(marked.status.notes.sentToWrongNumber)
    let late = try waiting("B")
    _ = try ledger.tell(late.id, "9 callback 1032 B")
    let alarm = try ledger.tell(late.id, "400 callback 0 1000 R1 B")
    guard case .decided(let muted) = try decide(.muted, on: alarm, id: "d2", pin: nil) else {
      throw TestFailure("not muted")
    }
    #expect(muted.status.notes.isMuted && muted.status.isOpen)
    let reopened = try home.open()
    #expect(try reopened.payment(wrong.id) == marked)
    #expect(try reopened.payment(late.id) == muted)
    #expect(try reopened.verify().problems == [])
    #expect(try reopened.tell(late.id, "500 callback 0 1000 R2 B").status.notes.isMuted == false, "new money is news")
  }

  @Test func whatASupervisorDecidedACashierDoesNotReplace() throws {
    let payment = try waiting()
    guard case .decided(let byHand) = try decide(.acceptedByHand(try receipt("R1")), on: payment) else {
      throw TestFailure("not decided")
    }
    #expect(
      try decide(.paysAnotherWay, on: byHand, id: "d2", pin: nil, supersedes: ["d1"]) == .refused(.supervisorWanted))
    guard case .decided(let undone) = try decide(.paysAnotherWay, on: byHand, id: "d2", supersedes: ["d1"]) else {
      throw TestFailure("not undone")
    }
    #expect(undone.status.standing == .waiting)
  }

  /// Money from a wrong number is an alarm; a cashier who takes the mark back would take the alarm away.
  @Test func whatRaisesAnAlarmACashierDoesNotTakeBack() throws {
    let payment = try waiting()
    guard case .decided = try decide(.wrongNumber, on: payment, pin: nil) else { throw TestFailure("not marked") }
    let alarm = try ledger.tell(payment.id, "60 callback 0 1000 R1 A")
    #expect(alarm.status.flags.contains(.wrongNumber))
    #expect(try decide(.muted, on: alarm, id: "d2", pin: nil, supersedes: ["d1"]) == .refused(.supervisorWanted))
    #expect(try decide(.muted, on: alarm, id: "d2", why: "", supersedes: ["d1"]) == .refused(.reasonWanted))
    #expect(try ledger.payment(payment.id) == alarm)
    guard case .decided(let mended) = try decide(.muted, on: alarm, id: "d2", supersedes: ["d1"]) else {
      throw TestFailure("a supervisor may")
    }
    #expect(!mended.status.flags.contains(.wrongNumber))
  }

  /// Pressed on the wrong row: as long as nothing says that money came, it is nobody's business but hers.
  @Test(arguments: [Decision.Action.wrongNumber, .paysAnotherWay])
  func whoeverMarkedByMistakeTakesItBackBeforeMoneyComes(mark: Decision.Action) throws {
    let payment = try waiting()
    guard case .decided(let marked) = try decide(mark, on: payment, pin: nil) else { throw TestFailure("not marked") }
    #expect(marked.status.notes.marks.map(\.decision) == ["d1"])
    guard
      case .decided(let undone) = try decide(.markUndone, on: marked, id: "d2", why: "", pin: nil, supersedes: ["d1"])
    else { throw TestFailure("not taken back") }
    #expect(undone.status.notes == payment.status.notes)
    #expect(
      try decide(.markUndone, on: undone, id: "d3", pin: nil, supersedes: ["d1"]) == .refused(.nothingToResolve(undone))
    )
    let paid = try ledger.tell(payment.id, "60 callback 0 1000 R1 A")
    #expect(paid.status.flags == [])
    #expect(paid.countsOn != nil)
    #expect(try ledger.verify().problems == [])
  }

  @Test func aMarkIsNotTakenBackUnseenNorByAnotherNorAfterMoneyWithoutASupervisor() throws {
    let payment = try waiting()
    guard case .decided(let marked) = try decide(.wrongNumber, on: payment, pin: nil) else {
      throw TestFailure("not marked")
    }
    var another = try request(.markUndone, on: marked, id: "d2", pin: nil, supersedes: ["d1"])
    another.cashier = "brian"
    #expect(try ledger.decide(another, supervisors: supervisors, at: at(200)) == .refused(.supervisorWanted))
    // It replaces a mark, and nothing else, and all of what stands.
    #expect(try decide(.markUndone, on: marked, id: "d2", pin: nil) == .refused(.changedMeanwhile(marked)))
    let doubtful = try ledger.tell(payment.id, "50 callback 0 1000 R1 A unlisted")
    #expect(
      try decide(.markUndone, on: marked, id: "d2", pin: nil, supersedes: ["d1"])
        == .refused(.changedMeanwhile(doubtful)))
    #expect(
      try decide(.markUndone, on: doubtful, id: "d2", pin: nil, supersedes: ["d1"]) == .refused(.supervisorWanted))
    let paid = try ledger.tell(payment.id, "60 callback 0 1000 R1 A")
    #expect(paid.status.flags.contains(.wrongNumber))
    guard case .decided(let undone) = try decide(.markUndone, on: paid, id: "d2", supersedes: ["d1"]) else {
      throw TestFailure("a supervisor may")
    }
    #expect(undone.status.flags == [] && undone.countsOn != nil)
    #expect(try ledger.verify().problems == [])
  }

  /// A mute carries no alarm: whoever muted may mute again.
  @Test func aMuteIsReplacedByAnybody() throws {
    let payment = try waiting()
    guard case .decided(let muted) = try decide(.muted, on: payment, pin: nil),
      case .decided = try decide(.muted, on: muted, id: "d2", pin: nil, supersedes: ["d1"])
    else { throw TestFailure("not muted") }
  }

  @Test func whatIsHeldIsResolvedAndNotAccepted() throws {
    let payment = try waiting()
    let held = try ledger.tell(payment.id, "9 callback 0 999 R1 A")
    #expect(held.status.standing == .held)
    #expect(try decide(.acceptedByHand(try receipt("R1")), on: held) == .refused(.heldIsResolved(held)))
    #expect(try ledger.payment(payment.id) == held, "nothing was recorded that changes nothing")
    guard case .decided(let resolved) = try decide(.resolved(.goods), on: held) else {
      throw TestFailure("not resolved")
    }
    #expect(!resolved.status.isOpen)
  }

  @Test func nobodyDecidesAboutWhatHeHasNotSeen() throws {
    let seen = try waiting()
    let now = try ledger.tell(seen.id, "9 callback 0 1000 R1 A")
    for action in [Decision.Action.wrongNumber, .paysAnotherWay, .acceptedByHand(try receipt("R2"))] {
      #expect(try decide(action, on: seen) == .refused(.changedMeanwhile(now)))
    }
    #expect(try ledger.payment(seen.id)?.status.flags == [])
  }

  @Test func lateMoneyIsResolvedOnce() throws {
    let payment = try waiting()
    let late = try ledger.tell(
      payment.id, "8 callback 1032 A", "90 callback 0 1000 R1 A")
    #expect(late.status.flags.contains(.late))
    #expect(late.status.isOpen)
    guard case .decided(let resolved) = try decide(.resolved(.refund), on: late) else {
      throw TestFailure("not resolved")
    }
    #expect(resolved.status.isResolved)
    #expect(!resolved.status.isOpen)
    #expect(try decide(.resolved(.kept), on: resolved, id: "d2") == .refused(.nothingToResolve(resolved)))
  }

  @Test func whatIsStillWaitedForIsNotResolved() throws {
    let payment = try waiting()
    #expect(try decide(.resolved(.goods), on: payment, at: 30) == .refused(.nothingToResolve(payment)))
    guard case .decided(let resolved) = try decide(.resolved(.goods), on: payment, at: 500) else {
      throw TestFailure("without an answer for minutes, a supervisor may close it")
    }
    #expect(!resolved.status.isOpen)
  }

  @Test func fiveTriesAtAllDesksTogether() throws {
    let payment = try waiting()
    let desks = [ledger, try home.open(as: "process 2, till 3"), try home.open(as: "process 3, till 4")]
    let byHand = Decision.Action.acceptedByHand(try receipt("R1"))
    let wrong = try request(byHand, on: payment, pin: TypedPIN("111213"))
    let supervisors = supervisors
    let outcomes = try together(
      (0..<9).map { number in
        { try desks[number % 3].decide(wrong, supervisors: supervisors, at: at(200)) }
      })
    let left = outcomes.compactMap { outcome in
      if case .refused(.wrongPIN(let left)) = outcome { left } else { nil }
    }
    #expect(left.sorted() == [1, 2, 3, 4])
    #expect(outcomes.count { if case .refused(.pinLocked) = $0 { true } else { false } } == 5)
    // Even the right one is not looked at now.
    let locked = try decide(byHand, on: payment, at: 300)
    #expect(locked == .refused(.pinLocked(forMilliseconds: 1_700_000)))
    // One try after half an hour, and the lock again.
    #expect(
      try ledger.decide(wrong, supervisors: supervisors, at: at(2_000))
        == .refused(.pinLocked(forMilliseconds: 1_800_000)))
    #expect(try decide(byHand, on: payment, at: 2_100) == .refused(.pinLocked(forMilliseconds: 1_700_000)))
    // The owner sets a new one.
    try ledger.notePINSet(supervisor: "wanjiku", by: "root", at: at(2_200))
    guard case .decided = try decide(byHand, on: payment, at: 2_201) else { throw TestFailure("still locked") }
    #expect(try ledger.verify().problems == [])
  }

  @Test func aClockSetForwardOpensNoLock() throws {
    let payment = try waiting()
    let wrong = try request(.resolved(.goods), on: payment, pin: TypedPIN("111213"))
    for _ in 0..<5 { _ = try ledger.decide(wrong, supervisors: supervisors, at: at(400)) }
    var later = at(460)
    later.wallMilliseconds += 86_400_000
    #expect(
      try ledger.decide(try request(.resolved(.goods), on: payment), supervisors: supervisors, at: later)
        == .refused(.pinLocked(forMilliseconds: 1_740_000)))
  }

  /// Whoever erases a wrong PIN from the book breaks the chain.
  @Test func aChangedUseOfAPINIsNamed() throws {
    let payment = try waiting()
    _ = try ledger.decide(
      try request(.acceptedByHand(try receipt("R1")), on: payment, pin: TypedPIN("111213")), supervisors: supervisors,
      at: at(200))
    let position = try #require(try ledger.shopEvidence().first).position
    try home.tamper("UPDATE evidence SET fields = replace(fields, 'njeri', 'amina') WHERE position = ?", [position])
    let problems = try ledger.verify().problems
    #expect(problems == [.chainBroken(position: position, payment: "shop")])
    #expect(problems.first?.sentence.hasPrefix("Evidence \(position) of the shop itself") == true)
  }

  /// Whoever takes a payment out of the list leaves its evidence behind.
  @Test func aRemovedPaymentIsMissed() throws {
    let payment = try waiting()
    try home.tamper("DELETE FROM payment WHERE id = ?", [payment.id.hex])
    #expect(try ledger.verify().problems == [.paymentMissing(payment: payment.id.hex)])
  }

  @Test func aReasonKeepsNoPhone() throws {
    let payment = try waiting()
    guard case .decided = try decide(.wrongNumber, on: payment, why: "hers is +254 712 345-678,\u{1B}[2J  not 0711")
    else { throw TestFailure("not decided") }
    guard case .decision(let decision)? = try ledger.evidence(of: payment.id).last?.evidence else {
      throw TestFailure("no decision")
    }
    #expect(decision.why == "hers is +•••,[2J not 0711")
  }

  @Test func aPINIsKeptAsASlowHash() throws {
    let record = try SupervisorPIN(name: "wanjiku", pin: Self.pin, salt: Array(0..<16))
    #expect(record.line.hasPrefix("wanjiku scrypt:32768:8:1 000102030405060708090a0b0c0d0e0f "))
    #expect(!record.line.contains(Self.pin.digits))
    #expect(!"\(record)\(Self.pin)".contains(Self.pin.digits))
    let read = try #require(SupervisorPIN(line: record.line))
    #expect(read == record)
    #expect(read.accepts(Self.pin))
    #expect(!read.accepts(TypedPIN("749211")))
    for bad in ["", "wanjiku", "a scrypt:3:8:1 00 00", record.line + " x", "wan/jiku " + record.line.dropFirst(8)] {
      #expect(SupervisorPIN(line: bad) == nil)
    }
  }

  /// RFC 7914, section 12, the third vector: the hash is scrypt and nothing like it.
  @Test func theHashIsScrypt() throws {
    let line =
      "x scrypt:16384:8:1 536f6469756d43686c6f72696465 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    #expect(try #require(SupervisorPIN(line: line)).accepts(TypedPIN("pleaseletmein")))
  }

  @Test(arguments: ["12345", "1234567890123", "74921a", "111111", "123456", "987654"])
  func aPINThatWillNotDo(_ digits: String) throws {
    #expect(throws: PINProblem.self) {
      try SupervisorPIN(name: "wanjiku", pin: TypedPIN(digits), salt: Array(0..<16))
    }
  }
}
