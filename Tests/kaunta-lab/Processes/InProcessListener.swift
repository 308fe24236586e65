import CallbackListener
import Dispatch
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport

/// The real listener with its real server in this process, so that its settings can be such as no command line gives.
final class InProcessListener: Sendable {
  let port: Int
  private let group: ServiceGroup
  private let ended: DispatchSemaphore

  /// Starts it; returns once it listens.
  init(_ settings: ListenerSettings) throws {
    let box = PortBox(Mutex(0))
    let logger = Logger(label: "lab") { _ in SwiftLogNoOpLogHandler() }
    let server = CallbackServer(settings: settings, onListening: { box.put($0.port) }, logger: logger)
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: logger))
    let ended = DispatchSemaphore(value: 0)
    Task.detached {
      try? await group.run()
      ended.signal()
    }
    self.group = group
    self.ended = ended
    port = try box.wait()
  }

  func stop() {
    let group = group
    Task.detached { await group.triggerGracefulShutdown() }
    _ = ended.wait(timeout: .now() + .seconds(20))
  }

  private final class PortBox: Sendable {
    private let port: Mutex<Int>
    init(_ port: consuming Mutex<Int>) { self.port = port }
    func put(_ number: Int) { port.withLock { $0 = number } }
    func wait() throws -> Int {
      try waitUntil("the listener listens") { port.withLock { $0 } > 0 }
      return port.withLock { $0 }
    }
  }
}
