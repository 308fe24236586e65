import Daraja
import Files
import Glibc
import Logging
import Payments
import ServiceLifecycle
import Spool
import Synchronization
import TestSupport
import Testing

@testable import CallbackListener

/// A listener on a loopback port with a spool of its own.
final class RunningListener: Sendable {
  let port: Int
  let directory: String
  /// The spool as a desk sees it, without the listener's faults.
  let spool: SpoolDirectory
  let settings: ListenerSettings
  let group: ServiceGroup
  let logLines: LogLines

  init(
    port: Int, directory: String, spool: SpoolDirectory, settings: ListenerSettings, group: ServiceGroup,
    logLines: LogLines
  ) {
    self.port = port
    self.directory = directory
    self.spool = spool
    self.settings = settings
    self.group = group
    self.logLines = logLines
  }

  func tag(_ paymentID: PaymentID) throws -> CallbackTag {
    try settings.keys.load().tag(
      for: paymentID, environment: settings.environment, shortCode: settings.shortCode)
  }

  func path(_ paymentID: PaymentID) throws -> String { CallbackAddress.path(paymentID, try tag(paymentID)) }

  /// Talks to the listener from a thread of its own.
  func talk<Outcome: Sendable>(
    _ conversation: @escaping @Sendable (RawSocket) throws -> Outcome
  ) async throws -> Outcome {
    let port = port
    return try await onThread { try conversation(try RawSocket(port: port)) }
  }

  func heartbeat() -> Heartbeat? {
    guard case .beat(let heartbeat, _) = try? spool.readHeartbeat(now: settings.now()) else { return nil }
    return heartbeat
  }

  /// Files anywhere in the spool that came from a request.
  func storedFiles() throws -> Int {
    let counts = try spool.counts()
    return counts.delivered + counts.strays + counts.odd + counts.unfinished
  }
}

/// Three of the addresses that are published as Safaricom's.
let safaricomAddresses = ["196.201.214.200", "196.201.213.44", "196.201.212.69"]

let firstKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
let secondKey = "f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e00"

/// Starts a listener, lets the test talk to it, and stops it.
func withListener(
  calls: FileCalls = .real, keys: String = "active \(firstKey)",
  _ configure: (inout ListenerSettings) throws -> Void = { _ in },
  _ test: @escaping @Sendable (RunningListener) async throws -> Void
) async throws {
  let directory = try TemporaryDirectory()
  let plain = try SpoolDirectory(path: directory.path(of: "spool"))
  var settings = ListenerSettings(
    address: "127.0.0.1", port: 0, publicURL: "https://pay.example", environment: "simulator", shortCode: "174379",
    keys: KeySource(stamp: { "always" }, load: { try TagKeyRing(parsing: keys) }),
    listedAddresses: try AddressList(safaricomAddresses), trustedProxies: .none,
    delivery: SpoolDelivery(try SpoolDirectory(path: directory.path(of: "spool"), calls: calls)),
    witness: try WitnessLog(path: directory.path(of: "witness")))
  try configure(&settings)

  let lines = LogLines()
  let (addresses, announce) = AsyncStream.makeStream(of: ListeningAddress.self)
  let logger = Logger(label: "test") { _ in lines.handler }
  let server = CallbackServer(settings: settings, onListening: { announce.yield($0) }, logger: logger)
  let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: [server], logger: logger))
  let final = settings
  try await withTaskExecutorPreference(OwnThreads.servers) {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { announce.finish() }
        try await group.run()
      }
      var iterator = addresses.makeAsyncIterator()
      guard let address = await iterator.next() else {
        try await tasks.waitForAll()
        throw SocketFailure.tooLate
      }
      let running = RunningListener(
        port: address.port, directory: directory.path, spool: plain, settings: final, group: group, logLines: lines)
      do { try await test(running) } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }
  withExtendedLifetime(directory) {}
}

func payment(_ number: Int = 1) throws -> PaymentID {
  let digits = String(number, radix: 16)
  return try #require(PaymentID(hex: String(repeating: "0", count: 32 - digits.count) + digits))
}

func post(_ path: String, _ body: String, more: String = "") -> String {
  "POST \(path) HTTP/1.1\r\nHost: pay.example\r\nContent-Type: application/json\r\n\(more)"
    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

/// Keeps what was logged.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func append(_ line: String) { lines.withLock { $0.append(line) } }

  var handler: any LogHandler { Handler(lines: self) }

  private struct Handler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.append("\(event.message)") }
  }
}

/// Holds the disk's threads until it is opened.
final class Gate: Sendable {
  private let state = Mutex((isOpen: true, waiting: 0))

  /// File calls that wait for it before a file reaches the disk.
  var calls: FileCalls {
    var calls = FileCalls.real
    calls.syncFile = { [self] (descriptor) throws(Errno) in
      pass()
      try FileCalls.real.syncFile(descriptor)
    }
    return calls
  }

  var waiting: Int { state.withLock { $0.waiting } }

  func open() { state.withLock { $0.isOpen = true } }

  func close() { state.withLock { $0.isOpen = false } }

  /// Waits, for as long as a test waits for anything.
  func pass() {
    state.withLock { $0.waiting += 1 }
    defer { state.withLock { $0.waiting -= 1 } }
    try? waitUntil("the gate is open") { state.withLock { $0.isOpen } }
  }
}

/// A flag that several threads use.
final class Switch: Sendable {
  private let flag: Mutex<Bool>

  init(_ isOn: Bool) { flag = Mutex(isOn) }

  var isOn: Bool {
    get { flag.withLock { $0 } }
    set { flag.withLock { $0 = newValue } }
  }
}
