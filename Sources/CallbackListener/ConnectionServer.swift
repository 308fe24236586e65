import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOPosix
import ServiceLifecycle

/// Takes connections: Hummingbird's channels, on a socket that may be there already.
///
/// Hummingbird's own server opens its socket itself. A service manager's stays open while the listener is started
/// anew, and connections wait in it instead of being refused.
struct ConnectionServer: Service {
  let settings: ListenerSettings
  let channel: HTTP1Channel
  let onListening: @Sendable (any Channel) async -> Void
  let logger: Logger

  private static let backlog: Int32 = 1024

  func run() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let quiescing = ServerQuiescingHelper(group: group)
    let server = try await open(group, quiescing)
    await withGracefulShutdownHandler {
      await onListening(server.channel)
      await withDiscardingTaskGroup { tasks in
        do {
          try await server.executeThenClose { connections in
            for try await connection in connections {
              tasks.addTask { await channel.handle(value: connection, logger: logger) }
            }
          }
        } catch {
          logger.error("taking connections: \(error)")
        }
      }
    } onGracefulShutdown: {
      // First no more are taken; those of that instant must be there before all are told: NIO traps for one that was
      // taken and that nobody gets.
      Task {
        try? await server.channel.setOption(.autoRead, value: false).get()
        await Self.letConnectionsThrough(group, to: server.channel.eventLoop)
        quiescing.initiateShutdown(promise: nil)
      }
    }
  }

  /// Returns when every connection that was taken is set up: each goes from the server's loop to its own, and back, as
  /// often as it has stages.
  private static func letConnectionsThrough(_ group: any EventLoopGroup, to server: any EventLoop) async {
    for _ in 0..<4 {
      for loop in group.makeIterator() { try? await loop.submit {}.get() }
      try? await server.submit {}.get()
    }
  }

  private func open(
    _ group: MultiThreadedEventLoopGroup, _ quiescing: ServerQuiescingHelper
  ) async throws -> NIOAsyncChannel<HTTP1Channel.Value, Never> {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: Self.backlog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .serverChannelInitializer { server in
        server.eventLoop.makeCompletedFuture {
          try server.pipeline.syncOperations.addHandler(quiescing.makeServerChannelHandler(channel: server))
        }
      }
    let setup = { @Sendable (connection: any Channel) in channel.setup(channel: connection, logger: logger) }
    if let socket = settings.socket { return try await bootstrap.bind(socket, childChannelInitializer: setup) }
    return try await bootstrap.bind(host: settings.address, port: settings.port, childChannelInitializer: setup)
  }
}
