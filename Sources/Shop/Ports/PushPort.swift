import Payments

/// What a payment without a screen looks at beside ledger, spool and Safaricom.
package protocol PushPort: RoundPort {
  /// One payment, folded as if this stood in the ledger as well.
  func payment(_ id: PaymentID, assuming beyond: [LearntEvidence]) throws -> PaymentSummary?
  /// The worker, and what it is beside, at the ledger that lies in the old one's place now; nil when the error says
  /// nothing of that, or when that ledger cannot be opened.
  func reopened(_ worker: ShopWorker, after error: any Error) -> (ShopWorker, Self)?
}
