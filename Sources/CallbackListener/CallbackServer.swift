import Daraja
import Logging
import NIOCore
import NIOPosix
import Payments
import ServiceLifecycle
import Spool

/// Where a listener listens.
package struct ListeningAddress: Sendable, Equatable, CustomStringConvertible {
  /// The address.
  package let host: String
  /// The port, also when the kernel chose it.
  package let port: Int

  /// `127.0.0.1:8744` or `[::1]:8744`.
  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Why a listener does not listen.
package enum CallbackServerError: Error, Equatable, Sendable {
  /// What the system said (errno) when it asked for its address.
  case cannotListen(code: Int32)
}

/// The process that takes Safaricom's callbacks over HTTP and delivers them.
///
/// As a service it stops gracefully with the group that runs it: it takes no new connection, finishes what it has
/// begun, and writes a last heartbeat.
package struct CallbackServer: Service {
  private let settings: ListenerSettings
  private let onListening: @Sendable (ListeningAddress) -> Void
  private let logger: Logger

  /// A server that calls back once it can be reached.
  package init(
    settings: ListenerSettings, onListening: @escaping @Sendable (ListeningAddress) -> Void, logger: Logger
  ) {
    self.settings = settings
    self.onListening = onListening
    self.logger = logger
  }

  /// Runs a server until SIGTERM or SIGINT, and then until it is done.
  ///
  /// - Throws: when the keys cannot be read, or the address cannot be listened on.
  package static func run(
    _ settings: ListenerSettings, onListening: @escaping @Sendable (ListeningAddress) -> Void, logger: Logger
  ) async throws {
    let server = CallbackServer(settings: settings, onListening: onListening, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .milliseconds(settings.limits.stopMilliseconds)
    try await ServiceGroup(configuration: configuration).run()
  }

  /// Runs until the surrounding service group shuts down.
  package func run() async throws {
    let stamp = settings.keys.stamp()
    let keys = try settings.keys.load()
    var strangers = settings.strangers
    do throws(SpoolError) { try settings.delivery.countStrangers(into: &strangers) } catch {
      logger.warning("\(error.sentence)")
    }
    let state = ListenerState(settings: settings, keys: keys, keyStamp: stamp, strangers: strangers)
    let store = CallbackStore(settings: settings, state: state)
    let threads = NIOThreadPool(numberOfThreads: settings.limits.storeThreads)
    threads.start()
    do {
      try await services(state, store, threads).run()
    } catch {
      try? await threads.shutdownGracefully()
      if let error = error as? IOError { throw CallbackServerError.cannotListen(code: error.errnoCode) }
      throw error
    }
    // What it counted last, such as a callback refused a moment ago.
    try? await threads.runIfActive { store.tend() }
    try await threads.shutdownGracefully()
  }

  /// The ticker outlives the connections, so that the last heartbeat knows of all of them.
  private func services(_ state: ListenerState, _ store: CallbackStore, _ threads: NIOThreadPool) -> ServiceGroup {
    let rule = settings.rule
    let limits = settings.limits
    let places = ConnectionPlaces(limit: limits.connections)
    let trustedProxies = settings.trustedProxies
    let connections = HTTP1Settings(headBytes: limits.headBytes) {
      ConnectionGuard(
        limits: limits, state: state, places: places,
        isPreferred: { rule.peerClass($0) == .listed || trustedProxies.contains($0) },
        mayContinue: { rule.wantsBody(of: $0, keys: state.keys) })
    }
    let ticker = HeartbeatTicker(
      store: store, state: state, threads: threads, intervalMilliseconds: limits.heartbeatMilliseconds,
      troubleLookMilliseconds: limits.troubleLookMilliseconds, logger: logger)
    // Hummingbird tells about every parse error; whoever can reach the port could fill the log.
    var quiet = logger
    quiet.logLevel = .error
    let responder = CallbackResponder(settings: settings, rule: rule, state: state, store: store, threads: threads)
    let server = ConnectionServer(
      settings: settings, channel: connections.channel(responder),
      onListening: { channel in
        let address = ListeningAddress(
          host: channel.localAddress?.ipAddress ?? settings.address,
          port: channel.localAddress?.port ?? settings.port)
        state.listens(on: address.description)
        // The first heartbeat is written before anybody is told, so that who knows the address finds it.
        try? await threads.runIfActive { store.prepare() }
        onListening(address)
      }, logger: quiet)
    return ServiceGroup(configuration: ServiceGroupConfiguration(services: [ticker, server], logger: quiet))
  }
}
