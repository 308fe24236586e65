import Payments

/// What leaves the board by itself, and when.
///
/// A success goes some minutes after its end. An end without money goes likewise, once it was seen: somebody at this
/// desk chose its row, asked for the money again, or said that it was a wrong number or is paid another way; another
/// till's is for the people there, and yesterday's is over with its day. What is open, and what only a supervisor can
/// resolve, stays.
extension Board {
  /// How long an end stays on the board.
  static let staysMilliseconds: Int64 = 600_000

  /// Puts away whatever is due.
  mutating func tidy(at now: Moment) {
    let due = due(at: now)
    if !due.isEmpty { putAway(due) }
  }

  /// Hardly ever any, so that nothing is put into an array for the others.
  private func due(at now: Moment) -> [PaymentSummary] {
    Array(ended.lazy.compactMap { row($0.id) }.filter { isDue($0, at: now) })
  }

  /// Until the next row is due by time alone; nil when none will be.
  func nextTidyMilliseconds(at now: Moment) -> Int64? {
    ended.lazy.compactMap { row($0.id) }.filter { isOver($0, at: now) }.map {
      Self.staysMilliseconds - now.elapsedMilliseconds(since: $0.endedAt)
    }.filter { $0 > 0 }.min()
  }

  private func isDue(_ payment: PaymentSummary, at now: Moment) -> Bool {
    now.elapsedMilliseconds(since: payment.endedAt) >= Self.staysMilliseconds && isOver(payment, at: now)
  }

  /// Nobody has to look at it any more, and nobody does.
  private func isOver(_ payment: PaymentSummary, at now: Moment) -> Bool {
    if payment.status.isOpen || payment.id == selection { return false }
    if !payment.isTrouble || payment.till != till || seen.contains(payment.id) { return true }
    return payment.day != EastAfricaTime(now).businessDay
  }
}

extension PaymentSummary {
  /// When it ended, as far as it is known.
  fileprivate var endedAt: Moment { status.answeredAt ?? recordedAt }
}
