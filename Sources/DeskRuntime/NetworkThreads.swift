import NIOPosix
import Synchronization

/// The threads on which Safaricom is asked: several customers at once, and one slow answer must not hold up the next
/// request.
///
/// There are none until something is sent: a desk starts and rests without them.
final class NetworkThreads: Sendable {
  private let pool = NIOThreadPool(numberOfThreads: 4)
  private let isShut = Mutex(false)

  /// Does it on one of them, or not at all once they are shut: what was only recorded becomes *not sent* at the next
  /// start.
  ///
  /// - Parameter job: gets whether it is to be done.
  func submit(_ job: @escaping @Sendable (_ isWanted: Bool) -> Void) {
    let isTaken = isShut.withLock { isShut in
      if isShut { return false }
      pool.start()
      pool.submit { job($0 == .active) }
      return true
    }
    if !isTaken { job(false) }
  }

  /// Begins nothing any more, and returns when what was under way has ended.
  func shut() {
    isShut.withLock { $0 = true }
    try? pool.syncShutdownGracefully()
  }
}
