import Ledger
import Payments
import Shop

/// Why nobody's PIN can be held to those of the supervisors.
package struct SupervisorsUnreadable: Error, Sendable {
  /// The reason, for the refusal.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

/// A person's decisions, on a ledger that knows no supervisors by itself.
package struct LedgerDecisions: DecisionPort {
  /// The supervisors of this home, read anew for each decision.
  package typealias Supervisors = @Sendable () throws(SupervisorsUnreadable) -> [SupervisorPIN]

  private let ledger: LedgerDatabase
  private let supervisors: Supervisors

  /// Decisions on a ledger.
  package init(_ ledger: LedgerDatabase, supervisors: @escaping Supervisors) {
    self.ledger = ledger
    self.supervisors = supervisors
  }

  package func decide(_ request: DecisionRequest, at now: Moment) throws -> DecisionOutcome {
    var known: [SupervisorPIN] = []
    if request.action.wantsSupervisor || !request.supersedes.isEmpty {
      do { known = try supervisors() } catch { return .refused(.supervisorsUnreadable(error.reason)) }
    }
    return try ledger.decide(request, supervisors: known, at: now)
  }

  package func obstacleToSupervisors() -> DecisionRefusal? {
    do { return try supervisors().isEmpty ? .noSupervisor : nil } catch { return .supervisorsUnreadable(error.reason) }
  }

  package func resolveUnmatched(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome {
    let known: [SupervisorPIN]
    do { known = try supervisors() } catch { return .refused(.supervisorsUnreadable(error.reason)) }
    return try ledger.resolveUnmatched(decision, supervisors: known, at: now)
  }

  package func unmatchedResolutions() throws -> [UnmatchedResolution] { try ledger.unmatchedResolutions() }
}
