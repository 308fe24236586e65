import CanonicalJSON
import Glibc
import TestSupport

/// A whole shop of a test's own: the real binary as simulator, listener, desks and commands, on a throw-away home.
///
/// Everything that it started is gone, and its files with it, when the value goes away.
final class RunningShop {
  let home: String
  let simulator: SimulatorProcess
  private let directory: TemporaryDirectory
  private let disk: OwnDisk?
  private var listener: PipedProgram?

  /// A home with its simulator and listener running.
  ///
  /// - Parameters:
  ///   - simulator: A simulator that other homes use too; without it this shop has one of its own.
  ///   - answerAfterSeconds: When customers answer; nil for delays as in life.
  ///   - group: Whose group's home it is; nil for one user's.
  ///   - settings: Keys of `kaunta.toml`, dotted, with values as TOML writes them.
  ///   - secrets: Files of `secrets/` with other words than the simulator's, by their names.
  ///   - simulatorOptions: More options for its simulator.
  ///   - listens: Whether its listener runs.
  ///   - disk: Where the home is, if not where all temporary files are.
  ///   - parent: A directory that the home is made in, if not one of its own.
  init(
    simulator shared: SimulatorProcess? = nil, answerAfterSeconds: Double? = 0.3, group: String? = nil,
    settings: [(String, String)] = [], secrets: [String: String] = [:],
    simulatorOptions: [String] = [], listens: Bool = true, on disk: OwnDisk? = nil,
    in parent: String? = nil
  ) throws {
    directory = try TemporaryDirectory()
    self.disk = disk
    home = (disk?.path ?? parent).map { $0 + "/home" } ?? directory.path(of: "home")
    let settingsFile = SettingsFile(home: disk?.seen(home) ?? home)
    let words = try Self.words(
      "init", ["--home", home, "--simulator"] + (group.map { ["--group", $0] } ?? []), disk)
    let made = try PipedProgram.run(words.executable, arguments: words.arguments)
    guard made.status == .exited(code: 0) else { throw TestFailure("init: \(made.errors)") }
    // Tests ask faster than any cashier, unless the pace itself is what they look at.
    for (key, value) in [("desk.phones_per_minute", "1000")] + settings { try settingsFile.set(key, value) }
    for (name, word) in secrets { try Self.write(word + "\n", to: (disk?.seen(home) ?? home) + "/secrets/" + name) }
    let options = answerAfterSeconds.map { ["--answer-after", "\($0)"] } ?? []
    simulator = try shared ?? SimulatorProcess(["--home", disk?.seen(home) ?? home] + options + simulatorOptions)
    try settingsFile.set("daraja.base_url", "\"\(simulator.address)\"")
    if listens { try startListener() }
  }

  /// Starts the listener on a port that nobody has; a port that was taken meanwhile is given up for another.
  ///
  /// - Parameter line: The line over which Safaricom reaches it; without one they are on one machine.
  func startListener(behind line: NetworkLine? = nil) throws {
    for _ in 0..<5 {
      let port = try Loopback.freePort()
      try settings.set("callbacks.listen", "\"127.0.0.1:\(port)\"")
      try line?.leads(to: port)
      let reachedAt = line?.address ?? "http://127.0.0.1:\(port)"
      try settings.set("callbacks.public_url", "\"\(reachedAt)\"")
      let program = try start("listen")
      if (try? program.waitForLine { $0.hasPrefix("listening on http://") }) != nil {
        listener = program
        return
      }
      guard program.process.reapIfEnded() == .exited(code: 74) else {
        throw TestFailure("the listener does not start: \(program.output)\(program.errors)")
      }
    }
    throw TestFailure("no port for the listener")
  }

  /// Stops the listener as systemd does.
  func stopListener() throws -> ExitStatus? {
    listener?.process.signal(SIGTERM)
    return try listener?.waitForExit()
  }

