import Payments

/// Both clocks of the machine.
package protocol ClockPort: Sendable {
  /// This moment.
  func now() -> Moment
}

/// Where names come from that nobody can guess.
package protocol IdentifierPort: Sendable {
  /// A payment ID that no other payment has.
  func paymentID(at now: Moment) -> PaymentID
  /// The name of a question to Safaricom.
  func question() -> String
}
