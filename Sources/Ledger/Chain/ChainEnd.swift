import GRDB
import Payments

/// The end of the hash chain, to which one row at a time is added, inside a write transaction.
struct ChainEnd {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// When the newest row became known; nil when there is none.
  func moment() throws -> Moment? {
    try Row.fetchOne(database, sql: "SELECT wall, boot, boot_id FROM evidence ORDER BY position DESC LIMIT 1")?
      .moment()
  }

  /// Adds a row; its key may depend on its position.
  func add(
    owner: String, key makeKey: (Int64) -> String, kind: String, fields: String, at now: Moment
  ) throws {
    let last = try Row.fetchOne(database, sql: "SELECT position, hash FROM evidence ORDER BY position DESC LIMIT 1")
    let position: Int64 = try last.map { try $0.kept("position") + 1 } ?? 1
    let key = makeKey(position)
    let hash = HashChain.hash(
      after: try last?.kept("hash") ?? HashChain.start, position: position, paymentID: owner, key: key, kind: kind,
      at: now, fields: fields)
    try database.execute(
      sql: """
        INSERT INTO evidence (position, payment_id, key, kind, wall, boot, boot_id, fields, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        position, owner, key, kind, now.wallMilliseconds, now.bootMilliseconds, now.bootID, fields, hash,
      ])
  }
}
