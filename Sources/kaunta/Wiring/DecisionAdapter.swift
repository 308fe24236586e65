import Ledger
import Payments
import Settings
import Shop

/// A person's decisions, with the supervisors of this home, whose file is read anew each time.
struct DecisionAdapter: DecisionPort {
  let ledger: LedgerDatabase
  let home: Home

  func decide(_ request: DecisionRequest, at now: Moment) throws -> DecisionOutcome {
    var supervisors: [SupervisorPIN] = []
    if request.action.wantsSupervisor || !request.supersedes.isEmpty {
      do { supervisors = try self.supervisors() } catch { return .refused(.supervisorsUnreadable(error.fault)) }
    }
    return try ledger.decide(request, supervisors: supervisors, at: now)
  }

  func obstacleToSupervisors() -> DecisionRefusal? {
    do { return try supervisors().isEmpty ? .noSupervisor : nil } catch { return .supervisorsUnreadable(error.fault) }
  }

  private func supervisors() throws(SettingsProblem) -> [SupervisorPIN] {
    try home.readSupervisors().compactMap(SupervisorPIN.init(line:))
  }
}
