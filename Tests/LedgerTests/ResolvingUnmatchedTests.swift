import GRDB
import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// What a supervisor decides about a callback that fits no payment is evidence: who, when and why.
struct ResolvingUnmatchedTests {
  static let pin = TypedPIN("749210")

  let home: LedgerHome
  let ledger: LedgerDatabase
  let supervisors: [SupervisorPIN]
  let item: UnmatchedItem

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
    supervisors = try LedgerHome.supervisors(Self.pin)
    var item = UnmatchedItem(id: String(repeating: "ab", count: 32), oddity: "unknown-payment")
    item.payment = home.newID()
    item.bodyHash = String(repeating: "cd", count: 32)
    item.peer = .listed
    item.code = .paid
    item.amount = Cents(count: 35_000)
    item.receipt = Receipt("UKO9ZZZZZZ")
    item.sinceWallMilliseconds = at(10).wallMilliseconds
    self.item = item
  }

  private func resolve(
    why: String = "refunded, line 7 of the statement", pin: TypedPIN? = ResolvingUnmatchedTests.pin,
    at seconds: Int64 = 60
  ) throws -> UnmatchedOutcome {
    try ledger.resolveUnmatched(
      UnmatchedDecision(
        item: item, resolution: .refund, why: why, cashier: "njeri", till: try #require(Till(2)), pin: pin),
      supervisors: supervisors, at: at(seconds))
  }

  @Test func itNamesWhoWhenAndWhyAndTheMoney() throws {
    let kept = UnmatchedResolution(
      item: item, resolution: .refund, why: "refunded, line 7 of the statement", supervisor: "wanjiku",
      cashier: "njeri", till: try #require(Till(2)))
    #expect(try resolve() == .resolved(kept))
    let rows = try ledger.shopEvidence()
    #expect(rows.map(\.evidence.kind.rawValue) == ["pin-accepted", "tray-settled"])
    #expect(rows.last?.evidence == .unmatchedResolved(kept))
    #expect(rows.last?.at == at(60))
    #expect(try ledger.unmatchedResolutions() == [kept])
    #expect(try ledger.verify().problems == [])
  }

  /// The customer comes back with the SMS: goods, or the money back, were given for it already.
  @Test func itsCodePaysForNothingElse() throws {
    let receipt = try #require(item.receipt)
    #expect(try ledger.finding(on: receipt) == .notSeen(unanswered: 0))
    guard case .resolved(let kept) = try resolve() else { throw TestFailure("not resolved") }
    #expect(try ledger.finding(on: receipt) == .resolvedUnmatched(kept, at: at(60)))
    let payment = try ledger.ask(try home.draft(), at: 100)
    try ledger.tell(payment.id, "101 sending", "102 accepted A")
    let request = DecisionRequest(
      id: "d1", payment: payment.id, action: .acceptedByHand(receipt), why: "saw the SMS", cashier: "njeri",
      till: try #require(Till(2)), seenPosition: 1 << 50, pin: Self.pin)
    let outcome = try ledger.decide(request, supervisors: supervisors, at: at(300))
    #expect(outcome == .refused(.receiptOfResolvedUnmatched(kept)))
    #expect(try ledger.payment(payment.id)?.status.standing == .waiting)
  }

  @Test func onceIsEnough() throws {
    guard case .resolved(let first) = try resolve() else { throw TestFailure("not resolved") }
    #expect(try resolve(why: "another reason", at: 90) == .alreadyResolved(first))
    #expect(try ledger.unmatchedResolutions() == [first])
  }

  @Test func withoutAReasonOrAPINNothingIsDecided() throws {
    #expect(try resolve(why: "  ") == .refused(.reasonWanted))
    #expect(try resolve(pin: nil) == .refused(.supervisorWanted))
    #expect(try ledger.shopEvidence() == [])
    #expect(try resolve(pin: TypedPIN("111222")) == .refused(.wrongPIN(triesLeft: 4)))
    #expect(try ledger.unmatchedResolutions() == [])
  }

  /// Five wrong ones lock every PIN, whatever they were typed for.
  @Test func triesCountTogetherWithThoseForPayments() throws {
    let payment = try ledger.ask(try home.draft())
    try ledger.tell(payment.id, "1 sending", "2 accepted A")
    for _ in 0..<2 { _ = try resolve(pin: TypedPIN("111222")) }
    for number in 0..<3 {
      _ = try ledger.decide(
        DecisionRequest(
          id: "d\(number)", payment: payment.id, action: .acceptedByHand(try #require(Receipt("UJ25K3M9QX"))),
          why: "saw it", cashier: "njeri", till: try #require(Till(2)),
          seenPosition: try #require(try ledger.payment(payment.id)).position, pin: TypedPIN("111222")),
        supervisors: supervisors, at: at(61))
    }
    #expect(try resolve(at: 62) == .refused(.pinLocked(forMilliseconds: 1_799_000)))
    #expect(try ledger.unmatchedResolutions() == [])
  }

  /// Nine digits in a reason may be somebody's phone.
  @Test func aPhoneNumberInTheReasonIsNotKept() throws {
    guard case .resolved(let kept) = try resolve(why: "called 0712 345 678, refunded") else {
      throw TestFailure("not resolved")
    }
    #expect(!kept.why.contains("345"))
  }

  @Test func aChangedWordOfItIsFound() throws {
    _ = try resolve()
    try home.tamper("UPDATE evidence SET fields = replace(fields, 'refund', 'goods') WHERE kind = 'tray-settled'")
    let problems = try ledger.verify().problems
    #expect(problems.first == .chainBroken(position: 2, payment: "shop"))
  }

  @Test func aLedgerThatCannotBeWrittenIsFoundOut() throws {
    try ledger.checkWriting()
    let before = try ledger.verify()
    #expect(before.evidence == 0)
    try home.tamper("CREATE TRIGGER no BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'no'); END")
    #expect(throws: LedgerError.self) { try ledger.checkWriting() }
    #expect(ledger.whyItRefuses() == .cannotWrite(reason: "no"))
    try home.tamper("DROP TRIGGER no")
    #expect(ledger.whyItRefuses() == nil)
  }

  /// A smaller transaction that passes proves nothing, and who heard of the refusal hears that it is over.
  @Test func whatWasRefusedIsToldUntilAPaymentWouldBeRecorded() throws {
    let payment = try ledger.ask(home.draft())
    #expect(ledger.whyItRefuses() == nil)
    try home.tamper(
      """
      CREATE TRIGGER no BEFORE INSERT ON payment BEGIN SELECT RAISE(ABORT, 'no'); END;
      CREATE TRIGGER neither BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'neither'); END;
      """)
    #expect(throws: LedgerError.cannotWrite(reason: "no")) { try ledger.ask(home.draft(), at: 1) }
    try ledger.tell(payment.id, "2 sending")
    #expect(ledger.whyItRefuses() == .cannotWrite(reason: "no"))
    #expect(ledger.whyItRefuses() == .cannotWrite(reason: "neither"))
    #expect(ledger.whyItRefuses() == .cannotWrite(reason: "neither"))
    try home.tamper("DROP TRIGGER no; DROP TRIGGER neither")
    #expect(ledger.whyItRefuses() == nil)
    try home.tamper("CREATE TRIGGER no BEFORE INSERT ON payment BEGIN SELECT RAISE(ABORT, 'no'); END")
    #expect(throws: LedgerError.cannotWrite(reason: "no")) { try ledger.ask(home.draft(), at: 3) }
    try home.tamper("DROP TRIGGER no")
    // It was over before anybody looked.
    #expect(ledger.whyItRefuses() == .cannotWrite(reason: "no"))
    #expect(ledger.whyItRefuses() == nil)
  }
}
