/// One row of the ledger, without what it says: when which payment changed.
package struct LedgerStep: Sendable, Equatable {
  /// Its place in the chain.
  package var position: Int64
  /// Which payment it is about.
  package var payment: PaymentID
  /// When it became known.
  package var at: Moment

  package init(position: Int64, payment: PaymentID, at: Moment) {
    self.position = position
    self.payment = payment
    self.at = at
  }
}
