import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// Recording: numbers, references, guards and once-keys, in one transaction.
struct RecordingTests {
  let home: LedgerHome
  let ledger: LedgerDatabase

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  @Test func aPaymentIsRecorded() throws {
    let draft = try home.draft(amount: 1250, phone: "254712345678")
    let payment = try ledger.ask(draft)
    #expect(payment.id == draft.id)
    #expect(payment.number == 1)
    #expect(payment.day.text == "2026-11-24")
    #expect(payment.till == draft.till)
    #expect(payment.cashier == "amina")
    #expect(payment.phone?.msisdn == "254712345678")
    #expect(payment.amount.count == 1250)
    #expect(payment.reference == "2N1D1XZ")
    #expect(payment.sale == draft.id)
    #expect(payment.recordedAt == at(0))
    #expect(payment.status.standing == .recorded)
    #expect(try ledger.payment(draft.id) == payment)
    #expect(try ledger.openPayments() == [payment])
    #expect(try ledger.payment(home.newID()) == nil)
    guard case .recorded(let recording)? = try ledger.evidence(of: draft.id).first?.evidence else {
      throw TestFailure("no recording")
    }
    #expect(recording.till == draft.till, "where it was asked is evidence")
    #expect(recording.number == 1)
  }

  @Test func numbersGoByTillAndDay() throws {
    func number(_ till: Int, _ seconds: Int64) throws -> Int {
      try ledger.ask(try home.draft(till: till), at: seconds).number
    }
    let evening: Int64 = 15 * 3600 - 1
    #expect(try number(1, 0) == 1)
    #expect(try number(2, 1) == 1)
    #expect(try number(1, 2) == 2)
    #expect(try number(0, 3) == 1)
    #expect(try number(1, evening) == 3)
    #expect(try number(1, evening + 1) == 1, "a new day in Kenya")
    #expect(try number(2, evening + 1) == 1)
    let newest = try ledger.newestPayments(limit: 3)
    #expect(newest.map(\.recordedAt) == newest.map(\.recordedAt).sorted { $0.wallMilliseconds > $1.wallMilliseconds })
  }

  @Test func aTypedReferenceStands() throws {
    #expect(try ledger.ask(try home.draft(reference: "INV12")).reference == "INV12")
  }

  @Test func aGuardSaysNoAtEveryTill() throws {
    let first = try ledger.ask(try home.draft(phone: "254712345678", till: 1))
    let other = try home.open(as: "process 2, till 2")
    guard case .blocked(let block) = try other.record(try home.draft(amount: 5, phone: "254712345678"), at: at(5))
    else {
      throw TestFailure("two prompts on one phone")
    }
    #expect(block.reason == .livePrompt)
    #expect(block.payment.id == first.id)
    #expect(try ledger.newestPayments(limit: 10).count == 1, "nothing was recorded")
  }

  @Test func anOverrideIsEvidence() throws {
    let first = try ledger.ask(try home.draft(phone: "254712345678"))
    let wrong = try home.draft(phone: "254712345678", overriding: [home.newID()])
    guard case .blocked = try ledger.record(wrong, at: at(5)) else { throw TestFailure("overrode another guard") }
    let second = try ledger.ask(try home.draft(phone: "254712345678", overriding: [first.id]), at: 6)
    let decisions = try ledger.evidence(of: second.id).compactMap { row in
      if case .decision(let decision) = row.evidence { decision } else { nil }
    }
    #expect(decisions.map(\.action) == [.guardOverridden(blockedBy: first.id)])
    #expect(decisions.map(\.who) == ["amina"])

    let third = try home.draft(phone: "254712345678", overriding: [first.id])
    guard case .blocked(let block) = try ledger.record(third, at: at(7)) else {
      throw TestFailure("one override opened the way past two prompts")
    }
    #expect(block.payment.id == second.id)
    let last = try home.draft(phone: "254712345678", overriding: [first.id, second.id])
    #expect(try ledger.ask(last, at: 8).status.standing == .recorded)
  }

