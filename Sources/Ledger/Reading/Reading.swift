import GRDB
import Payments

extension LedgerDatabase {
  /// One payment.
  public func payment(_ id: PaymentID) throws(LedgerError) -> PaymentSummary? {
    try summaries("SELECT id FROM payment WHERE id = ?", [id.hex]).first
  }

  /// All payments that wait for an answer or for a person, oldest first.
  public func openPayments() throws(LedgerError) -> [PaymentSummary] {
    try summaries("SELECT id FROM payment WHERE is_open = 1 ORDER BY recorded_wall, id", [])
  }

  /// Open payments, and those recorded since then on which Safaricom has not had its last word, oldest first: a query's
  /// "not paid", codes after which money may still come, and what a person accepted or settled without an answer.
  public func watchedPayments(sinceWallMilliseconds since: Int64) throws(LedgerError) -> [PaymentSummary] {
    try summaries(
      """
      SELECT id FROM payment WHERE is_open = 1
        OR (recorded_wall >= ? AND standing IN ('not-paid', 'by-hand', 'waiting', 'check'))
      ORDER BY recorded_wall, id
      """,
      [since])
  }

  /// The newest payments, newest first.
  public func newestPayments(limit: Int, sinceWallMilliseconds: Int64 = 0) throws(LedgerError) -> [PaymentSummary] {
    try summaries(
      "SELECT id FROM payment WHERE recorded_wall >= ? ORDER BY recorded_wall DESC, id DESC LIMIT ?",
      [sinceWallMilliseconds, limit])
  }

  /// What a desk that starts puts on its board, in one reading: all open payments, the newest others, and the position
  /// from which on ``changes(since:)`` tells the rest.
  public func board(newest limit: Int) throws(LedgerError) -> LedgerChanges {
    let concealment = concealment
    return try read { database in
      let ids = try String.fetchAll(
        database,
        sql: """
          SELECT id FROM payment WHERE is_open = 1
          UNION SELECT id FROM (SELECT id FROM payment ORDER BY recorded_wall DESC, id DESC LIMIT ?) ORDER BY 1
          """,
        arguments: [limit])
      let rows = PaymentRows(database: database, concealment: concealment)
      let payments = try ids.compactMap(PaymentID.init(hex:)).compactMap { try rows.summary(of: $0) }
      let position = try Int64.fetchOne(database, sql: "SELECT max(position) FROM evidence") ?? 0
      return LedgerChanges(payments: payments, position: position)
    }
  }

  /// Payments whose ID starts or ends so, for a person who types one; at most two, so that doubt is seen.
  public func payments(matching part: String) throws(LedgerError) -> [PaymentSummary] {
    guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return []
    }
    return try summaries("SELECT id FROM payment WHERE id LIKE ? OR id LIKE ? LIMIT 2", [part + "%", "%" + part])
  }

  /// Everything that changed after a position.
  public func changes(since position: Int64) throws(LedgerError) -> LedgerChanges {
    let concealment = concealment
    return try read { database in
      let newest = try Int64.fetchOne(database, sql: "SELECT max(position) FROM evidence") ?? 0
      if newest == position { return LedgerChanges(payments: [], position: newest) }
      let ids = try String.fetchAll(
        database, sql: "SELECT id FROM payment WHERE position > ? ORDER BY position, id", arguments: [position])
      let rows = PaymentRows(database: database, concealment: concealment)
      let payments = try ids.compactMap(PaymentID.init(hex:)).compactMap { try rows.summary(of: $0) }
      return LedgerChanges(payments: payments, position: newest)
    }
  }

  /// All evidence of a payment, in the order in which it became known.
  public func evidence(of id: PaymentID) throws(LedgerError) -> [EvidenceRow] {
    let concealment = concealment
    return try read { database in
      try PaymentRows(database: database, concealment: concealment).evidence(of: id)
    }
  }

  /// The money of one business day.
  public func totals(of day: BusinessDay) throws(LedgerError) -> DayTotals {
    try read { database in
      func sum(_ condition: String, _ arguments: StatementArguments = []) throws -> (count: Int, shillings: Int) {
        let row = try Row.fetchOne(
          database, sql: "SELECT count(*) AS count, coalesce(sum(amount), 0) AS sum FROM payment WHERE \(condition)",
          arguments: arguments)
        return (try row?.kept("count") ?? 0, try row?.kept("sum") ?? 0)
      }
      var totals = DayTotals()
      (totals.paidCount, totals.paidShillings) = try sum("counts_on = ?", [day.text])
      (totals.alarmCount, totals.alarmShillings) = try sum("is_open = 1 AND standing = 'paid' AND counts_on IS NULL")
      (totals.waitingCount, totals.waitingShillings) = try sum(
        "day = ? AND standing IN ('recorded', 'sending', 'waiting', 'unknown', 'check')", [day.text])
      return totals
    }
  }

  private func summaries(_ sql: String, _ arguments: StatementArguments) throws(LedgerError) -> [PaymentSummary] {
    let concealment = concealment
    return try read { database in
      let rows = PaymentRows(database: database, concealment: concealment)
      return try String.fetchAll(database, sql: sql, arguments: arguments).compactMap(PaymentID.init(hex:))
        .compactMap { try rows.summary(of: $0) }
    }
  }
}

/// What SQLite was told about keeping commits, as the open connection reports it.
public struct LedgerSettings: Sendable, Equatable {
  /// `truncate`.
  public var journalMode: String
  /// 2: FULL.
  public var synchronous: Int

  /// Settings.
  public init(journalMode: String, synchronous: Int) {
    self.journalMode = journalMode
    self.synchronous = synchronous
  }
}

extension LedgerDatabase {
  /// The settings of this connection, for `doctor` and tests; nil when they cannot be read.
  public var settings: LedgerSettings? {
    try? read { database in
      LedgerSettings(
        journalMode: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
        synchronous: try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1)
    }
  }
}
