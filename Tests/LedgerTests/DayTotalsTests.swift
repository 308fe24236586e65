import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// On which day money counts, and which money is never plain paid.
struct DayTotalsTests {
  let home: LedgerHome
  let ledger: LedgerDatabase
  let today = BusinessDay(year: 2026, month: 11, day: 24)
  let tomorrow = BusinessDay(year: 2026, month: 11, day: 25)
  /// Half a minute before midnight in Kenya.
  let evening: Int64 = 15 * 3600 - 30

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  @Test func moneyCountsOnTheDayThatItBecameKnown() throws {
    let payment = try ledger.ask(try home.draft(), at: evening)
    try ledger.tell(payment.id, "\(evening + 1) sending", "\(evening + 2) accepted A")
    #expect(try paid(today) == 0)
    #expect(try ledger.totals(of: today, till: .commandLine).waitingShillings == 1000)
    try ledger.tell(payment.id, "\(evening + 60) callback 0 1000 R1 A")
    #expect(try paid(today) == 0, "a closed day does not change")
    #expect(try paid(tomorrow) == 1000)
    #expect(try ledger.payment(payment.id)?.countsOn == tomorrow)
    try fits()
  }

  @Test func whatAQueryProvedYesterdayStaysThereWhenTheReceiptComes() throws {
    let payment = try ledger.ask(try home.draft(), at: evening - 100)
    try ledger.tell(
      payment.id, "\(evening - 99) sending", "\(evening - 98) accepted A",
      "\(evening) answers q1 0 A asked=\(evening - 1)")
    #expect(try paid(today) == 1000)
    try ledger.tell(payment.id, "\(evening + 60) callback 0 1000 R1 A")
    #expect(try paid(today) == 1000)
    #expect(try paid(tomorrow) == 0)
    try fits()
  }

  @Test func moneyFromAWrongNumberIsNeverPlainPaid() throws {
    let payment = try ledger.ask(try home.draft())
    try ledger.tell(payment.id, "1 sending", "2 accepted A", "5 decides d1 wrong-number", "9 callback 0 1000 R1 A")
    #expect(try paid(today) == 0)
    #expect(try toResolve() == 1000)
    // It goes back: it counts nowhere, and no alarm is left.
    try resolve(payment, .refund, at: 20)
    #expect(try paid(today) == 0)
    #expect(try toResolve() == 0)
    try fits()
  }

  @Test(arguments: [Decision.Resolution.goods, .kept])
  func lateMoneyCountsOnTheDayOnWhichItIsResolved(what: Decision.Resolution) throws {
    let payment = try ledger.ask(try home.draft(), at: evening - 60)
    try ledger.tell(
      payment.id, "\(evening - 59) sending", "\(evening - 58) accepted A", "\(evening - 50) callback 1032 A",
      "\(evening - 40) callback 0 1000 R1 A")
    #expect(try paid(today) == 0)
    #expect(try toResolve() == 1000)
    try resolve(payment, what, at: evening + 60)
    #expect(try paid(today) == 0)
    #expect(try paid(tomorrow) == 1000)
    #expect(try toResolve() == 0)
    try fits()
  }

  @Test func neitherOfTwoPaymentsOfASaleCountsUntilOneIsResolved() throws {
    let first = try ledger.ask(try home.draft())
    try ledger.tell(first.id, "1 sending", "2 accepted A")
    let second = try ledger.ask(try home.draft(again: first.id, overriding: [first.id]), at: 80)
    try ledger.tell(second.id, "81 sending", "82 accepted B", "90 callback 0 1000 R2 B")
    #expect(try paid(today) == 1000)
    try ledger.tell(first.id, "91 callback 0 1000 R1 A")
    #expect(try paid(today) == 0)
    #expect(try toResolve() == 2000)
    try resolve(first, .refund, at: 100)
    try resolve(second, .goods, at: 101)
    #expect(try paid(today) == 1000)
    #expect(try toResolve() == 0)
    try fits()
  }

  @Test func anAlarmOfTheNextDayLeavesTheClosedDayAsItWas() throws {
    let first = try ledger.ask(try home.draft(), at: evening - 200)
    try ledger.tell(
      first.id, "\(evening - 199) sending", "\(evening - 198) accepted A", "\(evening - 190) callback 0 1000 R1 A")
    #expect(try paid(today) == 1000)
    let second = try ledger.ask(try home.draft(again: first.id, overriding: [first.id]), at: evening + 100)
    try ledger.tell(
      second.id, "\(evening + 101) sending", "\(evening + 102) accepted B", "\(evening + 110) callback 0 1000 R2 B")
    #expect(try ledger.payment(first.id)?.status.flags.contains(.twice) == true)
    #expect(try paid(today) == 1000)
    #expect(try paid(tomorrow) == 0)
    // Both rows say PAID TWICE, and both are to be resolved.
    #expect(try toResolve() == 2000)
    try fits()
  }

