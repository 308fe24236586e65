import CanonicalJSON
import Daraja
import Glibc
import Payments
import Settings
import Spool
import TestSupport

/// A real `kaunta listen` of a shop for real money, with 127.0.0.1 for Safaricom and every other address a stranger; or
/// the same server in this process without its limits, which the attack must find wanting.
final class AttackedListener {
  let home: LabHome
  let spool: SpoolDirectory
  private let server: Server
  private var payments: UInt64 = 0

  private enum Server {
    case process(LabServer)
    case withoutLimits(InProcessListener)
  }

  /// Where strangers connect from.
  static let stranger = "127.0.0.9"

  init(directory: String, seed: UInt64, withoutLimits: Bool) throws {
    home = try LabHome(
      at: directory + "/home", kind: .sandbox, seed: seed,
      settings: [
        ("daraja.consumer_key", "\"lab\""), ("callbacks.public_url", "\"https://pay.duka.co.ke\""),
        ("callbacks.trusted_proxies", "[]"),
        // One more before those of the list, which goes on with the next line.
        ("callbacks.safaricom_addresses", "[\"127.0.0.1\","),
      ])
    spool = try SpoolDirectory(path: home.home.spoolDirectory)
    if withoutLimits {
      server = .withoutLimits(try InProcessListener(home.listenerWithoutLimits()))
      return
    }
    let process = try LabServer(
      ["listen", "--home", home.home.path, "--listen", "127.0.0.1:\(home.listenerPort)"],
      log: directory + "/listener.out")
    try process.waitUntilListening()
    server = .process(process)
  }

  var port: Int { home.listenerPort }

  func stop() {
    switch server {
    case .process(let process): process.stop()
    // Its connections would keep it until they end, which nothing makes them do.
    case .withoutLimits: break
    }
  }

  /// Whether it ends what goes on without end.
  var hasLimits: Bool {
    switch server {
    case .process: true
    case .withoutLimits: false
    }
  }

  /// Whether it is still the process that was started.
  var isAlive: Bool {
    switch server {
    case .process(let process): process.process.reapIfEnded() == nil
    case .withoutLimits: true
    }
  }

  func nextPayment() -> PaymentID {
    payments += 1
    return PaymentID(wallMilliseconds: 1_795_510_800_000, randomHigh: 1, randomLow: payments)
  }

  func path(_ id: PaymentID) -> String {
    CallbackAddress.path(id, home.ring.tag(for: id, environment: "sandbox", shortCode: "174379"))
  }

  /// A genuine callback, from a listed address, on a connection of its own: its status and milliseconds.
  func deliverGenuine() throws -> (status: Int?, milliseconds: Int64, isStored: Bool) {
    let id = nextPayment()
    let body = #"{"Body":{"stkCallback":{"ResultCode":0}}}"#
    let began = Deadline.now
    let socket = try LoopbackSocket(port: port)
    socket.send(PlainRequest.post(path(id), body, more: "Connection: close\r\n"))
    let status = socket.answer(withinMilliseconds: 20_000)?.status
    let milliseconds = Deadline.now - began
    let name = SpoolEnvelope(
      kind: .push, paymentID: id, peerClass: .listed, peer: "127.0.0.1", keyStatus: .active, arrivedWallMilliseconds: 0,
      body: Array(body.utf8)
    ).name
    return (status, milliseconds, (try? spool.read(name)) != nil)
  }

  func counters() throws -> Heartbeat.Counters {
    let now = ListenerClock.now()
    guard case .beat(let heartbeat, _) = try spool.readHeartbeat(now: now) else { throw LabFailure("no heartbeat") }
    return heartbeat.counters
  }

  /// Connections of strangers that some process still holds at the listener's end.
  ///
  /// Asked of the kernel, since who reads nothing does not see his connection end; what the kernel alone still has is
  /// without an inode.
  var strangersHeld: Int {
    let digits = String(port, radix: 16, uppercase: true)
    let own = ":" + String(repeating: "0", count: 4 - digits.count) + digits
    return (readTextFile("/proc/net/tcp") ?? "").split(separator: "\n").dropFirst().count { line in
      let words = line.split(separator: " ")
      return words.count > 9 && words[1].hasSuffix(own) && words[2].hasPrefix("0900007F") && words[9] != "0"
    }
  }

  var logBytes: Int {
    let printed = if case .process(let process) = server { process.output.utf8.count } else { 0 }
    return (readTextFile(home.home.logFile)?.utf8.count ?? 0) + printed
  }
}

/// What an attack came to, and what became of the genuine callbacks among it.
struct AttackOutcome {
  var words = ""
  private(set) var genuine = 0
  private(set) var slowestMilliseconds: Int64 = 0
  var findings = Findings()

  mutating func deliver(to listener: AttackedListener, among attack: String) throws {
    let callback = try listener.deliverGenuine()
    let isTaken = callback.status == 200 && callback.isStored
    if isTaken { genuine += 1 }
    slowestMilliseconds = max(slowestMilliseconds, callback.milliseconds)
    findings.require(
      isTaken, "a genuine callback among \(attack): \(callback.status.map(String.init) ?? "no answer")")
  }
}

/// A moment, for the heartbeat's age.
enum ListenerClock {
  static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    let boot = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(
      wallMilliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000, bootMilliseconds: boot,
      bootID: "lab")
  }
}
