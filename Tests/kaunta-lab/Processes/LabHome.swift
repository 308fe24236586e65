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

  /// Makes a home.
  ///
  /// - Parameter settings: keys of `kaunta.toml`, dotted, with values as TOML writes them.
  init(at path: String, kind: HomeKind = .simulator, seed: UInt64, settings: [(String, String)] = []) throws {
    var random = SeededGenerator(seed: seed)
    listenerPort = Int(try Loopback.freePort())
    simulatorPort = Int(try Loopback.freePort())
    let addresses = HomeAddresses(
      baseURL: "http://127.0.0.1:\(simulatorPort)", publicURL: "http://127.0.0.1:\(listenerPort)",
      listen: SocketPlace(address: "127.0.0.1", port: UInt16(listenerPort)),
      simulatorListen: SocketPlace(address: "127.0.0.1", port: UInt16(simulatorPort)))
    let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    home = Home(path: path)
    _ = try HomeMaker.make(at: home, HomePlan(kind: kind, shopName: "Lab", addresses: addresses), tagKey: key)
    guard let keys = readTextFile(home.callbackKeysFile) else { throw LabFailure("a home without keys") }
    ring = try TagKeyRing(parsing: keys)
    // The lab asks as fast as it can, unless the pace itself is what it looks at.
    let file = SettingsFile(home: path)
    for (key, value) in [("desk.phones_per_minute", "1000")] + settings { try file.set(key, value) }
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

  /// - Parameter program: what serves; kaunta, unless it is another.
  init(program: String? = nil, _ arguments: [String], log: String) throws {
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
      try program ?? LabHome.program, arguments: arguments, environment: SpawnedProgram.standardEnvironment,
      input: input, output: output, errors: output)
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
