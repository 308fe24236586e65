import GRDB
import Payments

/// Whether a supervisor's PIN lets a decision through: counted, and kept as evidence, inside the decision's
/// transaction.
struct PINGate {
  let database: Database
  let tried: PINTry
  /// Somebody has a PIN in this home.
  let hasSupervisors: Bool
  /// A PIN was typed.
  let isTyped: Bool
  let now: Moment

  /// Counts this try; nil when the PIN is a supervisor's and PINs are not locked.
  func refusal() throws -> DecisionRefusal? {
    guard hasSupervisors else { return .noSupervisor }
    guard isTyped else { return .supervisorWanted }
    let rows = ShopRows(database: database)
    let (evidence, refusal) = try rows.status(.pinTries).pinTries.judge(tried, at: now)
    try rows.append(evidence, at: now)
    return refusal
  }
}

extension [SupervisorPIN] {
  /// Whose PIN this is.
  ///
  /// All are tried, so that the time it takes does not tell whose PIN was typed. It is slow: not for a transaction.
  func owner(of pin: TypedPIN) -> String? {
    map { ($0.name, $0.accepts(pin)) }.first { $0.1 }?.0
  }
}
