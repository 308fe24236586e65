import Payments

/// Where a desk takes a person's decisions.
package protocol DecisionPort: Sendable {
  /// Takes a decision, with all that belongs to it in one transaction: whoever may not decide so, or has not seen what
  /// is known by now, is refused.
  ///
  /// It may take a second, since a PIN's hash is slow by design; what it throws explains itself.
  func decide(_ request: DecisionRequest, at now: Moment) throws -> DecisionOutcome

  /// Why no supervisor can decide in this home now, whatever PIN is typed; nil when one can.
  func obstacleToSupervisors() -> DecisionRefusal?

  /// Takes a supervisor's decision about an unmatched callback: PIN and evidence in one transaction.
  ///
  /// It is slow for the same reason.
  func resolveUnmatched(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome

  /// Everything that was resolved among the unmatched callbacks, oldest first.
  func unmatchedResolutions() throws -> [UnmatchedResolution]
}
