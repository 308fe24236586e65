import GRDB
import Payments

extension LedgerDatabase {
  /// One payment.
  package func payment(_ id: PaymentID) throws(LedgerError) -> PaymentSummary? {
    try summaries("SELECT id FROM payment WHERE id = ?", [id.hex]).first
  }

  /// All payments that wait for an answer or for a person, oldest first.
  package func openPayments() throws(LedgerError) -> [PaymentSummary] {
    try summaries("SELECT id FROM payment WHERE is_open = 1 ORDER BY recorded_wall, id", [])
  }

  /// How many payments wait for an answer or for a person.
  package func openPaymentsCount() throws(LedgerError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM payment WHERE is_open = 1") ?? 0 }
  }

  /// Payments that were recorded or begun and whose attempt nobody has ended, oldest first.
  package func unfinishedPayments() throws(LedgerError) -> [PaymentSummary] {
    try summaries("SELECT id FROM payment WHERE standing IN ('recorded', 'sending') ORDER BY recorded_wall, id", [])
  }

  /// Which till asked for a payment; nil for one that does not stand in this ledger.
  package func till(of id: PaymentID) throws(LedgerError) -> Till? {
    try read { database in
      let statement = try database.cachedStatement(sql: "SELECT till FROM payment WHERE id = ?")
      return try Int.fetchOne(statement, arguments: [id.hex]).flatMap { Till($0) }
    }
  }

  /// What is watched (``PaymentSummary/isWatched(sinceWallMilliseconds:)``), oldest first, and the position from which
  /// on ``changes(since:)`` tells the rest.
  package func watchedPayments(sinceWallMilliseconds since: Int64) throws(LedgerError) -> LedgerChanges {
    let standings = PaymentSummary.standingsWatchedWhenClosed.map(\.rawValue)
    return try changes(
      """
      SELECT id FROM payment WHERE is_open = 1
        OR (recorded_wall >= ? AND standing IN (\(databaseQuestionMarks(count: standings.count))))
      ORDER BY recorded_wall, id
      """,
      [since] + StatementArguments(standings))
  }

  /// The newest payments, newest first.
  package func newestPayments(limit: Int, sinceWallMilliseconds: Int64 = 0) throws(LedgerError) -> [PaymentSummary] {
    try summaries(
      "SELECT id FROM payment WHERE recorded_wall >= ? ORDER BY recorded_wall DESC, id DESC LIMIT ?",
      [sinceWallMilliseconds, limit])
  }

  /// What a desk that starts puts on its board: all open payments, the newest others, and the position from which on
  /// ``changes(since:)`` tells the rest.
  package func board(newest limit: Int) throws(LedgerError) -> LedgerChanges {
    try changes(
      """
      SELECT id FROM payment WHERE is_open = 1
      UNION SELECT id FROM (SELECT id FROM payment ORDER BY recorded_wall DESC, id DESC LIMIT ?) ORDER BY 1
      """,
      [limit])
  }

  /// Payments whose ID starts or ends so, for a person who types one; at most two, so that doubt is seen.
  package func payments(matching part: String) throws(LedgerError) -> [PaymentSummary] {
    guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return []
    }
    return try summaries("SELECT id FROM payment WHERE id LIKE ? OR id LIKE ? LIMIT 2", [part + "%", "%" + part])
  }

  /// Everything that changed after a position.
  package func changes(since position: Int64) throws(LedgerError) -> LedgerChanges {
    try changes("SELECT id FROM payment WHERE position > ? ORDER BY position, id", [position])
  }

  /// All evidence of a payment, in the order in which it became known.
  package func evidence(of id: PaymentID) throws(LedgerError) -> [EvidenceRow] {
    let concealment = concealment
    return try read { database in
      try PaymentRows(database: database, concealment: concealment).evidence(of: id)
    }
  }

  /// The money of one business day.
  ///
  /// - Parameter till: whose part of it is told besides.
  package func totals(of day: BusinessDay, till: Till) throws(LedgerError) -> DayTotals {
    try read { database in
      func sum(
        _ condition: String, _ arguments: StatementArguments = [], of column: String = "amount"
      ) throws -> (count: Int, shillings: Int) {
        let row = try Row.fetchOne(
          database, sql: "SELECT count(*) AS count, coalesce(sum(\(column)), 0) AS sum FROM payment WHERE \(condition)",
          arguments: arguments)
        return (try row?.kept("count") ?? 0, try row?.kept("sum") ?? 0)
      }
      var totals = DayTotals()
      (totals.paidCount, totals.paidShillings) = try sum("counts_on = ?", [day.text])
      (totals.ownPaidCount, totals.ownPaidShillings) = try sum(
        "counts_on = ? AND till = ?", [day.text, till.number])
      (totals.toResolveCount, totals.toResolveShillings) = try sum(
        "is_open = 1 AND standing IN ('paid', 'held', 'by-hand')")
      (totals.bySupervisorCount, totals.bySupervisorShillings) = try sum(
        "by_supervisor_on = ?", [day.text], of: "by_supervisor")
      for shillings in try ShopRows(database: database).unmatchedShillingsKept(on: day) {
        totals.bySupervisorCount += 1
        totals.bySupervisorShillings += shillings
      }
      (totals.waitingCount, totals.waitingShillings) = try sum(
        "day = ? AND standing IN ('recorded', 'sending', 'waiting', 'unknown', 'check') AND is_open = 1", [day.text])
      return totals
    }
  }

  private func summaries(_ sql: String, _ arguments: StatementArguments) throws(LedgerError) -> [PaymentSummary] {
    try changes(sql, arguments).payments
  }

  /// Payments, and a position up to which all that happened is in them.
  ///
  /// In short steps: while one reading lasts, no commit of another process can end, and hundreds of payments are folded
  /// in seconds. What changes meanwhile is told once more by the changes since that position.
  private func changes(_ sql: String, _ arguments: StatementArguments) throws(LedgerError) -> LedgerChanges {
    let concealment = concealment
    var changes = LedgerChanges(payments: [], position: 0)
    var ids: ArraySlice<PaymentID> = []
    (changes.position, ids) = try read { database in
      let newest = try database.cachedStatement(sql: "SELECT max(position) FROM evidence")
      // Each desk asks for what changed, every few seconds: to prepare that anew took longer than to find nothing.
      let found = try String.fetchAll(try database.cachedStatement(sql: sql), arguments: arguments)
      return (try Int64.fetchOne(newest) ?? 0, found.compactMap(PaymentID.init(hex:))[...])
    }
    while !ids.isEmpty {
      let step = ids.prefix(Self.paymentsInOneReading)
      ids = ids.dropFirst(Self.paymentsInOneReading)
      changes.payments += try read { database in
        let rows = PaymentRows(database: database, concealment: concealment)
        return try step.compactMap { try rows.summary(of: $0) }
      }
    }
    return changes
  }

  private static let paymentsInOneReading = 40
}
