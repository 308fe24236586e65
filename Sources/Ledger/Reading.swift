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
      var totals = DayTotals()
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT standing, count(*) AS count, sum(amount) AS sum FROM payment WHERE day = ? GROUP BY standing",
        arguments: [day.text])
      for row in rows {
        let standing: String = try row.kept("standing")
        switch Standing(rawValue: standing) {
        case .paid:
          totals.paidCount = try row.kept("count")
          totals.paidShillings = try row.kept("sum")
        case .recorded, .sending, .waiting, .unknown, .check:
          totals.waitingCount += try row.kept("count")
          totals.waitingShillings += try row.kept("sum")
        default: break
        }
      }
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
