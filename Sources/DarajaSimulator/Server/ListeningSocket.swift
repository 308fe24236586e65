import NIOCore
import Synchronization

/// The socket of a server that runs, which is brought to rest before it is closed.
///
/// NIO traps for a connection that was taken and that nobody gets, as when a socket closes in that instant.
final class ListeningSocket: Sendable {
  private let taking = Mutex<(any Channel)?>(nil)

  var channel: (any Channel)? {
    get { taking.withLock { $0 } }
    set { taking.withLock { $0 = newValue } }
  }

  /// Takes no more connections; returns when whoever serves has all that were taken.
  func rest() async {
    guard let channel else { return }
    try? await channel.setOption(.autoRead, value: false).get()
    // A connection goes from loop to loop while it is set up; here all are one.
    for _ in 0..<8 { try? await channel.eventLoop.submit {}.get() }
  }
}