  /// Where the listener listens, by its heartbeat.
  func listensOn() throws -> String? {
    try readTextFile(path("spool/heartbeat")).flatMap { try JSONValue(parsing: $0)["listens_on"]?.string }
  }

  /// Everything that the listener printed so far.
  var listenerLog: String { listener.map { $0.output + $0.errors } ?? "" }

  /// The listener's process number.
  var listenerProcessID: Int32? { listener?.process.processID }

  /// Runs a command on this home to its end.
  func run(_ command: String, _ arguments: String..., input: String = "") throws -> CommandResult {
    let words = try Self.words(command, arguments + ["--home", home], disk)
    let ran = try PipedProgram.run(
      words.executable, arguments: words.arguments, input: input, timeoutSeconds: 120)
    return CommandResult(status: ran.status, output: ran.output, errors: ran.errors)
  }

  /// Starts a command on this home.
  func start(_ command: String, _ arguments: String...) throws -> PipedProgram {
    let words = try Self.words(command, ["--home", home] + arguments, disk)
    return try PipedProgram(words.executable, arguments: words.arguments)
  }

  /// Opens a desk on a terminal.
  func desk(
    till: Int = 1, _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> SpawnedProgram {
    let words = try Self.words("desk", ["--home", home, "--till", "\(till)"] + arguments, disk)
    return try SpawnedProgram(
      words.executable, arguments: words.arguments, environment: environment, columns: columns, rows: rows)
  }

  /// What `kaunta payments --json` prints, newest first.
  func payments() throws -> [PrintedPayment] {
    let listed = try run("payments", "--json")
    guard listed.code == 0 else { throw TestFailure("payments: \(listed.errors)") }
    return try listed.lines.map { try PrintedPayment(line: $0) }
  }

  /// The kinds of a payment's evidence, in the ledger's order.
  func evidence(of payment: String) throws -> [JSONObject] {
    let shown = try run("payment", payment, "--json")
    guard let line = shown.lines.first, let rows = try JSONValue(parsing: line)["evidence"]?.array else {
      throw TestFailure("payment \(payment): \(shown.output)\(shown.errors)")
    }
    return rows.compactMap(\.object)
  }

  /// The names in a directory of the home, sorted, without the file that the listener moves through its spool now and
  /// then to try it: a test that counted it as a callback went on before there was one.
  func filesIn(_ name: String) throws -> [String] {
    FileTree.paths(under: path(name)).map { String($0.dropFirst(path(name).count + 1)) }
      .filter { !$0.contains(".probe.") }
  }

  /// Writes a file of the home, closed to others.
  func write(_ text: String, to name: String) throws { try Self.write(text, to: path(name)) }

  private static func write(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let bytes = Array(text.utf8)
    guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw TestFailure("cannot write \(path)")
    }
    close(descriptor)
  }

  /// The path of something in the home, for the test itself.
  func path(_ name: String) -> String { (disk?.seen(home) ?? home) + "/" + name }

  /// The home's settings.
  var settings: SettingsFile { SettingsFile(home: disk?.seen(home) ?? home) }

  private static func words(
    _ command: String, _ arguments: [String], _ disk: OwnDisk?
  ) throws -> (executable: String, arguments: [String]) {
    let program = try Kaunta.path
    return disk?.entering(program, [command] + arguments) ?? (program, [command] + arguments)
  }

  /// The path of something beside the home, for tests that need a file of their own.
  func pathBeside(_ name: String) -> String { directory.path(of: name) }
}

/// What a command printed, and how it ended.
struct CommandResult {
  let status: ExitStatus
  let output: String
  let errors: String

  /// The exit code, or nil when a signal ended it.
  var code: Int32? {
    if case .exited(let code) = status { code } else { nil }
  }

  /// The lines of standard output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The lines of standard error.
  var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

/// The binary under test.
enum Kaunta {
  static var path: String {
    get throws { try BuiltProducts.path(of: "kaunta") }
  }
}
