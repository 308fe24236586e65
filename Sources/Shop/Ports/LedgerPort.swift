import Payments

/// The ledger as the shop's work sees it.
///
/// Its calls are one transaction each; what they throw explains itself.
public protocol LedgerPort: Sendable {
  /// Records a payment, unless a guard says no.
  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome
  /// Adds evidence to a payment.
  func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome
  /// Begins the one attempt; true only for the caller whose row won.
  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool
  /// Notes that the attempt's request was turned away for its token and goes out once more; true only once, and only
  /// while nothing else is known of the attempt.
  func beginSecondRequest(_ id: PaymentID, at now: Moment) throws -> Bool
  /// Takes the shop's turn to ask about a payment; nil when it is somebody else's.
  func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at now: Moment
  ) throws -> CheckoutRequestID?
  /// One payment.
  func payment(_ id: PaymentID) throws -> PaymentSummary?
  /// All payments that wait for an answer or for a person, oldest first.
  func openPayments() throws -> [PaymentSummary]
  /// Open payments, and those of late on which Safaricom has not had its last word, oldest first.
  func watchedPayments(sinceWallMilliseconds: Int64) throws -> [PaymentSummary]
  /// Everything that changed after a position.
  func changes(since position: Int64) throws -> LedgerChanges
}
