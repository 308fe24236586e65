/// A callback as evidence of the payment whose address it came to.
package struct ReceivedCallback: Sendable, Equatable {
  /// Whose callback.
  package let paymentID: PaymentID
  /// What it says.
  package let evidence: CallbackEvidence

  package init(of paymentID: PaymentID, _ evidence: CallbackEvidence) {
    self.paymentID = paymentID
    self.evidence = evidence
  }
}
