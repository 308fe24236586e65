import Daraja
import Glibc
import Payments
import TestSupport

/// A home on the simulator with the real programs: simulator and listener run, the rest is run to its end.
///
/// Everything secret in it is planted, so that it can be looked for afterwards.
final class RunningShop {
  static let consumerSecret = "pLantedConsumerSecret7"
  static let passkey = "plantedpasskey0123456789abcdef0123456789abcdef0123456789abcdef012"

  let directory: TemporaryDirectory
  let program: String
  let simulator: PipedProgram
  let listener: PipedProgram
  /// The active key of the callback addresses, in hex.
  let tagKey: String

  var home: String { directory.path(of: "home") }

  /// A home, one user's or a group's.
  init(group: String? = nil) throws {
    let directory = try TemporaryDirectory()
    let program = try BuiltProducts.path(of: "kaunta")
    let home = directory.path(of: "home")
    let made = try PipedProgram.run(
      program, arguments: ["init", "--home", home, "--simulator"] + (group.map { ["--group", $0] } ?? []))
    guard made.status == .exited(code: 0) else { throw TestFailure(made.errors) }
    try directory.write(Self.consumerSecret + "\n", to: "home/secrets/consumer-secret")
    try directory.write(Self.passkey + "\n", to: "home/secrets/passkey")
    let keys = directory.read("home/secrets/callback-keys") ?? ""
    guard let line = keys.split(separator: "\n").first(where: { $0.hasPrefix("active ") }) else {
      throw TestFailure("no key")
    }
    tagKey = String(line.dropFirst("active ".count))
    self.directory = directory
    self.program = program
    simulator = try PipedProgram(
      program, arguments: ["simulate", "--home", home, "--listen", "127.0.0.1:0", "--answer-after", "0.2"])
    listener = try PipedProgram(program, arguments: ["listen", "--home", home, "--listen", "127.0.0.1:0"])
    try take("127.0.0.1:8743", from: simulator)
    try take("127.0.0.1:8744", from: listener)
  }

  /// Writes the address on which a server really listens in the place of the usual one.
  private func take(_ usual: String, from server: PipedProgram) throws {
    let heading = "listening on http://"
    let address = try server.waitForLine { $0.hasPrefix(heading) }.dropFirst(heading.count)
    let settings = directory.read("home/kaunta.toml") ?? ""
    let lines = settings.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") ? String(line) : replaced(String(line), usual, String(address))
    }
    try directory.write(lines.joined(separator: "\n"), to: "home/kaunta.toml")
  }

  private func replaced(_ text: String, _ old: String, _ new: String) -> String {
    text.contains("http://" + old)
      ? text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new) : text
  }

  @discardableResult
  func run(
    _ arguments: String..., input: String = "", expecting code: Int32? = 0
  ) throws -> (
    output: String, errors: String
  ) {
    let (status, output, errors) = try PipedProgram.run(
      program, arguments: arguments + ["--home", home], input: input, timeoutSeconds: 120)
    if let code, status != .exited(code: code) {
      throw TestFailure("\(arguments.first ?? ""): \(status)\n\(output)\n\(errors)")
    }
    return (output, errors)
  }

  /// Every regular file below a directory, by its path within it, with its bytes.
  func files(below path: String) -> [(path: String, bytes: [UInt8])] {
    FileTree.paths(under: path).filter(FileTree.isRegular).map { inner in
      (String(inner.dropFirst(path.count + 1)), FileTree.bytes(inner) ?? [])
    }
  }
}
