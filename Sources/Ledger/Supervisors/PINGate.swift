import GRDB
import Payments

/// Whether a supervisor's PIN lets a decision through: counted, and kept as evidence, inside the decision's
/// transaction.
struct PINGate {
  let database: Database
  /// Who was at the terminal.
  let cashier: String
  let till: Till
  /// What the decision is about.
  let subject: PINSubject
  /// Somebody has a PIN in this home.
  let hasSupervisors: Bool
  /// A PIN was typed.
  let isTyped: Bool
  /// Whose PIN it is; nil when it is nobody's.
  let supervisor: String?
  let now: Moment

  /// Counts this try; nil when the PIN is a supervisor's and PINs are not locked.
  func refusal() throws -> DecisionRefusal? {
    guard hasSupervisors else { return .noSupervisor }
    guard isTyped else { return .supervisorWanted }
    let entries = ShopEntries(database: database)
    var tries = PINTries()
    for row in try entries.sinceLastRightPIN() {
      switch row.entry {
      case .pinSet, .pinAccepted: tries.noteRight()
      case .pinRefused(_, _, _, let whileLocked): if !whileLocked { tries.noteWrong(at: row.at) }
      case .restored, .unmatchedResolved, .schemaRaised: continue
      }
    }
    let locked = tries.lockedMilliseconds(at: now)
    if locked == 0, let supervisor {
      try entries.append(
        .pinAccepted(supervisor: supervisor, cashier: cashier, till: till, about: subject), at: now)
      return nil
    }
    try entries.append(.pinRefused(cashier: cashier, till: till, about: subject, whileLocked: locked > 0), at: now)
    if locked > 0 { return .pinLocked(forMilliseconds: locked) }
    return tries.refusalOfOneMore
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
