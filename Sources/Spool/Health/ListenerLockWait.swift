/// How a listener waits for the one before it, as a machine on the boot clock.
///
/// Whoever starts it anew need not wait himself for the other's end.
package struct ListenerLockWait: Sendable {
  /// What is done now.
  package enum Step: Sendable {
    /// This process is the spool's listener.
    case ours(ListenerLock)
    /// The lock is tried again after so long; what is said before that, if anything is new.
    case wait(milliseconds: Int32, saying: String?)
    /// The other one goes on, and this one does not start; its own words, if it left any.
    case refused(String)
  }

  static let patienceMilliseconds: Int64 = 5_000
  static let pauseMilliseconds: Int32 = 100

  private let end: Int64
  private var isTold = false

  /// It is wanted now.
  package init(at now: Int64) { end = now + Self.patienceMilliseconds }

  /// Takes what came of wanting it.
  package mutating func step(_ outcome: ListenerLock.Outcome, at now: Int64) -> Step {
    switch outcome {
    case .held(let lock): return .ours(lock)
    case .taken(let other):
      let name = other ?? "another listener"
      if now >= end {
        return .refused(
          "this home has a listener already: \(name). This one was not started, and the other goes on. Stop that one "
            + "first, or give --home.")
      }
      defer { isTold = true }
      return .wait(
        milliseconds: Self.pauseMilliseconds,
        saying: isTold ? nil : "this home has a listener already: \(name). Waiting a moment for its end.")
    }
  }
}
