import Payments

extension PaymentSummary {
  /// It was recorded, and its request goes out.
  package var onItsWayNotice: Phrase {
    Phrase(
      "Number \(number): KSh \(amount.grouped) is on its way", sw: "Namba \(number): KSh \(amount.grouped) inaombwa")
  }
}
