import GRDB
import Payments

/// What a verification looked at and found.
package struct LedgerVerification: Sendable, Equatable {
  /// How many payments.
  package var payments = 0
  /// How many pieces of evidence.
  package var evidence = 0
  /// What is wrong, in the order of the ledger.
  package var problems: [LedgerProblem] = []

  /// Nothing looked at yet.
  package init() {}
}

extension LedgerDatabase {
  /// So many rows at a time are verified: other processes commit in between.
  private static let rowsAtOnce = 500

  /// Recomputes the whole ledger from its evidence and compares.
  ///
  /// Each step is a short reading of its own, so that desks go on working; what they commit meanwhile is verified too.
  package func verify() throws(LedgerError) -> LedgerVerification {
    var result = LedgerVerification()
    for line in try read({ try String.fetchAll($0, sql: "PRAGMA integrity_check") }) where line != "ok" {
      result.problems.append(.file(line))
    }
    do {
      try verifyChain(into: &result)
      try verifyPayments(into: &result)
      try verifyLookups(into: &result)
    } catch .damaged(let reason) {
      // So far and no further: what was found before stands beside it.
      result.problems.append(.file(reason))
    }
    return result
  }

  private func verifyChain(into result: inout LedgerVerification) throws(LedgerError) {
    let concealment = concealment
    var last = (position: Int64(0), hash: HashChain.start)
    while true {
      let found = try read { database in
        try Self.links(after: last, in: PaymentRows(database: database, concealment: concealment))
      }
      result.evidence += found.count
      result.problems += found.problems
      if found.count == 0 { break }
      last = found.last
    }
    let newest =
      try read { try Int64.fetchOne($0, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'evidence'") } ?? 0
    if newest > last.position {
      // What was committed while this ran continues the chain; what is missing does not.
      let stands = try read { database in
        try Int64.fetchOne(database, sql: "SELECT max(position) FROM evidence") ?? 0
      }
      if stands < newest { result.problems.append(.evidenceMissing(after: stands)) }
    }
  }

  private static func links(
    after start: (position: Int64, hash: String), in rows: PaymentRows
  ) throws -> (count: Int, last: (position: Int64, hash: String), problems: [LedgerProblem]) {
    var last = start
    var problems: [LedgerProblem] = []
    let coding = rows.coding
    let found = try Row.fetchAll(
      rows.database,
      sql: """
        SELECT position, payment_id, key, kind, wall, boot, boot_id, fields, hash FROM evidence
        WHERE position > ? ORDER BY position LIMIT ?
        """,
      arguments: [start.position, rowsAtOnce])
    for row in found {
      let position: Int64 = try row.kept("position")
      let payment: String = try row.kept("payment_id")
      let hash = HashChain.hash(
        after: last.hash, position: position, paymentID: payment, key: try row.kept("key"),
        kind: try row.kept("kind"), at: try row.moment(), fields: try row.kept("fields"))
      let kept: String = try row.kept("hash")
      if hash != kept { problems.append(.chainBroken(position: position, payment: payment)) }
      let isReadable =
        payment == ShopEvidence.owner
        ? (try? ShopEvidence(kind: row.kept("kind"), fields: row.kept("fields"))) != nil
        : (try? coding.decode(kind: row.kept("kind"), fields: row.kept("fields"))) != nil
      if !isReadable {
        problems.append(.unreadableEvidence(position: position, payment: payment))
      }
      // Going on from what is kept names each changed row once, instead of every row after it.
      last = (position, kept)
    }
    return (found.count, last, problems)
  }

  private func verifyPayments(into result: inout LedgerVerification) throws(LedgerError) {
    let concealment = concealment
    let lost = try read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT payment_id FROM evidence
          WHERE payment_id <> 'shop' AND payment_id NOT IN (SELECT id FROM payment) ORDER BY 1
          """)
    }
    result.problems += lost.map { .paymentMissing(payment: $0) }
    var digests = DigestVerification()
    for id in try read({ try String.fetchAll($0, sql: "SELECT id FROM payment ORDER BY id") }) {
      result.payments += 1
      result.problems += try read { database in
        let rows = PaymentRows(database: database, concealment: concealment)
        try digests.look(at: id, in: rows)
        return try PaymentVerification(rows: rows, hex: id).problems()
      }
    }
    try read { try digests.end(in: PaymentRows(database: $0, concealment: concealment)) }
    result.problems += digests.problems
  }

  /// Rows of the lookup tables that belong to no payment that there ever was, and personal values that are not those of
  /// the evidence.
  private func verifyLookups(into result: inout LedgerVerification) throws(LedgerError) {
    for table in LookupTable.allCases {
      let strangers = try read { database in
        try String.fetchAll(
          database,
          sql: """
            SELECT DISTINCT payment_id FROM \(table.rawValue)
            WHERE NOT EXISTS (SELECT 1 FROM payment WHERE id = payment_id)
              AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.payment_id = \(table.rawValue).payment_id)
            ORDER BY 1
            """)
      }
      result.problems += strangers.map { .indexDiffers(payment: $0, what: table.words) }
    }
    let concealment = concealment
    var last = (kind: "", digest: "")
    while true {
      let (end, problems) = try read { database in
        var (end, problems) = (last, [LedgerProblem]())
        let page = try Row.fetchAll(
          database,
          sql: """
            SELECT kind, digest, value FROM personal WHERE (kind, digest) > (?, ?) ORDER BY kind, digest LIMIT ?
            """,
          arguments: [last.kind, last.digest, Self.rowsAtOnce])
        for row in page {
          end = (try row.kept("kind"), try row.kept("digest"))
          let kind = PersonalKind(rawValue: end.kind)
          let fits = try kind.map { concealment.digest($0, try row.kept("value")) == end.digest } ?? false
          if !fits { problems.append(.personalDiffers(what: kind?.words ?? "value of no known kind")) }
        }
        return (end, problems)
      }
      result.problems += problems
      if end == last { break }
      last = end
    }
  }
}
