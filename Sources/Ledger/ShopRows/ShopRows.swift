import CanonicalJSON
import GRDB
import Payments

extension LedgerDatabase {
  /// Notes that the owner set a supervisor's PIN; it ends a lock.
  package func notePINSet(supervisor: String, by: String, at now: Moment) throws(LedgerError) {
    try write { database in
      try ShopRows(database: database).append(.pinSet(supervisor: supervisor, by: by), at: now)
    }
  }
}

/// The shop's own evidence, inside a transaction.
struct ShopRows {
  let database: Database

  init(database: Database) { self.database = database }

  func append(_ evidence: ShopEvidence, at now: Moment) throws {
    let kind = evidence.kind.rawValue
    try ChainEnd(database).add(
      owner: ShopEvidence.owner, key: { "\(kind)/\($0)" }, kind: kind,
      fields: JSONValue.object(evidence.fields).canonicalText, at: now)
  }

  /// The status as far as this part of it is concerned; the rest of it is as if nothing had ever happened.
  func status(_ part: ShopStatus.Part) throws -> ShopStatus {
    let kinds = ShopStatus.kinds(of: part).map(\.rawValue)
    // Of PINs only what came from the last right one on matters; years of right ones do not.
    let onlyNewest =
      part == .pinTries
      ? """
      AND position >= coalesce(
        (SELECT max(position) FROM evidence WHERE payment_id = 'shop' AND kind IN ('pin-set', 'pin-accepted')), 0)
      """ : ""
    return ShopStatus(
      folding: try rows(
        "AND kind IN (\(databaseQuestionMarks(count: kinds.count))) \(onlyNewest)", StatementArguments(kinds)))
  }

  /// What a supervisor kept on a day of answers that fit no payment, each by itself.
  func unmatchedShillingsKept(on day: BusinessDay) throws -> [Int] {
    guard let start = EastAfricaTime.wallMilliseconds(parsing: day.text) else { return [] }
    return try Row.fetchAll(
      database,
      // The kind as it stands in the index, which it is found by: it is asked for with each commit.
      sql: "SELECT kind, fields FROM evidence WHERE kind = 'tray-settled' AND wall >= ? AND wall < ?",
      arguments: [start, start + 86_400_000]
    ).compactMap { row in
      guard
        case .unmatchedResolved(let resolution) = try ShopEvidence(kind: row.kept("kind"), fields: row.kept("fields"))
      else { return nil }
      return resolution.shillingsKept
    }
  }

  /// Those that fulfil a condition, oldest first; all of them without one.
  func rows(
    _ condition: String = "", _ arguments: StatementArguments = StatementArguments()
  ) throws -> [ShopEvidenceRow] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT position, kind, wall, boot, boot_id, fields FROM evidence WHERE payment_id = 'shop' \(condition)
        ORDER BY position
        """,
      arguments: arguments
    ).map { row in
      ShopEvidenceRow(
        position: try row.kept("position"), at: try row.moment(),
        evidence: try ShopEvidence(kind: row.kept("kind"), fields: row.kept("fields")))
    }
  }
}
