import DeskRuntime
import Ledger
import Payments
import Settings
import Upkeep

/// The tray of a home, for its desks.
struct TrayAdapter: TrayPort {
  let tray: Tray
  let home: Home

  func waiting(at now: Moment) throws -> [TrayItem] { try tray.waiting(at: now) }

  func settle(_ decision: TrayDecision, at now: Moment) throws -> TrayOutcome {
    let supervisors: [SupervisorPIN]
    do { supervisors = try home.readSupervisors().compactMap(SupervisorPIN.init(line:)) } catch {
      return .refused(.supervisorsUnreadable(error.fault))
    }
    return try tray.settle(decision, supervisors: supervisors, at: now)
  }
}
