import PaymentLaws
import Payments
import TestSupport
import Testing

@testable import Ledger

/// What the ledger is told to have said earlier is what it said then.
struct PastPaymentsTests {
  /// Everything that a ledger says, at a place.
  private struct Captured {
    let position: Int64
    let payments: [PaymentSummary]
  }

  private static func capture(_ ledger: LedgerDatabase) throws -> Captured {
    let changes = try ledger.changes(since: 0)
    return Captured(position: changes.position, payments: Self.comparable(changes.payments))
  }

  /// A past summary was made at the place that is looked at, and not when it changed last.
  private static func comparable(_ payments: [PaymentSummary]) -> [PaymentSummary] {
    payments.map { payment in
      var payment = payment
      payment.position = 0
      return payment
    }.sorted { $0.id.hex < $1.id.hex }
  }

  private static func expect(_ captured: [Captured], in reader: LedgerReader) throws {
    for then in captured {
      for payment in then.payments {
        let step = LedgerStep(position: then.position, payment: payment.id, at: at(0))
        let found = comparable(try reader.payments(changedBy: step)).first { $0.id == payment.id }
        #expect(found == payment, "\(payment.id.short) at \(then.position)")
      }
      let open = comparable(try reader.openPayments(at: then.position))
      #expect(open == then.payments.filter(\.status.isOpen), "open at \(then.position)")
    }
  }

  private static func reader(_ path: String) throws(LedgerError) -> LedgerReader {
    try LedgerReader(files: LedgerFiles(path: path, holder: "a replay"), binding: LedgerHome.binding)
  }

  @Test func aSaleAndAReceiptThatTurnsUpElsewhere() throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    var captured = [try Self.capture(ledger)]
    func tell(_ id: PaymentID, _ line: String) throws {
      try ledger.tell(id, line)
      captured.append(try Self.capture(ledger))
    }
    let first = try ledger.ask(try home.draft(phone: "254712345678"))
    captured.append(try Self.capture(ledger))
    for line in ["1 sending", "2 accepted A", "9 callback 1032 A"] { try tell(first.id, line) }
    let again = try ledger.ask(
      try home.draft(phone: "254712345678", again: first.id, overriding: [first.id]), at: 300)
    captured.append(try Self.capture(ledger))
    for line in ["301 sending", "302 accepted B", "309 callback 0 1000 R1 B"] { try tell(again.id, line) }
    try tell(first.id, "320 callback 0 1000 R1 A")
    let other = try ledger.ask(try home.draft(), at: 400)
    captured.append(try Self.capture(ledger))
    for line in ["401 sending", "402 accepted C", "409 callback 0 1000 R1 C"] { try tell(other.id, line) }
    #expect(captured.last?.payments.contains { $0.status.standing == .held } == true)
    try Self.expect(captured, in: try Self.reader(home.path))
  }

  @Test("After random calls of every kind", arguments: UInt64(1)...2)
  func afterRandomCalls(seed: UInt64) throws {
    let pair = try LedgerPair()
    var calls = RandomLedgerCalls(pair, seed: seed)
    var captured: [Captured] = []
    var (opened, purged) = (pair.diskPath, 0)
    for _ in 0..<40 {
      try calls.run(1)
      // Another ledger has another past, and what was purged is known to nobody.
      if pair.diskPath != opened || calls.done["purged", default: 0] != purged { captured = [] }
      (opened, purged) = (pair.diskPath, calls.done["purged", default: 0])
      captured.append(try Self.capture(pair.disk))
    }
    try Self.expect(captured, in: try Self.reader(pair.diskPath))
  }

  @Test func theRowsOfADayAreToldInTheirOrder() throws {
    let home = try LedgerHome()
    let ledger = try home.open()
    let payment = try ledger.ask(try home.draft(), at: 10)
    try ledger.tell(payment.id, "11 sending", "12 accepted A")
    let reader = try Self.reader(home.path)
    let from = at(0).wallMilliseconds
    let steps = try reader.steps(fromWallMilliseconds: from, until: from + 12_000)
    #expect(steps.map(\.at) == [at(10), at(11)])
    #expect(steps.map(\.position) == steps.map(\.position).sorted())
    #expect(steps.allSatisfy { $0.payment == payment.id })
    #expect(try reader.evidence(of: payment.id, upTo: steps[0].position).count == 1)
  }
}
