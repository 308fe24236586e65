import Connections
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The simulator on a socket: hummingbird round `SimulatedDaraja`.
///
/// It prints nothing; the command that starts it is told the address and the request log's lines.
package struct SimulatorServer: Service {
  private let settings: SimulatorSettings
  private let onListening: @Sendable (String) -> Void
  private let log: @Sendable (String) -> Void

  /// A server that has not started.
  ///
  /// - Parameters:
  ///   - settings: How it behaves, and where it listens.
  ///   - onListening: Called with `http://ADDR:PORT` once connections are taken.
  ///   - log: Called with one line per request and per callback; phones are masked.
  package init(
    settings: SimulatorSettings, onListening: @escaping @Sendable (String) -> Void,
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.settings = settings
    self.onListening = onListening
    self.log = log
  }

  /// Runs until SIGTERM or SIGINT, then stops within seconds.
  package static func run(
    settings: SimulatorSettings, onListening: @escaping @Sendable (String) -> Void,
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws {
    let server = SimulatorServer(settings: settings, onListening: onListening, log: log)
    var configuration = ServiceGroupConfiguration(
      services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: silentLogger)
    configuration.maximumGracefulShutdownDuration = .seconds(8)
    try await ServiceGroup(configuration: configuration).run()
  }

  /// Runs until its task's graceful shutdown.
  package func run() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let courier = CallbackCourier(group: group)
    let result: Result<Void, any Error>
    do {
      let running = try RunningSimulator(settings: settings, loop: group.next(), courier: courier, log: log)
      running.start()
      do {
        result = .success(try await listen(running, group: group))
      } catch {
        result = .failure(error)
      }
      await running.stop()
    } catch {
      result = .failure(error)
    }
    await courier.shutDown()
    try? await group.shutdownGracefully()
    try result.get()
  }

  /// Listens again and again: `connection-refused` closes the socket for a time.
  private func listen(_ running: RunningSimulator, group: any EventLoopGroup) async throws {
    let bound = BoundPort(settings.listenPort)
    var isFirst = true
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      let announce = isFirst
      isFirst = false
      let socket = ListeningSocket(group: group)
      let connections = TakenConnections()
      let server = Server(
        childChannelSetup: NotedConnections(
          HTTP1Channel(responder: { request, writer, channel in
            try await SimulatorResponder.respond(running, request, writer, channel)
          }), in: connections),
        configuration: ServerConfiguration(address: .hostname(settings.listenHost, port: bound.port)),
        onServerRunning: { channel in
          socket.channel.withLock { $0 = channel }
          if let port = channel.localAddress?.port { bound.port = port }
          if announce { onListening("http://\(Self.authority(settings.listenHost)):\(bound.port)") }
        },
        eventLoopGroup: group, logger: Self.silentLogger)
      do {
        try await Self.runUntilStopped(server, socket, connections, running)
      } catch let error as IOError {
        throw SimulatorServerError.cannotListen(
          host: settings.listenHost, port: bound.port, code: error.errnoCode)
      }
      if let milliseconds = running.refusedForMilliseconds {
        // The fault itself: for so long nobody listens. Cut short by a graceful shutdown.
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(milliseconds)) }
      }
    }
  }

  /// Runs one listening socket until a graceful shutdown or a fault closes it, and no half-sent request holds it up.
  private static func runUntilStopped(
    _ server: Server<NotedConnections>, _ socket: ListeningSocket, _ connections: TakenConnections,
    _ running: RunningSimulator
  ) async throws {
    let (refusals, refuse) = AsyncStream.makeStream(of: Void.self)
    running.whenRefusing { refuse.yield() }
    // Out of sight of the graceful shutdown, which Hummingbird's server would follow before its socket is at rest.
    let serving = Task.detached { try await server.run() }
    await withTaskGroup(of: Int.self) { group in
      group.addTask {
        _ = await serving.result
        return 0
      }
      group.addTask {
        try? await gracefulShutdown()
        return 3
      }
      group.addTask {
        for await _ in refusals { break }
        return 1
      }
      defer { group.cancelAll() }
      let seconds = await group.next() ?? 0
      // The group waits for what serves, which ends by this.
      Task {
        await socket.takeNoMore()
        Task { try await server.shutdownGracefully() }
        // Whoever holds a half-sent request, or waits for a late answer, gets this long and no longer.
        try? await Task.sleep(for: .seconds(seconds))
        await connections.areServed()
        serving.cancel()
      }
    }
    try await serving.value
  }

  private static func authority(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  private static let silentLogger = Logger(label: "simulator") { _ in SwiftLogNoOpLogHandler() }
}

/// The socket of a server that runs, which takes no more connections before it is closed.
private final class ListeningSocket: Sendable {
  let channel = Mutex<(any Channel)?>(nil)
  private let group: any EventLoopGroup

  init(group: any EventLoopGroup) { self.group = group }

  func takeNoMore() async { await channel.withLock { $0 }?.takeNoMore(on: group) }
}
