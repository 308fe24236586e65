/// How many wrong PINs came since the last right one, at all desks together.
package struct PINTries: Sendable, Equatable {
  /// So many in a row lock.
  private static let most = 5
  /// The lock after the last of them; then one more try, and the lock again.
  private static let lockMilliseconds: Int64 = 1_800_000

  private var failed = 0
  private var lastFailure: Moment?

  /// None yet.
  package init() {}

  /// Counts a PIN that was typed or set; other evidence is none of its business.
  ///
  /// What came while PINs were locked was not looked at, and neither counts nor prolongs the lock.
  package mutating func note(_ evidence: ShopEvidence, at moment: Moment) {
    switch evidence {
    case .pinSet, .pinAccepted: (failed, lastFailure) = (0, nil)
    case .pinRefused(_, _, _, whileLocked: false): (failed, lastFailure) = (failed + 1, moment)
    case .pinRefused, .restored, .unmatchedResolved, .schemaRaised: break
    }
  }

  /// Since when PINs are locked, if enough wrong ones came; the lock ends by itself.
  package var lockedSince: Moment? { failed >= Self.most ? lastFailure : nil }

  /// How long PINs are still locked, by the slower clock, so that setting a clock forward opens nothing.
  package func lockedMilliseconds(at now: Moment) -> Int64 {
    guard let lockedSince else { return 0 }
    return max(0, Self.lockMilliseconds - now.unlockingMilliseconds(since: lockedSince))
  }

  /// What one more wrong PIN is told; whoever has waited for the lock's end has one try.
  private var refusalOfOneMore: DecisionRefusal {
    let left = max(1, Self.most - failed) - 1
    return left > 0 ? .wrongPIN(triesLeft: left) : .pinLocked(forMilliseconds: Self.lockMilliseconds)
  }
}

/// A PIN that is typed for a decision.
package struct PINTry: Sendable, Equatable {
  /// Whose PIN it is; nil when it is nobody's.
  package var supervisor: String?
  /// The login name at the terminal.
  package var cashier: String
  /// Where; 0 for the command line.
  package var till: Till
  /// What the decision is about.
  package var subject: PINSubject

  package init(supervisor: String?, cashier: String, till: Till, subject: PINSubject) {
    self.supervisor = supervisor
    self.cashier = cashier
    self.till = till
    self.subject = subject
  }
}

extension PINTries {
  /// What a PIN is told that is typed now, and what is to be kept of it; no refusal lets its decision through.
  package func judge(_ tried: PINTry, at now: Moment) -> (evidence: ShopEvidence, refusal: DecisionRefusal?) {
    let locked = lockedMilliseconds(at: now)
    if locked == 0, let supervisor = tried.supervisor {
      return (
        .pinAccepted(supervisor: supervisor, cashier: tried.cashier, till: tried.till, about: tried.subject), nil
      )
    }
    return (
      .pinRefused(cashier: tried.cashier, till: tried.till, about: tried.subject, whileLocked: locked > 0),
      locked > 0 ? .pinLocked(forMilliseconds: locked) : refusalOfOneMore
    )
  }
}
