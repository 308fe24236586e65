import Glibc
import TestSupport

/// A home on the simulator with so many payments in its ledger, gone with this.
final class CrowdedHome {
  private let directory: TemporaryDirectory
  let lab: LabHome

  var path: String { lab.home.path }

  /// Makes the home.
  ///
  /// - Parameters:
  ///   - open: so many of the payments have no answer.
  ///   - tills: so many tills have asked for them, in turn; nil where the command line has.
  init(payments: Int, open: Int, tills: Int? = nil) throws {
    directory = try TemporaryDirectory()
    lab = try LabHome(at: directory.path + "/home", seed: 1)
    if payments == 0 { return }
    var arguments = ["--home", path, "--payments", String(payments), "--open", String(open), "--seed", "1"]
    if let tills { arguments += ["--tills", String(tills)] }
    try LedgerCommand.parse(arguments).run()
  }
}

/// A shop on the simulator whose desk is measured, with its servers.
final class BenchedDesk {
  private let logs: TemporaryDirectory
  let path: String
  /// Lasts as long as the desk.
  private let home: CrowdedHome?
  private let servers: [LabServer]

  /// In a home that was made for this.
  convenience init(_ home: CrowdedHome) throws { try self.init(at: home.path, of: home) }

  /// In a home that is there, at the addresses of its own settings.
  init(at path: String, of home: CrowdedHome? = nil) throws {
    self.path = path
    self.home = home
    logs = try TemporaryDirectory()
    let simulator = try LabServer(["simulate", "--home", path], log: logs.path + "/simulator.out")
    try simulator.waitUntilListening()
    let listener = try LabServer(["listen", "--home", path], log: logs.path + "/listener.out")
    try listener.waitUntilListening()
    servers = [simulator, listener]
  }

  deinit { for server in servers { server.stop() } }

  /// Opens the desk of a till.
  func open(till: Int = 1) throws -> MeasuredProgram {
    try MeasuredProgram(LabHome.program, ["desk", "--till", String(till), "--home", path])
  }
}

/// Peers that Debian has.
enum Peer {
  /// Where a program lies; nil where it is not installed.
  static func path(_ name: String) -> String? {
    ["/usr/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }

  /// `dialog --form`, with a field for a phone and one for an amount.
  static func form() throws -> MeasuredProgram? {
    try formCommand.map { try MeasuredProgram($0[0], Array($0.dropFirst())) }
  }

  /// What runs it, with its arguments; nil where it is not installed.
  static var formCommand: [String]? {
    guard let dialog = path("dialog") else { return nil }
    let fields = ["Phone", "1", "1", "", "1", "12", "20", "0", "Amount", "2", "1", "", "2", "12", "20", "0"]
    return [dialog, "--form", "Payment", "12", "60", "3"] + fields
  }
}
