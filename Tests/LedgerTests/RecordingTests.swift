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
    #expect(decisions.map(\.action) == [.guardOverridden(blockedBy: first.id, seenPosition: 1 << 50)])
    #expect(decisions.map(\.who) == ["amina"])

    let third = try home.draft(phone: "254712345678", overriding: [first.id])
    guard case .blocked(let block) = try ledger.record(third, at: at(7)) else {
      throw TestFailure("one override opened the way past two prompts")
    }
    #expect(block.payment.id == second.id)
    let last = try home.draft(phone: "254712345678", overriding: [first.id, second.id])
    #expect(try ledger.ask(last, at: 8).status.standing == .recorded)
  }

  /// While the cashier reads the question, the customer pays: the yes was to a prompt, not to money.
  @Test func anOverrideGivenBeforeTheMoneyCameIsVoid() throws {
    let first = try ledger.ask(try home.draft(phone: "254712345678"))
    try ledger.tell(first.id, "1 sending", "2 accepted A")
    var draft = try home.draft(phone: "254712345678")
    guard case .blocked(let block) = try ledger.record(draft, at: at(5)) else { throw TestFailure("not blocked") }
    draft.override(block.payment)
    draft.link(to: block.payment)
    let paid = try ledger.tell(first.id, "9 callback 0 1000 R1 A")
    guard case .blocked(let news) = try ledger.record(draft, at: at(10)) else {
      throw TestFailure("a customer who paid meanwhile is asked again")
    }
    #expect(news.payment == paid, "the question is put anew, with what is known now")
    draft.override(news.payment)
    draft.link(to: news.payment)
    #expect(try ledger.ask(draft, at: 11).sale == first.sale)
    #expect(try ledger.payment(first.id)?.status.flags == [], "who asked again had seen that it was paid")
  }

  /// What came between the screen and the record was not seen by whoever asked again.
  @Test func askingAgainHasSeenWhatStoodOnTheScreen() throws {
    let first = try ledger.ask(try home.draft())
    let seen = try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 1032 A")
    try ledger.tell(first.id, "15 callback 1037 A")
    var draft = try home.draft()
    draft.link(to: seen)
    try ledger.ask(draft, at: 20)
    let decision = try ledger.evidence(of: first.id).compactMap { row in
      if case .decision(let decision) = row.evidence { decision } else { nil }
    }.first
    #expect(decision?.answers.count == 4)
    #expect(decision?.answers.contains { $0.contains("1037") } == false)
  }

  @Test func anOverrideSaysWhatWasSeen() throws {
    let first = try ledger.ask(try home.draft(phone: "254712345678"))
    let seen = try ledger.tell(first.id, "1 sending")
    var draft = try home.draft(phone: "254712345678")
    draft.override(seen)
    let second = try ledger.ask(draft, at: 6)
    let actions = try ledger.evidence(of: second.id).compactMap { row in
      if case .decision(let decision) = row.evidence { decision.action } else { nil }
    }
    #expect(actions == [.guardOverridden(blockedBy: first.id, seenPosition: seen.position)])
  }

  /// Asked again for one sale, over the prompt of another, with "same sale? yes": all three are one sale.
  @Test func anAttemptAtTwoSalesMakesThemOne() throws {
    let phone = "254712345678"
    let first = try ledger.ask(try home.draft(phone: phone))
    try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 1032 A")
    let other = try ledger.ask(try home.draft(phone: phone, till: 3), at: 20)
    try ledger.tell(other.id, "21 sending", "22 accepted B")
    #expect(other.sale != first.sale)
    var draft = try home.draft(phone: phone, again: first.id)
    guard case .blocked(let block) = try ledger.record(draft, at: at(30)) else { throw TestFailure("not blocked") }
    #expect(block.payment.id == other.id)
    draft.override(block.payment)
    draft.link(to: block.payment)
    let third = try ledger.ask(draft, at: 31)
    try ledger.tell(third.id, "32 sending", "33 accepted C")
    try ledger.tell(other.id, "40 callback 0 1000 R1 B")
    try ledger.tell(third.id, "41 callback 0 1000 R2 C")
    let all = try [first, other, third].map { try #require(try ledger.payment($0.id)) }
    #expect(all.map(\.sale) == [first.sale, first.sale, first.sale])
    #expect(all[1].status.flags == [.late, .twice], "who asked again had not seen the money of the second")
    #expect(all[2].status.flags == .twice)
    #expect(try ledger.verify().problems.isEmpty)
    let next = try ledger.ask(try home.draft(again: other.id, overriding: [other.id, third.id]), at: 60)
    #expect(next.sale == first.sale)
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
    func decisive() throws -> [DecisiveAttempt?] {
      try [first, second, third].map { try #require(try ledger.payment($0.id)).decisiveAttempt }
    }
    let later = DecisiveAttempt(.isLater, number: third.number, till: third.till, day: third.day)
    #expect(try decisive() == [later, later, nil])
    try ledger.tell(third.id, "41 sending", "42 accepted C", "49 callback 0 1000 R1 C")
    let paid = DecisiveAttempt(.paid, number: third.number, till: third.till, day: third.day)
    #expect(try decisive() == [paid, paid, nil])
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