  /// A receipt that turns up once more after midnight holds what was paid in the evening; once a query has proved it,
  /// it counts on its day again and on no other.
  @Test func whatWasHeldForAReceiptOfTheNextDayCountsAgainOnItsOwn() throws {
    let first = try ledger.ask(try home.draft(), at: evening - 100)
    try ledger.tell(
      first.id, "\(evening - 99) sending", "\(evening - 98) accepted A", "\(evening - 90) callback 0 1000 R1 A")
    let second = try ledger.ask(try home.draft(), at: evening - 50)
    try ledger.tell(
      second.id, "\(evening - 49) sending", "\(evening - 48) accepted B", "\(evening + 60) callback 0 1000 R1 B")
    #expect(try ledger.payment(first.id)?.status.standing == .held)
    try ledger.tell(first.id, "\(evening + 70) answers q1 0 A asked=\(evening + 69)")
    #expect(try ledger.payment(first.id)?.status.standing == .paid)
    #expect(try paid(today) == 1000)
    #expect(try paid(tomorrow) == 0)
    // What was held on the evening itself was not counted when the day closed.
    try ledger.tell(second.id, "\(evening + 80) answers q2 0 B asked=\(evening + 79)")
    #expect(try paid(today) == 1000)
    #expect(try paid(tomorrow) == 1000)
    try fits()
  }

  /// Found by simulated shops, seed 406916: its own evidence was all of the evening.
  @Test func whatCountsByANewsElsewhereCountsOnTheDayOfThatNews() throws {
    let first = try ledger.ask(try home.draft(), at: evening - 100)
    try ledger.tell(
      first.id, "\(evening - 99) sending", "\(evening - 98) accepted A", "\(evening - 90) callback 0 1000 R1 A",
      "\(evening - 80) callback 0 1000 R2 A")
    #expect(try ledger.payment(first.id)?.status.flags.contains(.twice) == true)
    let second = try ledger.ask(try home.draft(), at: evening + 50)
    try ledger.tell(
      second.id, "\(evening + 51) sending", "\(evening + 52) accepted B", "\(evening + 60) callback 0 1000 R2 B")
    #expect(try ledger.payment(first.id)?.status.counts == true)
    #expect(try paid(today) == 0)
    #expect(try paid(tomorrow) == 1000)
    try fits()
  }

