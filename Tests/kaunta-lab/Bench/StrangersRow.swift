import Glibc
import Ledger
import Payments
import Settings
import Spool
import TestSupport

/// A spool full of answers that a stranger sent to good addresses, one a payment, until the ledger has all of them:
/// beside a program that does nothing but write as many rows in large transactions.
struct StrangersRow: BenchRow {
  let name = "strangers"
  let unit = "strangers' callbacks a second into the ledger, of so many in the spool"
  let peer = "sqlite3, inserting as many rows of that length, 500 a transaction"
  let sizes = [300, 3_000, 30_000]

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let count = effort.count(size)
    let directory = try TemporaryDirectory()
    let home = try LabHome(at: directory.path + "/home", seed: 1)
    try LedgerCommand.parse(["--home", home.home.path, "--payments", String(count), "--open", "0"]).run()
    let payments = try LabHome.ledger(at: home.home.ledgerFile).newestPayments(limit: count).map(\.id)
    var round = 0
    return {
      round += 1
      try fill(home, payments, round)
      let own = Stopwatch()
      let poll = try home.run(["poll"], timeoutSeconds: 3_600)
      guard poll.output.contains("ingested \(count) callbacks") else { throw LabFailure("poll: \(poll.output)") }
      let ours = Double(own.rate(count))
      return BenchRound(ours: [ours], peers: try rawRate(count, in: directory, round).map { [$0] } ?? [])
    }
  }

  private func fill(_ home: LabHome, _ payments: [PaymentID], _ round: Int) throws {
    let spool = try SpoolDirectory(path: home.home.spoolDirectory)
    let threads = 16
    _ = try ManyThreads.runAtOnce(threads) { thread in
      for place in stride(from: thread, to: payments.count, by: threads) {
        let envelope = SpoolEnvelope(
          kind: .push, paymentID: payments[place], peerClass: .unlisted, peer: "203.0.113.7", keyStatus: .active,
          arrivedWallMilliseconds: payments[place].wallMilliseconds, body: Array(Self.body(round, place).utf8))
        _ = try spool.deliver(envelope)
      }
    }
  }

  /// Each with a prompt and a receipt of its own: where many state one, each is weighed against all others.
  private static func body(_ round: Int, _ place: Int) -> String {
    #"{"Body":{"stkCallback":{"MerchantRequestID":"29115-\#(place)-1","CheckoutRequestID":"ws_CO_\#(round)_\#(place)","#
      + #""ResultCode":0,"ResultDesc":"The service request is processed successfully. \#(round)","#
      + #""CallbackMetadata":{"Item":[{"Name":"Amount","Value":1.00},{"Name":"MpesaReceiptNumber","#
      + #""Value":"\#(10_000_000 + place)SV"},{"Name":"TransactionDate","Value":20191219102115},"#
      + #"{"Name":"PhoneNumber","Value":254708374149}]}}}}"#
  }

  /// Rows a second; nil where there is no sqlite3.
  private func rawRate(_ count: Int, in directory: TemporaryDirectory, _ round: Int) throws -> Double? {
    guard let program = Peer.path("sqlite3") else { return nil }
    let fields = String(repeating: "x", count: 500)
    var script = "CREATE TABLE evidence (id TEXT, key TEXT, fields TEXT, hash TEXT, UNIQUE (id, key));\nBEGIN;\n"
    for number in 0..<count {
      if number > 0, number.isMultiple(of: 500) { script += "COMMIT;\nBEGIN;\n" }
      script += "INSERT INTO evidence VALUES ('\(number)', 'k', '\(fields)', '\(number)');\n"
    }
    try directory.write(script + "COMMIT;\n", to: "rows-\(round).sql")
    let own = Stopwatch()
    let ended = try PipedProgram.run(
      program, arguments: [directory.path + "/raw-\(round).sqlite", ".read \(directory.path)/rows-\(round).sql"],
      timeoutSeconds: 3_600)
    guard ended.status == .exited(code: 0) else { throw LabFailure("sqlite3: \(ended.errors)") }
    return Double(own.rate(count))
  }
}
