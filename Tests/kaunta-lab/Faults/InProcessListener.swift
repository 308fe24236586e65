import CallbackListener
import Daraja
import Dispatch
import Glibc
import Logging
import Payments
import ServiceLifecycle
import Spool
import Synchronization
import TestSupport

/// The real listener with its real server, in this process, on a disk that can fail.
final class InProcessListener: Sendable {
  let port: Int
  /// The spool as others see it, without faults.
  let spool: SpoolDirectory
  private let group: ServiceGroup
  private let ring: TagKeyRing
  private let ended: DispatchSemaphore

  init(directory: String, disk: FaultyDisk) throws {
    ring = try TagKeyRing(parsing: "active 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    spool = try SpoolDirectory(path: directory + "/spool")
    let ring = ring
    var settings = ListenerSettings(
      address: "127.0.0.1", port: 0, publicURL: "https://pay.example", environment: "simulator", shortCode: "174379",
      keys: KeySource(stamp: { "always" }, load: { ring }), listedAddresses: .none, trustedProxies: .none,
      spool: try SpoolDirectory(path: directory + "/spool", calls: disk.calls),
      witness: try WitnessLog(path: directory + "/witness", calls: disk.calls))
    // The heartbeat would use up faults that are meant for the callback.
    settings.limits.heartbeatMilliseconds = 3_600_000
    let found = Mutex(0)
    let box = PortBox(found)
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

  func path(_ id: PaymentID) -> String {
    CallbackAddress.path(id, ring.tag(for: id, environment: "simulator", shortCode: "174379"))
  }

  /// Sends one callback on a connection of its own; nil when there was no answer.
  func deliver(_ body: String, for id: PaymentID) throws -> Int? {
    let socket = try LoopbackSocket(port: port)
    socket.send(PlainRequest.post(path(id), body, more: "Connection: close\r\n"))
    return socket.answer()?.status
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