  /// Two sales of one evening, and an attempt after midnight that was made at both: from then on they are one, and paid
  /// twice.
  ///
  /// That day's total was told without knowing it.
  @Test func salesThatBecomeOneTheNextDayLeaveTheClosedDayAsItWas() throws {
    let phone = "254712345678"
    let first = try ledger.ask(try home.draft(phone: phone), at: evening - 100)
    try ledger.tell(
      first.id, "\(evening - 99) sending", "\(evening - 98) accepted A", "\(evening - 90) callback 0 1000 R1 A")
    let second = try ledger.ask(try home.draft(phone: phone, overriding: [first.id]), at: evening - 50)
    try ledger.tell(
      second.id, "\(evening - 49) sending", "\(evening - 48) accepted B", "\(evening - 40) callback 0 1000 R2 B")
    #expect(try paid(today) == 2000)
    var both = try home.draft(phone: phone)
    for payment in [first, second] {
      both.override(try #require(try ledger.payment(payment.id)))
      both.link(to: try #require(try ledger.payment(payment.id)))
    }
    _ = try ledger.ask(both, at: evening + 40)
    #expect(try ledger.payment(first.id)?.status.flags.contains(.twice) == true)
    #expect(try paid(today) == 2000)
    #expect(try paid(tomorrow) == 0)
    try fits()
  }

  /// Whatever is open waits for its answer or for a supervisor: each on one side of the form, with what was asked.
  @Test func whatIsOpenIsEitherWaitingOrToResolve() throws {
    func ask(_ lines: String...) throws -> PaymentSummary {
      let payment = try ledger.ask(try home.draft())
      for line in lines { try ledger.tell(payment.id, line) }
      return try #require(try ledger.payment(payment.id))
    }
    let another = try ask("1 sending", "2 accepted A", "9 callback 0 1500 R1 A")
    let byHand = try ask("1 sending", "2 accepted B", "9 decides d1 by-hand R2", "20 callback 1032 B")
    #expect([another, byHand].map(\.status.standing) == [.held, .byHand])
    _ = try ask("1 sending", "2 accepted C")
    _ = try ask("1 sending", "31 outcome-unknown no-answer")
    _ = try ask("1 sending", "2 accepted D", "9 decides d2 by-hand R3")
    let totals = try ledger.totals(of: today, till: .commandLine)
    #expect([totals.toResolveCount, totals.toResolveShillings] == [2, 2000])
    #expect([totals.waitingCount, totals.waitingShillings] == [2, 2000])
    #expect(DayTotals(of: try ledger.newestPayments(limit: 9), on: today, till: .commandLine) == totals)
    try resolve(another, .kept, at: 30)
    try resolve(byHand, .goods, at: 31)
    #expect(try toResolve() == 0)
    // What came in another amount, and the two that were accepted by hand.
    #expect(try bySupervisor(today) == [3, 3500])
    try fits()
  }

  /// What came and was kept is in one sum, and in one alone: paid where M-Pesa proves it, else by a supervisor's word.
  @Test(
    arguments: [
      (["9 callback 0 1500 R1 A"], .goods, 0, 1500), (["9 callback 0 1500 R1 A"], .kept, 0, 1500),
      (["9 callback 0 1500 R1 A"], .refund, 0, 0), (["9 callback 0 1500 R1 A"], .nothing, 0, 0),
      // Whoever knows an address may state any number: what was asked for is what she found on the statement.
      (["9 callback 0 9000 R1 A unlisted"], .goods, 0, 1000),
      (["9 callback 0 1000 R1 A", "10 callback 0 1000 R2 A"], .kept, 1000, 1000),
      (["9 callback 0 1000 R1 A", "10 callback 0 300 R2 A"], .kept, 1000, 300),
      (["9 callback 1032 A", "10 callback 0 1000 R1 A"], .goods, 1000, 0),
      (["9 decides d1 wrong-number", "10 callback 0 1000 R1 A"], .kept, 1000, 0),
      (["9 decides d1 by-hand R3"], .nothing, 0, 0), (["9 decides d1 by-hand R3"], .refund, 0, 0),
    ] as [([String], Decision.Resolution, Int, Int)])
  func whatWasKeptIsInOneSum(_ lines: [String], _ done: Decision.Resolution, isPaid: Int, by word: Int) throws {
    let payment = try ledger.ask(try home.draft())
    for line in ["1 sending", "2 accepted A"] + lines { try ledger.tell(payment.id, line) }
    try resolve(payment, done, at: 300)
    let totals = try ledger.totals(of: today, till: .commandLine)
    #expect([totals.paidShillings, totals.bySupervisorShillings, totals.toResolveShillings] == [isPaid, word, 0])
    #expect(totals.waitingShillings == 0)
    #expect(DayTotals(of: try ledger.newestPayments(limit: 9), on: today, till: .commandLine) == totals)
    try fits()
  }

  /// What M-Pesa proves later counts as paid then, and by a supervisor's word no more.
  @Test func whatIsProvedLaterIsCountedOnce() throws {
    let payment = try ledger.ask(try home.draft(), at: evening - 100)
    try ledger.tell(
      payment.id, "\(evening - 99) sending", "\(evening - 98) accepted A", "\(evening - 50) decides d1 by-hand R1")
    #expect(try bySupervisor(today) == [1, 1000])
    try ledger.tell(payment.id, "\(evening + 60) callback 0 1000 R1 A")
    #expect(try bySupervisor(today) == [0, 0])
    #expect(try paid(tomorrow) == 1000)
    try fits()
  }

  /// Money of an answer that fits no payment is in a sum too, once a supervisor kept it.
  @Test func whatWasKeptOfTheUnmatchedIsCounted() throws {
    func resolve(_ done: Decision.Resolution?, _ shillings: Int64, _ key: String, at seconds: Int64) throws {
      var item = UnmatchedItem(id: key, oddity: "unknown-payment")
      (item.code, item.amount, item.receipt) = (.paid, Cents(count: shillings * 100), Receipt("UKU3B4T9R" + key))
      let pin = try SupervisorPIN(name: "wanjiku", pin: TypedPIN("270419"), salt: Array(0..<16))
      let decision = UnmatchedDecision(
        item: item, resolution: done, why: "seen", cashier: "amina", till: .commandLine, pin: TypedPIN("270419"))
      guard case .resolved = try ledger.resolveUnmatched(decision, supervisors: [pin], at: at(seconds)) else {
        throw TestFailure("not resolved")
      }
    }
    try resolve(.kept, 500, "A", at: 100)
    try resolve(.refund, 70, "B", at: 110)
    try resolve(nil, 30, "C", at: 120)
    try resolve(.goods, 200, "D", at: evening + 60)
    #expect(try bySupervisor(today) == [1, 500])
    #expect(try bySupervisor(tomorrow) == [1, 200])
  }

  private func bySupervisor(_ day: BusinessDay) throws -> [Int] {
    let totals = try ledger.totals(of: day, till: .commandLine)
    return [totals.bySupervisorCount, totals.bySupervisorShillings]
  }

  /// A supervisor has seen all of it.
  private func resolve(_ payment: PaymentSummary, _ resolution: Decision.Resolution, at seconds: Int64) throws {
    let decision = Decision(
      id: "resolved-\(payment.id.hex)", who: "wanjiku", why: "seen", action: .resolved(resolution),
      answers: try ledger.evidence(of: payment.id).map(\.key).sorted())
    _ = try ledger.append([.decision(decision)], to: payment.id, at: at(seconds))
  }

  private func paid(_ day: BusinessDay) throws -> Int { try ledger.totals(of: day, till: .commandLine).paidShillings }
  private func toResolve() throws -> Int { try ledger.totals(of: today, till: .commandLine).toResolveShillings }
  private func fits() throws { #expect(try ledger.verify().problems == []) }
}
