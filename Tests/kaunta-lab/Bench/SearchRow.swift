import Glibc
import Ledger
import PaymentLaws
import Payments
import Settings
import TestSupport

/// A person's question to a ledger of so many payments, beside the shell of SQLite with the same file.
///
/// The shell answers with rows of one table; the program folds all evidence of each payment that it found.
struct SearchRow: LedgerRow {
  enum Question: String, Sendable, CaseIterable {
    case receipt
    case digits
    case amount
    case totals
  }

  let question: Question
  let peer = "sqlite3, asked the same in one table of the same file"
  let sizes = [300, 3_000, 30_000]

  var name: String { "search-" + question.rawValue }

  var unit: String {
    let asked =
      switch question {
      case .receipt: "the payment with a receipt"
      case .digits: "payments whose phone ends in four digits"
      case .amount: "payments of an amount"
      case .totals: "the money of the day"
      }
    return "milliseconds to \(asked), among so many payments"
  }

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let crowded = try CrowdedHome(payments: size, open: 0)
    let round = try prepare(home: crowded.lab.home, effort: effort)
    // Held until the last round.
    return { try withExtendedLifetime(crowded) { try round() } }
  }

  func prepare(home: Home, effort: BenchEffort) throws -> () throws -> BenchRound {
    let ledger = try LedgerDatabase(
      files: LedgerFiles(path: home.ledgerFile, holder: "the lab"),
      binding: LedgerBinding(environment: "simulator", shortCode: "174379")
    ) { "1ab" }
    let asked = try ledger.newestPayments(limit: effort.count(100))
    let shell = try Peer.path("sqlite3").map { try SQLiteShell($0, file: home.ledgerFile) }
    return {
      var round = BenchRound(ours: [], peers: [])
      for payment in asked {
        round.ours.append(try milliseconds { try ask(payment, ledger) })
        if let shell { round.peers.append(try milliseconds { try shell.ask(sql(payment)) }) }
      }
      return round
    }
  }

  private func ask(_ payment: PaymentSummary, _ ledger: LedgerDatabase) throws {
    let found: Int
    if question == .totals {
      found = try ledger.totals(of: payment.day, till: payment.till).paidCount
    } else {
      guard let term = SearchTerm(typed(payment)) else { throw LabFailure("nothing to search for") }
      found = try ledger.payments(meant: term, limit: 50).count
    }
    if found == 0 { throw LabFailure("\(name) found nothing") }
  }

  private func typed(_ payment: PaymentSummary) -> String {
    switch question {
    case .receipt: payment.status.receipt?.code ?? ""
    case .digits: String(payment.phone?.msisdn.suffix(4) ?? "")
    case .amount: String(payment.amount.count)
    case .totals: ""
    }
  }

  private func sql(_ payment: PaymentSummary) -> String {
    let found = "SELECT * FROM payment WHERE"
    let newest = "ORDER BY recorded_wall DESC, id DESC LIMIT 50"
    return switch question {
    case .receipt: "\(found) id IN (SELECT payment_id FROM receipt WHERE code = '\(typed(payment))') \(newest)"
    case .digits:
      """
      \(found) id IN (SELECT payment_id FROM personal JOIN asked_phone USING (digest)
        WHERE kind = 'phone' AND value LIKE '%\(typed(payment))') \(newest)
      """
    case .amount: "\(found) amount = \(typed(payment)) \(newest)"
    case .totals: "SELECT count(*), sum(amount) FROM payment WHERE counts_on = '\(payment.day.text)'"
    }
  }

  private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try body()
    return (ContinuousClock.now - began) / .microseconds(1) / 1_000
  }
}

/// The shell of SQLite, kept open, so that its start is not measured.
private final class SQLiteShell {
  private static let end = "--that was all--"

  private let process: ChildProcess
  private let input: Int32
  private let output: Int32

  init(_ program: String, file: String) throws {
    var asked: [Int32] = [-1, -1]
    var answered: [Int32] = [-1, -1]
    guard pipe(&asked) == 0, pipe(&answered) == 0 else { throw LabFailure("no pipe") }
    for descriptor in asked + answered { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    (input, output) = (asked[1], answered[0])
    defer {
      close(asked[0])
      close(answered[1])
    }
    process = try ChildProcess(
      program, arguments: ["-readonly", file], environment: [:], input: asked[0], output: answered[1])
  }

  deinit {
    close(input)
    close(output)
  }

  /// Returns once the last row is here.
  func ask(_ sql: String) throws {
    let text = Array((sql + ";\n.print \(Self.end)\n").utf8)
    guard write(input, text, text.count) == text.count else { throw LabFailure("sqlite3 takes nothing") }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let end = Array((Self.end + "\n").utf8)
    while !answer.suffix(end.count).elementsEqual(end) {
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { throw LabFailure("sqlite3 answers nothing") }
      answer += buffer[..<count]
    }
    if answer.count == end.count { throw LabFailure("sqlite3 found nothing") }
  }
}
