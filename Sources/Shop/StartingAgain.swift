import Payments

/// Whoever has not ended an attempt after this time is dead: a living process gives up after 35 s.
let abandonedAfterMilliseconds: Int64 = 60_000

extension ShopWorker {
  /// What a desk does when it starts: no other process is this till, so whatever it left in the middle is over.
  ///
  /// `recorded` alone was never sent and never will be by itself; `sending` without an outcome may have arrived.
  package func startAgain() throws {
    // How the last request of the till's former process ended may have got as far as the spool.
    if let arrivals = try? spool.arrivals() { try takeKeptAnswers(arrivals.answers, at: clock.now()) }
    for payment in try ledger.unfinishedPayments() where payment.till == facts.till {
      try conclude(payment, notSent: .restarted)
    }
  }

  /// Ends, for any till, what a process left behind that has been gone for a minute: the command line has no desk
  /// that would start again.
  package func concludeAbandoned() throws {
    let now = clock.now()
    for payment in try ledger.unfinishedPayments() {
      let since = payment.status.attempt.sendingAt ?? payment.recordedAt
      if isPerhapsAlive(since, at: now) { continue }
      try conclude(payment, notSent: .tooOld)
    }
  }

  /// By the boot clock alone: a wall clock that was set back would leave the payment in the middle for hours, and no
  /// process outlives its boot.
  private func isPerhapsAlive(_ since: Moment, at now: Moment) -> Bool {
    now.bootID == since.bootID && now.bootMilliseconds - since.bootMilliseconds < abandonedAfterMilliseconds
  }

  private func conclude(_ payment: PaymentSummary, notSent reason: NotSentReason) throws {
    if attempts.contains(payment.id) || unsaved.isAbout(payment.id) { return }
    switch payment.status.standing {
    case .recorded: _ = try ledger.append([.notSent(reason)], to: payment.id, at: clock.now())
    case .sending: _ = try ledger.append([.outcomeUnknown(.interrupted)], to: payment.id, at: clock.now())
    default: break
    }
  }
}
