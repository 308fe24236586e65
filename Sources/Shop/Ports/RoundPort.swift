import Payments

/// What a round of work looks at beside ledger, spool and Safaricom.
package protocol RoundPort: Sendable {
  /// What the listener told last; nil when it tells nothing.
  func listenerReport(at now: Moment) -> ListenerReport?
  /// The money of one business day.
  func totals(of day: BusinessDay) throws -> DayTotals
}
