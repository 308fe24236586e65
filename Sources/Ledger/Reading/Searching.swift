import GRDB
import Payments

extension LedgerDatabase {
  /// Payments that a person may mean by a term, newest first; at most so many.
  ///
  /// It reads the whole ledger, so that it is for a person's question only.
  package func payments(meant term: SearchTerm, limit: Int) throws(LedgerError) -> [PaymentSummary] {
    let concealment = concealment
    return try read { database in
      var conditions: [String] = []
      var arguments: [any DatabaseValueConvertible] = []
      if let count = term.count {
        conditions.append("number = ? OR amount = ?")
        arguments += [count, count]
      }
      for phone in term.phones {
        conditions.append(
          """
          id IN (SELECT asked_phone.payment_id FROM personal JOIN asked_phone ON asked_phone.digest = personal.digest
            WHERE personal.kind = 'phone' AND personal.value LIKE ?)
          """)
        arguments.append(phone.start + "%" + phone.end)
      }
      if let part = term.receiptPart {
        conditions.append("id IN (SELECT payment_id FROM receipt WHERE code LIKE ?)")
        arguments.append("%" + part + "%")
      }
      guard !conditions.isEmpty else { return [] }
      arguments.append(limit)
      let ids = try String.fetchAll(
        database,
        sql: "SELECT id FROM payment WHERE \(conditions.joined(separator: " OR ")) ORDER BY recorded_wall DESC, id DESC"
          + " LIMIT ?",
        arguments: StatementArguments(arguments))
      let rows = PaymentRows(database: database, concealment: concealment)
      return try ids.compactMap(PaymentID.init(hex:)).compactMap { try rows.summary(of: $0) }
    }
  }

  /// What is known of a receipt code: the payments on which it stands, or that it was resolved among the unmatched
  /// callbacks, or how many payments have no answer; a stranger's is none.
  package func finding(on receipt: Receipt) throws(LedgerError) -> CodeFinding {
    let concealment = concealment
    return try read { database in
      let rows = PaymentRows(database: database, concealment: concealment)
      func payments(with receipt: Receipt) throws -> [PaymentSummary] {
        let ids = try String.fetchAll(
          database, sql: "SELECT payment_id FROM receipt WHERE code = ? ORDER BY payment_id", arguments: [receipt.code])
        return try ids.compactMap(PaymentID.init(hex:)).compactMap { try rows.summary(of: $0) }
      }
      let seen = try payments(with: receipt)
      if !seen.isEmpty { return .seen(seen) }
      if let found = try ShopRows(database: database).status(.resolved).resolved(stating: receipt) {
        return .resolvedUnmatched(found.resolution, at: found.at)
      }
      let alike = try String.fetchAll(
        database, sql: "SELECT DISTINCT code FROM receipt WHERE code LIKE ?", arguments: [receipt.patternOfLikeness]
      ).compactMap(Receipt.init).filter(receipt.looksLike)
      if alike.count == 1, let other = alike.first { return .looksLike(other, try payments(with: other)) }
      let unanswered = try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM payment
          WHERE is_open = 1 AND standing IN ('recorded', 'sending', 'waiting', 'unknown', 'check')
            OR standing IN ('held', 'not-paid')
              AND EXISTS (SELECT 1 FROM evidence WHERE payment_id = id AND kind = 'callback')
              AND NOT EXISTS (SELECT 1 FROM evidence WHERE payment_id = id AND (
                kind = 'callback' AND json_extract(fields, '$.peer') = 'listed'
                OR kind = 'query-answer' AND json_extract(fields, '$.finding') <> 'nothing'
                OR kind = 'decision' AND json_extract(fields, '$.action') = 'settled'))
          """)
      return .notSeen(unanswered: unanswered ?? 0)
    }
  }
}
