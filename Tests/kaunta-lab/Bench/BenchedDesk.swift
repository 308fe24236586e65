import Glibc
import TestSupport

/// A shop on the simulator whose desk is measured.
final class BenchedDesk {
  private let directory: TemporaryDirectory
  let home: LabHome
  private let servers: [LabServer]

  /// Makes the shop, with so many payments in its ledger of which so many have no answer.
  ///
  /// - Parameter tills: so many tills have asked for them, in turn; nil where the command line has.
  init(payments: Int, open: Int, tills: Int? = nil) throws {
    directory = try TemporaryDirectory()
    home = try LabHome(at: directory.path + "/home", seed: 1)
    if payments > 0 {
      var arguments = ["--home", home.home.path, "--payments", String(payments), "--open", String(open)]
      arguments += ["--seed", "1"]
      if let tills { arguments += ["--tills", String(tills)] }
      try LedgerCommand.parse(arguments).run()
    }
    let simulator = try LabServer(
      ["simulate", "--home", home.home.path], log: directory.path + "/simulator.out")
    try simulator.waitUntilListening()
    let listener = try LabServer(["listen", "--home", home.home.path], log: directory.path + "/listener.out")
    try listener.waitUntilListening()
    servers = [simulator, listener]
  }

  deinit { for server in servers { server.stop() } }

  /// Opens the desk of a till.
  func open(till: Int = 1) throws -> MeasuredProgram {
    try MeasuredProgram(LabHome.program, ["desk", "--till", String(till), "--home", home.home.path])
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
