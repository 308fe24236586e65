import CanonicalJSON
import Daraja
import Glibc
import Payments
import Spool
import TestSupport

/// A real filesystem without a byte left, under a real listener and a real command line.
struct FullDisk {
  struct Outcome {
    var taken = 0
    var refused = 0
    var findings = Findings()
  }

  /// Nil when this process may not mount anything.
  static func run() throws -> Outcome? {
    guard geteuid() == 0, OwnMounts.take() == 0 else { return nil }
    let place = try TemporaryDirectory()
    let root = place.path(of: "small")
    mkdir(root, 0o700)
    let mount = try PipedProgram.run("/bin/mount", arguments: ["-t", "tmpfs", "-o", "size=16m", "lab", root])
    guard mount.status == .exited(code: 0) else { return nil }
    defer { _ = try? PipedProgram.run("/bin/umount", arguments: ["-l", root]) }
    return try FullDisk(root: root, log: place.path(of: "listener.log")).run()
  }

  private let root: String
  private let home: LabHome
  private let spool: SpoolDirectory
  private let listener: LabServer

  private init(root: String, log: String) throws {
    self.root = root
    home = try LabHome(at: root + "/home", seed: 21)
    spool = try SpoolDirectory(path: home.home.spoolDirectory)
    listener = try LabServer(["listen", "--home", home.home.path], log: log)
    try listener.waitUntilListening()
  }

  private func run() throws -> Outcome {
    defer { listener.stop() }
    var outcome = Outcome()
    let filler = root + "/filler"
    Self.fill(filler)
    var acknowledged: [PaymentID] = []
    var refused: [PaymentID] = []
    // The reserve takes some; then there is nothing left, and it says so.
    for number in 0..<2_000 where refused.count < 10 {
      let id = PaymentID(wallMilliseconds: 7, randomHigh: 7, randomLow: UInt64(number))
      if try deliver(id) == 200 { acknowledged.append(id) } else { refused.append(id) }
      Self.fill(filler)
    }
    outcome.taken = acknowledged.count
    outcome.refused = refused.count
    outcome.findings.require(acknowledged.count >= SpoolReserve.pieces, "the reserve took \(acknowledged.count) only")
    outcome.findings.require(refused.count == 10, "a full disk refused \(refused.count) callbacks only")
    try requireStored(acknowledged, "on a full disk", &outcome)
    try requireWords(refused, &outcome)

    let push = try home.run(["push", "--phone", "0712345678", "--amount", "50"])
    outcome.findings.require(
      push.status == .exited(code: 74) && push.errors.count > 60,
      "push on a full disk: \(push.status) \(push.output) \(push.errors)")
    unlink(filler)
    for id in refused {
      let status = try deliver(id)
      outcome.findings.require(status == 200, "with space again, a callback is answered \(status)")
    }
    try requireStored(acknowledged + refused, "with space again", &outcome)
    let verify = try home.run(["verify"])
    outcome.findings.require(verify.status == .exited(code: 0), "verify: \(verify.output) \(verify.errors)")
    return outcome
  }

  private func deliver(_ id: PaymentID) throws -> Int {
    let tag = home.ring.tag(for: id, environment: "simulator", shortCode: "174379")
    let body = "{\"filler\":\"\(String(repeating: "f", count: 6_000))\",\"payment\":\"\(id.hex)\"}"
    let socket = try LoopbackSocket(port: home.listenerPort)
    socket.send(PlainRequest.post(CallbackAddress.path(id, tag), body, more: "Connection: close\r\n"))
    return socket.answer()?.status ?? 0
  }

  private func requireStored(_ ids: [PaymentID], _ words: String, _ outcome: inout Outcome) throws {
    let stored = Set(try spool.scan().map(\.paymentID))
    for id in ids where !stored.contains(id) {
      outcome.findings.add("\(words), an acknowledged callback is not stored")
    }
    for name in try spool.scan() {
      if (try? spool.read(name)) == nil { outcome.findings.add("\(words), a stored callback is not whole") }
    }
  }

  /// Whoever watches is told, and desks learn which payments to ask about.
  private func requireWords(_ refused: [PaymentID], _ outcome: inout Outcome) throws {
    let health = try PlainRequest.get("/health", port: home.listenerPort)
    let trouble = (try? JSONValue(parsing: health.body))?["trouble"]?.string ?? ""
    outcome.findings.require(
      health.status == 503 && trouble.contains("full"), "/health on a full disk: \(health.status) \(health.body)")
    try waitUntil("the heartbeat names the refused payments") {
      guard case .beat(let heartbeat, _) = try spool.readHeartbeat(now: ListenerClock.now()) else { return false }
      return refused.allSatisfy { heartbeat.refusedPayments.contains($0) }
    }
  }

  /// Writes until nothing more goes.
  static func fill(_ path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    for size in [64 * 1024, 4096, 1] {
      let piece = [UInt8](repeating: 0, count: size)
      while write(descriptor, piece, size) > 0 {}
    }
  }
}
