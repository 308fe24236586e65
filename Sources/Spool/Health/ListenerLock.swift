import Files
import Glibc
import Payments

/// The lock by which one listener at most works on a spool, with its name in it.
///
/// Two would each count the copies of strangers for themselves, write over each other's heartbeat, so that desks know
/// the keys of one and Safaricom reaches the other, and give away the reserve twice. It lies in the spool, since that
/// is what they would share, whatever ports they listen on; it ends with the listener, however that dies.
package struct ListenerLock: Sendable {
  static let fileName = "listener.lock"

  private let lock: NamedLock?

  /// What came of wanting it.
  package enum Outcome: Sendable {
    /// This process is the spool's listener as long as it keeps the lock.
    case held(ListenerLock)
    /// Another one is; its own words, if it left any.
    case taken(by: String?)
  }

  /// Takes the lock without waiting.
  ///
  /// On a filesystem without locks nobody can be kept out, and the lock is none.
  ///
  /// - Parameter holder: who wants it, since when, and where it listens, for the next one.
  package static func take(_ spool: SpoolDirectory, holder: String) throws(SpoolError) -> Outcome {
    do throws(SpoolError) {
      switch try NamedLock.take(fileName, in: try spool.root(), mode: spool.modes.file, holder: holder) {
      case .held(let lock): return .held(ListenerLock(lock: lock))
      case .busy(let holder): return .taken(by: holder)
      }
    } catch .failed(.lock, let code) where [ENOLCK, ENOSYS, ENOTSUP, EINVAL].contains(code) {
      return .held(ListenerLock(lock: nil))
    }
  }

  /// Whether it keeps others out.
  package var isEffective: Bool { lock != nil }

  /// Says anew who holds it: once the address is known.
  package func say(_ holder: String) { lock?.say(holder) }
}
