import DeskRuntime
import Ledger
import Maintenance
import Payments
import Settings

/// The unmatched callbacks of a home, for its desks.
struct UnmatchedAdapter: UnmatchedPort {
  let unmatched: UnmatchedCallbacks
  let home: Home

  func waiting(at now: Moment) throws -> [UnmatchedItem] { try unmatched.waiting(at: now) }

  func resolve(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome {
    let supervisors: [SupervisorPIN]
    do { supervisors = try home.readSupervisors().compactMap(SupervisorPIN.init(line:)) } catch {
      return .refused(.supervisorsUnreadable(error.fault))
    }
    return try unmatched.resolve(decision, supervisors: supervisors, at: now)
  }
}
