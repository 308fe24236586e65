/// What a script is told of a payment, as the exit code of `kaunta push`.
package enum PushEnd: Int32, Sendable {
  /// Paid, and without an alarm; without `--wait`, the request was taken.
  case done = 0
  /// Surely not paid.
  case notPaid = 10
  /// Nobody knows yet.
  case check = 11
  /// A person must look first.
  case held = 12
  /// Not paid so far, and money may still come.
  case mayStillBePaid = 13

  /// The end for a payment as it stands.
  ///
  /// Whoever asks again on 10 must not ask twice: it is only for what is surely over, and not for what was paid by
  /// another attempt. Whoever hands over goods on 0 must not do so for somebody else's money: 0 is only for what
  /// counts.
  package init(of payment: PaymentSummary, at now: Moment) {
    switch payment.standing(at: now) {
    case .paid: self = payment.status.counts ? .done : .held
    case .notPaid, .refused, .notSent:
      self =
        payment.isPaidElsewhere ? .held : Guards.isSurelyOver(payment.status) ? .notPaid : .mayStillBePaid
    case .check, .unknown, .waiting, .recorded, .sending: self = .check
    case .held, .byHand: self = .held
    }
  }
}
