import CanonicalJSON
import Daraja
import Glibc
import Ledger
import PaymentLaws
import Payments
import Settings
import TestSupport

/// A home in a directory of its own, with servers on free loopback ports.
struct LabHome {
  let home: Home
  let listenerPort: Int
  let simulatorPort: Int
  let ring: TagKeyRing

  static var program: String { get throws { try BuiltProducts.path(of: "kaunta") } }

  /// Makes a home; `change` may rewrite its settings line by line: section, line, and the line to have instead.
  init(
    at path: String, kind: HomeKind = .simulator, seed: UInt64, change: (String, String) -> String? = { _, _ in nil }
  ) throws {
    var random = SeededGenerator(seed: seed)
    listenerPort = try LoopbackSocket.freePort()
    simulatorPort = try LoopbackSocket.freePort()
    let addresses = HomeAddresses(
      baseURL: "http://127.0.0.1:\(simulatorPort)", publicURL: "http://127.0.0.1:\(listenerPort)",
      listen: SocketPlace(address: "127.0.0.1", port: UInt16(listenerPort)),
      simulatorListen: SocketPlace(address: "127.0.0.1", port: UInt16(simulatorPort)))
    let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    home = Home(path: path)
    _ = try HomeMaker.make(at: home, HomePlan(kind: kind, shopName: "Lab", addresses: addresses), tagKey: key)
    guard let keys = readTextFile(home.callbackKeysFile) else { throw LabFailure("a home without keys") }
    ring = try TagKeyRing(parsing: keys)
    try rewriteSettings(change)
  }

  private func rewriteSettings(_ change: (String, String) -> String?) throws {
    guard let text = readTextFile(home.settingsFile) else { throw LabFailure("a home without settings") }
    var section = ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.hasPrefix("[") { section = String(line) }
      // The lab asks as fast as it can, unless the pace itself is what it looks at.
      if line.hasPrefix("phones_per_minute") { return change(section, String(line)) ?? "phones_per_minute = 1000" }
      return change(section, String(line)) ?? String(line)
    }
    let descriptor = open(home.settingsFile, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw LabFailure("the settings cannot be rewritten") }
    defer { close(descriptor) }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw LabFailure("settings not written") }
  }

  /// Runs a command of kaunta on this home to its end.
  func run(
    _ arguments: [String], timeoutSeconds: Double = 120
  ) throws -> (status: ExitStatus, output: String, errors: String) {
    try PipedProgram.run(
      Self.program, arguments: arguments + ["--home", home.path], timeoutSeconds: timeoutSeconds)
  }

  /// The ledger of a home on the simulator.
  static func ledger(at path: String) throws -> LedgerDatabase {
    try LedgerDatabase(
      files: LedgerFiles(path: path, holder: "the lab"),
      binding: LedgerBinding(environment: "simulator", shortCode: "174379"), makeSalt: { "" })
  }

  /// `kaunta verify` finds nothing.
  func requireThatItFits(_ findings: inout Findings) throws {
    let verify = try run(["verify"])
    findings.require(
      verify.status == .exited(code: 0), "kaunta verify: \(verify.output.suffix(400)) \(verify.errors)")
  }

  /// What the simulator knows.
  func simulatorState() throws -> JSONValue {
    let answer = try PlainRequest.get("/simulator/state", port: simulatorPort)
    return try JSONValue(parsing: answer.body, limits: JSONLimits(depth: 16, values: 100_000_000))
  }
}

/// A server whose output goes to a file, so that it never waits for a reader.
final class LabServer {
  let process: ChildProcess
  private let log: String

  init(_ arguments: [String], log: String) throws {
    let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer {
      close(output)
      close(input)
    }
    guard output >= 0 else { throw LabFailure("no log at \(log)") }
    ftruncate(output, 0)
    self.log = log
    process = try ChildProcess(
      LabHome.program, arguments: arguments, environment: SpawnedProgram.standardEnvironment, input: input,
      output: output, errors: output)
  }

  /// What it has printed.
  var output: String { readTextFile(log) ?? "" }

  func waitUntilListening() throws {
    try waitUntil("it listens") {
      if process.reapIfEnded() != nil { throw LabFailure("a server ended: \(output.suffix(300))") }
      return output.contains("listening on http://")
    }
  }

  /// Asks it to stop, and ends it if it does not.
  func stop() {
    process.signal(SIGTERM)
    try? waitUntil("it stops", timeoutSeconds: 15) { process.reapIfEnded() != nil }
    process.kill()
  }
}