  @Test func anotherAttemptIsTheSameSale() throws {
    let first = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 1032 A")
    let second = try ledger.ask(try home.draft(again: first.id), at: 20)
    try ledger.tell(second.id, "21 sending", "22 accepted B", "29 callback 1032 B")
    let third = try ledger.ask(try home.draft(again: second.id), at: 40)
    #expect([second.sale, third.sale] == [first.sale, first.sale])
    let decision = try ledger.evidence(of: second.id).compactMap { row in
      if case .decision(let decision) = row.evidence { decision } else { nil }
    }.first
    #expect(decision?.action == .askedAgain(as: third.id))
    let seen = try ledger.evidence(of: second.id).dropLast().map(\.key).sorted()
    #expect(decision?.answers == seen)
  }

  /// The first attempt has no answer; the third one names the second.
  @Test func noAttemptOfASaleIsForgotten() throws {
    let first = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A", "3 callback 1032 A")
    let second = try ledger.ask(try home.draft(again: first.id), at: 300)
    try ledger.tell(second.id, "301 sending", "302 accepted B", "309 callback 1032 B")
    try ledger.tell(first.id, "310 callback 0 1000 R1 A unlisted")
    guard case .blocked(let block) = try ledger.record(try home.draft(again: second.id), at: at(320)) else {
      throw TestFailure("asked again past a payment that may be paid")
    }
    #expect(block.payment.id == first.id)
  }

  @Test func anAttemptAtAPaymentThatIsNotThere() throws {
    let ghost = home.newID()
    let payment = try ledger.ask(try home.draft(again: ghost))
    #expect(payment.sale == payment.id)
    #expect(try ledger.evidence(of: ghost).isEmpty, "no evidence without a payment")
    #expect(try ledger.verify().problems.isEmpty)
  }

  @Test func theSameOnceKeyIsTheSamePayment() throws {
    let first = try ledger.ask(try home.draft(once: "invoice 12"))
    let other = try home.open(as: "process 2, till 0")
    for amount in [1000, 5] {
      guard
        case .alreadyRecorded(let known) = try other.record(
          try home.draft(amount: amount, once: "invoice 12"), at: at(900_000))
      else { throw TestFailure("asked twice") }
      #expect(known.id == first.id)
      #expect(known.amount.count == 1000)
    }
    #expect(try ledger.ask(try home.draft(once: "invoice 13")).id != first.id)
    #expect(try !String(decoding: home.bytes(), as: UTF8.self).contains("invoice 12"))
  }

  @Test func recordingTheSameIDAgainIsHarmless() throws {
    let draft = try home.draft()
    let first = try ledger.ask(draft)
    guard case .alreadyRecorded(let known) = try ledger.record(draft, at: at(7)) else {
      throw TestFailure("recorded twice")
    }
    #expect(known == first)
  }

  /// Eight tellers at one till, in eight processes' views of one file: no number is given twice.
  @Test func numbersAreUniqueInARace() throws {
    let views = try (1...4).map { try home.open(as: "process \($0)") }
    let drafts = try (0..<4).map { _ in try (0..<8).map { _ in try home.draft(till: 7) } }
    let numbers = try together(
      zip(views, drafts).map { view, drafts in
        { try drafts.map { try view.ask($0).number } }
      })
    #expect(numbers.flatMap(\.self).sorted() == Array(1...32))
    #expect(try ledger.verify().problems.isEmpty)
  }

  /// The same phone at two tills at once: one is recorded, the other blocked by it.
  @Test func theGuardHoldsInARace() throws {
    let views = [try home.open(as: "process 1"), try home.open(as: "process 2")]
    for round in 0..<10 {
      let phone = "25471234567\(round)"
      let drafts = [try home.draft(phone: phone, till: 1), try home.draft(phone: phone, till: 2)]
      let outcomes = try together(zip(views, drafts).map { view, draft in { try view.record(draft, at: at(0)) } })
      #expect(outcomes.count { if case .recorded = $0 { true } else { false } } == 1)
      #expect(outcomes.count { if case .blocked = $0 { true } else { false } } == 1)
    }
  }
}
