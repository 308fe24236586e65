/// How many wrong PINs came since the last right one, at all desks together.
package struct PINTries: Sendable {
  /// So many in a row lock.
  private static let most = 5
  /// The lock after the last of them; then one more try, and the lock again.
  private static let lockMilliseconds: Int64 = 1_800_000

  private var failed = 0
  private var lastFailure: Moment?

  /// None yet.
  package init() {}

  /// A PIN was right, or set anew.
  package mutating func noteRight() {
    failed = 0
    lastFailure = nil
  }

  /// A PIN was wrong, while PINs were not locked.
  package mutating func noteWrong(at moment: Moment) {
    failed += 1
    lastFailure = moment
  }

  /// How long PINs are still locked, by the slower clock, so that setting a clock forward opens nothing.
  package func lockedMilliseconds(at now: Moment) -> Int64 {
    guard failed >= Self.most, let lastFailure else { return 0 }
    return max(0, Self.lockMilliseconds - now.unlockingMilliseconds(since: lastFailure))
  }

  /// What one more wrong PIN is told; whoever has waited for the lock's end has one try.
  package var refusalOfOneMore: DecisionRefusal {
    let left = max(1, Self.most - failed) - 1
    return left > 0 ? .wrongPIN(triesLeft: left) : .pinLocked(forMilliseconds: Self.lockMilliseconds)
  }
}
