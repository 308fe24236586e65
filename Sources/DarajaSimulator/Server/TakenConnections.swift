import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// Connections that a server took and that wait for whoever serves.
///
/// NIO traps for one that nobody gets, as when what serves is cancelled in that instant, which on a busy machine lasts
/// for seconds.
final class TakenConnections: Sendable {
  private let waiting = Mutex<Set<ObjectIdentifier>>([])

  fileprivate func took(_ channel: any Channel) { _ = waiting.withLock { $0.insert(ObjectIdentifier(channel)) } }
  fileprivate func letGo(_ channel: any Channel) { _ = waiting.withLock { $0.remove(ObjectIdentifier(channel)) } }

  /// Returns when each is served, or came to nothing; no more may be taken by then.
  func areServed() async {
    while !waiting.withLock(\.isEmpty) { try? await Task.sleep(for: .milliseconds(10)) }
  }
}

/// Hummingbird's connections, each noted from when it is taken until it is served.
struct NotedConnections: ServerChildChannel {
  private let served: HTTP1Channel
  private let taken: TakenConnections

  init(_ served: HTTP1Channel, in taken: TakenConnections) {
    self.served = served
    self.taken = taken
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    taken.took(channel)
    let value = served.setup(channel: channel, logger: logger)
    value.whenFailure { _ in taken.letGo(channel) }
    return value
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    taken.letGo(value.channel)
    await served.handle(value: value, logger: logger)
  }
}
