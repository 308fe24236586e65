import Payments

/// The ledger as the shop's work sees it.
///
/// Its calls are one transaction each; what they throw explains itself.
package protocol LedgerPort: Sendable {
  /// Records a payment, unless a guard says no.
  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome
  /// Adds evidence to a payment.
  func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome
  /// Adds callbacks to their payments, all in one transaction: as many outcomes, in their order.
  func append(_ callbacks: [ReceivedCallback], at now: Moment) throws -> [AppendOutcome]
  /// Begins the one attempt; true only for the caller whose row won.
  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool
  /// Notes that the attempt's request was turned away for its token and goes out once more; true only once, and only
  /// while nothing else is known of the attempt.
  func beginSecondRequest(_ id: PaymentID, at now: Moment) throws -> Bool
  /// Takes the shop's turn to ask about a payment; nil when it is somebody else's.
  ///
  /// - Parameter moment: asked once this process has the ledger: who waited for it asks no earlier than that.
  func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at moment: () -> Moment
  ) throws -> CheckoutRequestID?
  /// One payment.
  func payment(_ id: PaymentID) throws -> PaymentSummary?
  /// Which till asked for a payment; nil for one that does not stand in this ledger.
  func till(of id: PaymentID) throws -> Till?
  /// Payments that were recorded or begun and whose attempt nobody has ended, oldest first.
  func unfinishedPayments() throws -> [PaymentSummary]
  /// Open payments, and those of late on which Safaricom has not had its last word, oldest first, and the position from
  /// which on ``changes(since:)`` tells the rest.
  func watchedPayments(sinceWallMilliseconds: Int64) throws -> LedgerChanges
  /// Everything that changed after a position.
  func changes(since position: Int64) throws -> LedgerChanges
}
