import Payments

/// What a desk reads from the ledger because a person wants to see it.
///
/// Its calls may wait for the ledger; what they throw explains itself.
package protocol ShopReading: Sendable {
  /// A payment; nil when there is none of that id.
  func payment(_ id: PaymentID) throws -> PaymentSummary?
  /// All evidence of a payment, in the order in which it became known.
  func evidence(of id: PaymentID) throws -> [EvidenceRow]
  /// Payments that a person may mean by a term, newest first; at most so many.
  func payments(meant term: SearchTerm, limit: Int) throws -> [PaymentSummary]
  /// What is known of a receipt code.
  func finding(on receipt: Receipt) throws -> CodeFinding
}
