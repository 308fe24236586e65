import CanonicalJSON
import TestSupport

/// One push to one of the simulator's fault numbers, from its start to a line of the table.
final class FaultRun {
  let fault: ListedFault
  let shop: RunningShop
  private let program: PipedProgram
  private var exitCode: Int32?
  private var payment: PrintedPayment?

  init(_ fault: ListedFault, shop: RunningShop, waitSeconds: Int) throws {
    self.fault = fault
    self.shop = shop
    program = try shop.start(
      "push", "--phone", fault.phone, "--amount", "1", "--wait", "--wait-seconds", "\(waitSeconds)", "--json")
  }

  /// Whether the push has ended; takes what it printed.
  func hasEnded() throws -> Bool {
    if payment != nil { return true }
    _ = program.output
    guard let status = program.process.reapIfEnded() else { return false }
    guard case .exited(let code) = status, let line = program.output.split(separator: "\n").first else {
      throw TestFailure("\(fault.name): \(status) \(program.output)\(program.errors)")
    }
    exitCode = code
    payment = try PrintedPayment(line: String(line))
    return true
  }

  /// The payment's line of the table, as its ledger has it now.
  func line(among payments: [PrintedPayment]) throws -> String {
    guard let id = payment?.id, let now = payments.first(where: { $0.id == id }) else {
      throw TestFailure("\(fault.name): its payment is not listed")
    }
    // Whether the first answer is seen before the second is there too is a matter of milliseconds.
    let races = [
      "failure-then-success": "0,13", "success-then-failure": "0,12", "refused-but-prompted": "0,10",
      "two-receipts": "0,12",
    ]
    let exit = races[fault.name] ?? "\(exitCode ?? -1)"
    let flags = now.flags.isEmpty ? "-" : now.flags.joined(separator: ",")
    let asked = try shop.simulator.prompts().count { $0.isAbout(now) }
    let paid = try shop.simulator.paid().count { $0.isAbout(now) }
    let facts = [
      Self.padded(fault.phone, 11), Self.padded(fault.name, 32), Self.padded(exit, 5), Self.padded(now.standing, 9),
      Self.padded(flags, 31), "\(asked)", "\(paid)", try evidence(of: id),
    ]
    return facts.joined(separator: " ")
  }

  /// The evidence by kind and finding, each once, in a fixed order: how often was asked depends on the machine.
  private func evidence(of id: String) throws -> String {
    var found: [String] = []
    for row in try shop.evidence(of: id) {
      let kind = row["kind"]?.string ?? "?"
      let findings = ["reason", "result_code", "finding", "peer"].compactMap { row[$0]?.string }
        .filter { $0 != "listed" }
      let word = findings.isEmpty ? kind : "\(kind)(\(findings.joined(separator: " ")))"
      if !found.contains(word) { found.append(word) }
    }
    let order = [
      "recorded", "sending", "token-refused", "accepted", "refused", "not-sent", "outcome-unknown", "callback",
      "query-asked", "query-answer",
    ]
    func rank(_ word: String) -> Int { order.firstIndex { word == $0 || word.hasPrefix($0 + "(") } ?? order.count }
    return found.sorted { (rank($0), $0) < (rank($1), $1) }.joined(separator: " ")
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// A fault that `kaunta simulate --list` gives a number.
struct ListedFault {
  let phone: String
  let name: String

  /// All of them, in the order of their numbers.
  static func all() throws -> [ListedFault] {
    let listed = try PipedProgram.run(try Kaunta.path, arguments: ["simulate", "--list"])
    return listed.output.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 3, words[0] == "0799" else { return nil }
      return ListedFault(phone: words[0...2].joined(), name: String(words[3]))
    }.sorted { $0.phone < $1.phone }
  }
}
