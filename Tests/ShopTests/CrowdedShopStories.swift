import Daraja
import PaymentLaws
import Payments
import SimulatedShop
import Synchronization
import Testing

@testable import Shop

/// The day on which Safaricom is down: hundreds wait, and each look costs as much as in an empty shop.
@Suite("Stories of a crowded shop")
struct CrowdedShopStories {
  @Test("A turn reads nothing that has not changed, however many wait")
  func aTurnReadsOnlyNews() throws {
    let story = try Story()
    let ledger = CountingLedger(ledger: story.ledger)
    for shillings in 1...90 { _ = try story.sent(shillings: shillings) }
    var round = ShopRound(try story.worker(ledger: ledger), QuietSurroundings(), .shop)
    _ = round.turn(at: story.clock.now())
    ledger.forget()
    for _ in 0..<50 {
      story.pass(seconds: 1)
      _ = round.turn(at: story.clock.now())
    }
    #expect(ledger.paymentsRead == 0)
    #expect(round.waiting.count == 90)
  }

  @Test("A command that waits for its own payment reads that one alone")
  func oneWaitsForItsOwn() throws {
    let story = try Story()
    for shillings in 1...50 { _ = try story.sent(shillings: shillings) }
    let id = try story.sent(shillings: 51)
    let ledger = CountingLedger(ledger: story.ledger)
    var round = ShopRound(try story.worker(ledger: ledger), QuietSurroundings(), .payment(id))
    story.pass(seconds: 70)
    #expect(round.turn(at: story.clock.now()).question == id)
    #expect(ledger.paymentsRead == 1)
  }

  /// The same payment as if all were looked at each time, over whatever questions, answers, clocks and listeners do.
  @Test("The next question is the one that looking at every payment would find", arguments: 1...8)
  func theNextQuestionIsTheRightOne(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var now = EvidenceNotation.moment(0)
    let schedule = QuerySchedule.standard
    let till = try #require(Till(1))
    var payments: [PaymentSummary] = []
    var watched = WatchedPayments(
      LedgerChanges(payments: [], position: 0), schedule: schedule, till: till, at: now)
    for _ in 0..<250 {
      now = now.advanced(byMilliseconds: Int64.random(in: 0...40_000, using: &random))
      if Int.random(in: 0..<60, using: &random) == 0 {
        now.wallMilliseconds += Int64.random(in: -7_200_000...7_200_000, using: &random)
      }
      if payments.count < 30, Bool.random(using: &random) { payments.append(try waiting(payments.count, at: now)) }
      var changed: [PaymentSummary] = []
      for place in payments.indices where Int.random(in: 0..<8, using: &random) == 0 {
        change(&payments[place], at: now, &random)
        changed.append(payments[place])
      }
      if !watched.holds(at: now) {
        watched = WatchedPayments(
          LedgerChanges(payments: payments, position: 0), schedule: schedule, till: till, at: now)
      }
      watched.take(LedgerChanges(payments: changed + payments.suffix(1), position: 0), at: now)
      let isBroken = Int.random(in: 0..<5, using: &random) == 0
      let unheard = payments.filter { _ in Int.random(in: 0..<20, using: &random) == 0 }.map(\.id)
      let since = now.wallMilliseconds - watchedForMilliseconds
      let expected = payments.filter { $0.isWatched(sinceWallMilliseconds: since) }.compactMap { payment -> Int64? in
        let soon = unheard.contains(payment.id) ? schedule.unheardDueInMilliseconds(payment.status, at: now) : nil
        let due = schedule.dueInMilliseconds(payment.status, at: now, callbacksLookBroken: isBroken)
        return [soon, due].compactMap(\.self).min().map {
          payment.till == till ? $0 : $0 + schedule.otherTillsLaterMilliseconds
        }
      }.min()
      let next = watched.next(at: now, callbacksLookBroken: isBroken, unheard: unheard)
      #expect(next?.dueInMilliseconds == expected)
    }
  }

  private func waiting(_ number: Int, at now: Moment) throws -> PaymentSummary {
    let id = PaymentID(wallMilliseconds: now.wallMilliseconds, randomHigh: 0, randomLow: UInt64(number))
    let status = PaymentStatus.example(.waiting(since: now), askedAt: now)
    return PaymentSummary(
      id: id, number: number, day: EastAfricaTime(now).businessDay, till: try #require(Till(1 + number % 2)),
      cashier: "asha", phone: nil, amount: try #require(Shillings(50)), reference: "", sale: id, recordedAt: now,
      status: status, position: 0)
  }

  private func change(_ payment: inout PaymentSummary, at now: Moment, _ random: inout SeededGenerator) {
    let asked = now.advanced(byMilliseconds: -Int64.random(in: 0...90_000, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1:
      let outcome: PaymentStatus.Query.Outcome = Bool.random(using: &random) ? .open : .heard
      payment.status.queries.append(PaymentStatus.Query(at: asked, outcome: outcome))
    case 2: for place in payment.status.queries.indices { payment.status.queries[place].outcome = .heard }
    case 3: payment.status.unproved.zeroAskedAt = asked
    case 4: payment.status.unproved.successAt = asked
    case 5: payment.status.state = .example(of: Bool.random(using: &random) ? .paid : .check, at: now)
    default: for place in payment.status.queries.indices { payment.status.queries[place].outcome = .fruitless }
    }
  }
}

/// A ledger that counts the payments which were read from it.
final class CountingLedger: LedgerBetween {
  let ledger: MemoryLedger
  private let count = Mutex(0)

  init(ledger: MemoryLedger) { self.ledger = ledger }

  var paymentsRead: Int { count.withLock { $0 } }
  func forget() { count.withLock { $0 = 0 } }

  private func counted(_ payments: [PaymentSummary]) -> [PaymentSummary] {
    count.withLock { $0 += payments.count }
    return payments
  }

  private func counted(_ changes: LedgerChanges) -> LedgerChanges {
    LedgerChanges(payments: counted(changes.payments), position: changes.position)
  }

  func payment(_ id: PaymentID) throws -> PaymentSummary? {
    try ledger.payment(id).flatMap { counted([$0]).first }
  }

  func unfinishedPayments() throws -> [PaymentSummary] { counted(try ledger.unfinishedPayments()) }

  func watchedPayments(sinceWallMilliseconds since: Int64) throws -> LedgerChanges {
    counted(try ledger.watchedPayments(sinceWallMilliseconds: since))
  }

  func changes(since position: Int64) throws -> LedgerChanges { counted(try ledger.changes(since: position)) }
}
