import GRDB
import Payments

extension LedgerDatabase {
  /// Payments that a person may mean by a term, newest first; at most so many.
  ///
  /// Each meaning is looked for by an index of its own, and brings its newest. Only a part of a receipt, and a phone by
  /// its first digits or its last two, are looked for in all that there are.
  package func payments(meant term: SearchTerm, limit: Int) throws(LedgerError) -> [PaymentSummary] {
    let concealment = concealment
    return try read { database in
      let meanings = try Self.meanings(of: term, in: database)
      if meanings.isEmpty { return [] }
      let newest = "ORDER BY recorded_wall DESC, id DESC LIMIT \(limit)"
      let branches = meanings.map { meaning in
        "SELECT id, recorded_wall FROM (SELECT id, recorded_wall FROM payment WHERE \(meaning.condition) \(newest))"
      }
      let ids = try String.fetchAll(
        database, sql: "SELECT id FROM (\(branches.joined(separator: " UNION "))) \(newest)",
        arguments: StatementArguments(meanings.flatMap(\.arguments)))
      let rows = PaymentRows(database: database, concealment: concealment)
      return try ids.compactMap(PaymentID.init(hex:)).compactMap { try rows.summary(of: $0) }
    }
  }

  /// One way to understand a term, as a condition on a row of `payment`.
  private typealias Meaning = (condition: String, arguments: [any DatabaseValueConvertible])

  private static func meanings(of term: SearchTerm, in database: Database) throws -> [Meaning] {
    var meanings: [Meaning] = []
    if let count = term.count { meanings += [("number = ?", [count]), ("amount = ?", [count])] }
    meanings += term.phones.map { phone in
      let isIndexed = phone.end.count >= 3
      return (
        """
        id IN (SELECT asked_phone.payment_id FROM personal JOIN asked_phone ON asked_phone.digest = personal.digest
          WHERE personal.kind = 'phone' AND personal.value LIKE ?\(isIndexed ? " AND substr(personal.value, -3) = ?" : ""))
        """,
        [phone.start + "%" + phone.end] + (isIndexed ? [String(phone.end.suffix(3))] : [])
      )
    }
    if let part = term.receiptPart {
      // A whole code stands in the index; only for a part of one all codes are gone through.
      let whole = try Int.fetchOne(database, sql: "SELECT 1 FROM receipt WHERE code = ? LIMIT 1", arguments: [part])
      meanings.append(
        (
          "id IN (SELECT payment_id FROM receipt WHERE code \(whole == nil ? "LIKE" : "=") ?)",
          [whole == nil ? "%" + part + "%" : part]
        ))
    }
    return meanings
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
