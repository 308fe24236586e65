import Payments
import Synchronization

/// What this process knows of each waiting callback since it first saw it.
///
/// The grace before anybody else ingests runs from there, on the monotonic clock.
final class FirstSight: Sendable {
  private struct Seen {
    let atMilliseconds: Int64
    /// Whose payment it is, which never changes; none within where the ledger did not know it.
    var till: Till??
    var isForNewerVersion = false
  }

  private let seen = Mutex<[String: Seen]>([:])

  private func update<Answer: Sendable>(
    _ name: String, at now: Moment, _ body: (inout sending Seen) -> sending Answer
  ) -> Answer {
    seen.withLock { body(&$0[name, default: Seen(atMilliseconds: now.bootMilliseconds)]) }
  }

  /// How long ago this name was first seen.
  func milliseconds(of name: String, at now: Moment) -> Int64 {
    now.bootMilliseconds - update(name, at: now) { $0.atMilliseconds }
  }

  /// Whose it is; the ledger is asked once for each name, and not at each turn of each desk that leaves it to its own.
  func till(of name: String, at now: Moment, ask: () throws -> Till?) rethrows -> Till? {
    if let till = seen.withLock({ $0[name]?.till }) { return till }
    let till = try ask()
    update(name, at: now) { $0.till = .some(till) }
    return till
  }

  /// It was read, and is left to a newer version: not read again, since enough of them would fill each turn.
  func noteForNewerVersion(_ name: String, at now: Moment) { update(name, at: now) { $0.isForNewerVersion = true } }

  /// Whether it is known to be for a newer version.
  func isForNewerVersion(_ name: String) -> Bool { seen.withLock { $0[name]?.isForNewerVersion ?? false } }

  /// Forgets whatever waits no longer.
  func keepOnly(_ arrivals: Arrivals) {
    seen.withLock { seen in
      if seen.isEmpty { return }
      let waiting = Set((arrivals.names + arrivals.answers).map(\.fileName))
      seen = seen.filter { waiting.contains($0.key) }
    }
  }
}
