import Glibc
import Ledger
import Payments
import Shop
import Spool

/// A payment without a screen: records, sends, and settles as a desk does until the answer is there.
struct PushSession {
  /// How long an answer is kept that the ledger does not take.
  private static let unsavedMilliseconds: Int64 = 15_000

  let shop: OpenShop

  init(shop: OpenShop) { self.shop = shop }

  /// What is done with a guard's no.
  enum Override {
    case none
    /// Asks all the same, as another attempt at the money of what stands in the way.
    case sameSale
    /// Asks all the same, for other goods.
    case anotherSale
  }

  /// Records a draft, if wanted over each guard that says no.
  ///
  /// A payment that stands in the way once more has brought money in between: that is not overridden unseen.
  func record(_ draft: PaymentDraft, _ override: Override) throws -> RecordOutcome {
    var draft = draft
    while true {
      let outcome = try shop.ledger.record(draft, at: shop.clock.now())
      guard override != .none, case .blocked(let block) = outcome, !draft.overrides(block.payment.id) else {
        return outcome
      }
      draft.override(block.payment)
      if override == .sameSale { draft.link(to: block.payment) }
    }
  }

  /// Makes the one attempt.
  ///
  /// An answer that the ledger does not take at once is offered to it for a while: it cannot be asked for again.
  func send(_ id: PaymentID) throws -> PaymentSummary {
    try shop.worker.send(id)
    let end = shop.clock.now().bootMilliseconds + Self.unsavedMilliseconds
    while shop.worker.hasUnsavedEvidence, shop.clock.now().bootMilliseconds < end {
      usleep(200_000)
      shop.worker.retryUnsaved()
    }
    return try current(id)
  }

  /// Waits for an answer that a person can act upon; what is in doubt is waited for until the time is up.
  func wait(for id: PaymentID, seconds: Int) throws -> PaymentSummary {
    let watch = HomeWatch(shop)
    let end = shop.clock.now().bootMilliseconds + Int64(seconds) * 1000
    while true {
      // The attempt may be another process's, which died: a key given with --once finds it again.
      try shop.worker.concludeAbandoned()
      shop.worker.retryUnsaved()
      _ = shop.worker.settle()
      let payment = try current(id)
      let left = end - shop.clock.now().bootMilliseconds
      if isDecided(payment) || left <= 0 { return payment }
      let answers = watch.answers(to: [payment], pace: nil, at: shop.clock.now())
      let asking = try shop.worker.askIfDue(
        about: id, callbacksLookBroken: answers.callbacksLookBroken,
        unheard: watch.unheardPayments(at: shop.clock.now()))
      if asking.asked != nil { continue }
      let pause = max(10, min(left, asking.nextInMilliseconds ?? 1_000, 1_000))
      var descriptors = watch.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      _ = poll(&descriptors, nfds_t(descriptors.count), Int32(pause))
      watch.drain()
    }
  }

  private func isDecided(_ payment: PaymentSummary) -> Bool {
    switch payment.status.standing {
    case .paid, .notPaid, .refused, .notSent, .held, .byHand: true
    case .recorded, .sending, .waiting, .check, .unknown: false
    }
  }

  private func current(_ id: PaymentID) throws -> PaymentSummary {
    guard let payment = try shop.ledger.payment(id) else {
      throw LedgerError.damaged(reason: "a payment is gone from it")
    }
    return payment
  }
}
