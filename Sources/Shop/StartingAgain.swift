import Payments

/// Whoever has not ended an attempt after this time is dead: a living process gives up after 35 s.
let abandonedAfterMilliseconds: Int64 = 60_000

extension ShopWorker {
  /// What this till's former process left in the middle, to be concluded when a desk starts: no other process is this
  /// till, so it is over.
  package func leftInTheMiddle() throws -> [PaymentID] {
    try ledger.unfinishedPayments().filter { $0.till == facts.till }.map(\.id)
  }

  /// Ends what this till's former process left in the middle.
  ///
  /// `recorded` alone was never sent and never will be by itself; `sending` without an outcome may have arrived.
  ///
  /// - Returns: what stays in the middle, since an answer to it lies in the spool and cannot be taken yet.
  @discardableResult
  package func startAgain(_ left: [PaymentID]) throws -> [PaymentID] { try conclude(left, notSent: .restarted) }

  /// Ends, for any till, what a process left behind that has been gone for a minute: the command line has no desk
  /// that would start again.
  package func concludeAbandoned() throws {
    let now = clock.now()
    let abandoned = try ledger.unfinishedPayments().filter { payment in
      !isPerhapsAlive(payment.status.attempt.sendingAt ?? payment.recordedAt, at: now)
    }
    _ = try conclude(abandoned.map(\.id), notSent: .tooOld)
  }

  /// By the boot clock alone: a wall clock that was set back would leave the payment in the middle for hours, and no
  /// process outlives its boot.
  private func isPerhapsAlive(_ since: Moment, at now: Moment) -> Bool {
    now.bootID == since.bootID && now.bootMilliseconds - since.bootMilliseconds < abandonedAfterMilliseconds
  }

  /// Ends payments of which nobody knows more.
  ///
  /// How a request ended may have got as far as the spool: as long as an answer lies there, or the spool cannot be
  /// looked into, the payment is left as it is. Ingesting says why.
  private func conclude(_ payments: [PaymentID], notSent reason: NotSentReason) throws -> [PaymentID] {
    if payments.isEmpty { return [] }
    guard let answers = try? spool.arrivals().answers else { return payments }
    var left: [PaymentID] = []
    for id in payments where !attempts.contains(id) && !unsaved.isAbout(id) {
      let kept = answers.filter { $0.paymentID == id }
      if kept.isEmpty {
        try conclude(id, notSent: reason)
      } else if !kept.allSatisfy({ (try? take($0, at: clock.now())) == true }) {
        left.append(id)
      }
    }
    return left
  }

  private func conclude(_ id: PaymentID, notSent reason: NotSentReason) throws {
    switch try ledger.payment(id)?.status.standing {
    case .recorded: _ = try ledger.append([.notSent(reason)], to: id, at: clock.now())
    case .sending: _ = try ledger.append([.outcomeUnknown(.interrupted)], to: id, at: clock.now())
    default: break
    }
  }
}
