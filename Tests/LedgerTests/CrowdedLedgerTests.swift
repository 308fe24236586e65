import GRDB
import PaymentLaws
import Payments
import Synchronization
import TestSupport
import Testing

@testable import Ledger

/// What a call reads does not grow with what else is open, or was ever sold.
struct CrowdedLedgerTests {
  let home: LedgerHome
  let ledger: LedgerDatabase

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
  }

  /// How often one payment's evidence is read, which is what a fold costs.
  private func folds(in work: () throws -> Void) throws -> Int {
    let count = FoldCount()
    ledger.queue.inDatabase { database in
      database.trace { event in
        if "\(event)".contains("fields FROM evidence WHERE payment_id") { count.note() }
      }
    }
    try work()
    ledger.queue.inDatabase { $0.trace(options: []) }
    return count.value
  }

  private final class FoldCount: Sendable {
    private let count = Atomic(0)
    func note() { count.add(1, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
  }

  @Test func aCallbackFoldsEachAttemptOfItsSaleOnce() throws {
    let first = try ledger.ask(try home.draft(phone: "254712345678"))
    try ledger.tell(first.id, "1 sending", "2 accepted A", "9 callback 1032 A")
    let second = try ledger.ask(try home.draft(phone: "254712345679", again: first.id), at: 200)
    try ledger.tell(second.id, "201 sending", "202 accepted B", "209 callback 1032 B")
    let third = try ledger.ask(try home.draft(phone: "254712345670", again: second.id), at: 400)
    try ledger.tell(third.id, "401 sending", "402 accepted C")
    let callback = try EvidenceNotation.row(of: third.id, "409 callback 0 1000 R1 C")

    let read = try folds { _ = try ledger.append([callback.evidence], to: third.id, at: callback.at) }
    #expect(read == 3)
    #expect(try ledger.payment(third.id)?.status.standing == .paid)
  }

  /// A push and its answer read the same number of payments in an empty shop and in a crowded one.
  @Test func aPushReadsNoMoreWhenMuchIsOpen() throws {
    func push(_ number: Int, _ prompt: String) throws -> Int {
      let draft = try home.draft()
      return try folds {
        try ledger.ask(draft, at: Int64(number))
        try ledger.tell(draft.id, "\(number) sending", "\(number) accepted \(prompt)")
        _ = try ledger.unfinishedPayments()
        _ = try ledger.changes(since: try ledger.payment(draft.id)?.position ?? 0)
      }
    }
    let alone = try push(1, "A")
    for _ in 0..<60 {
      try ledger.tell(try ledger.ask(try home.draft()).id, "1 sending", "31 outcome-unknown no-answer")
    }
    #expect(try push(2, "B") == alone)
  }

  /// While a reading lasts no commit can end: a process that reads all that is open does it in short steps.
  @Test func readingMuchLetsOthersWriteInBetween() throws {
    for _ in 0..<130 { try ledger.ask(try home.draft()) }
    let readings = FoldCount()
    ledger.queue.inDatabase { database in
      database.trace { event in if "\(event)".hasPrefix("BEGIN") { readings.note() } }
    }
    let watched = try ledger.watchedPayments(sinceWallMilliseconds: 0)
    ledger.queue.inDatabase { $0.trace(options: []) }
    #expect(watched.payments.count == 130)
    #expect(readings.value >= 4, "\(readings.value) readings")
  }

  /// Whatever is asked for at each turn or at each payment finds its rows by an index.
  @Test(
    arguments: [
      "SELECT id FROM payment WHERE standing IN ('recorded', 'sending') ORDER BY recorded_wall, id",
      "SELECT id FROM payment WHERE position > 5 ORDER BY position, id",
      "SELECT count(*), sum(amount) FROM payment WHERE counts_on = '2026-11-24'",
      "SELECT count(*), sum(amount) FROM payment WHERE is_open = 1 AND standing IN ('paid', 'held', 'by-hand')",
      "SELECT count(*), sum(amount) FROM payment WHERE day = '2026-11-24' AND standing IN ('recorded', 'waiting')",
      "SELECT count(*) FROM payment WHERE is_open = 1",
      "SELECT max(number) FROM payment WHERE till = 1 AND day = '2026-11-24'",
    ]) func itIsFoundByAnIndex(sql: String) throws
  {
    let plan = try ledger.queue.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql) }
    let steps = plan.compactMap { $0["detail"] as String? }.filter { $0.contains("payment") }
    #expect(!steps.isEmpty)
    for step in steps {
      let isNarrow =
        step.hasPrefix("SEARCH") || step.contains("payment_open") || step.contains("payment_to_resolve")
        || step.contains("payment_unfinished")
      #expect(isNarrow, "\(step)")
    }
  }
}

extension EvidenceNotation {
  static func row(of payment: PaymentID, _ line: String) throws -> EvidenceRow {
    var notation = EvidenceNotation(payment: payment)
    return try notation.read(line)
  }
}
