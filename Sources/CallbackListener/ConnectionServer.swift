import Connections
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
      Task {
        // Those of that instant must be there before all are told.
        await server.channel.takeNoMore(on: group)
        quiescing.initiateShutdown(promise: nil)
      }
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
