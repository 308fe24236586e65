import CanonicalJSON
import GRDB
import Payments

extension LedgerDatabase {
  /// Everything about the shop itself, oldest first.
  package func shopEntries() throws(LedgerError) -> [ShopEntryRow] {
    try read { database in try ShopEntries(database: database).all() }
  }

  /// Notes that the owner set a supervisor's PIN; it ends a lock.
  package func notePINSet(supervisor: String, by: String, at now: Moment) throws(LedgerError) {
    try write { database in
      try ShopEntries(database: database).append(.pinSet(supervisor: supervisor, by: by), at: now)
    }
  }
}

/// The shop's own rows, inside a transaction.
struct ShopEntries {
  let database: Database

  init(database: Database) { self.database = database }

  func append(_ entry: ShopEntry, at now: Moment) throws {
    try ChainEnd(database).add(
      owner: ShopEntry.owner, key: { "\(entry.kind)/\($0)" }, kind: entry.kind,
      fields: JSONValue.object(entry.fields).canonicalText,
      at: now)
  }

  func all() throws -> [ShopEntryRow] { try rows("ORDER BY position") }

  /// What matters for the count of wrong PINs; years of right ones do not.
  func sinceLastRightPIN() throws -> [ShopEntryRow] {
    try rows(
      """
      AND position > coalesce(
        (SELECT max(position) FROM evidence WHERE payment_id = 'shop' AND kind IN ('pin-set', 'pin-accepted')), 0)
      ORDER BY position
      """)
  }

  /// The newest restoration, if there ever was one.
  func lastRestoration() throws -> (row: ShopEntryRow, restoration: Restoration)? {
    guard let row = try rows("AND kind = 'restored' ORDER BY position DESC LIMIT 1").first,
      case .restored(let restoration) = row.entry
    else { return nil }
    return (row, restoration)
  }

  func unmatchedResolutions() throws -> [UnmatchedResolution] {
    try rows("AND kind = 'tray-settled' ORDER BY position").compactMap { row in
      if case .unmatchedResolved(let resolution) = row.entry { resolution } else { nil }
    }
  }

  /// The first thing resolved among the unmatched callbacks that stated this receipt, and when that was.
  func unmatchedResolution(of receipt: Receipt) throws -> (at: Moment, resolution: UnmatchedResolution)? {
    for row in try rows("AND kind = 'tray-settled' ORDER BY position") {
      if case .unmatchedResolved(let resolution) = row.entry, resolution.item.receipt == receipt,
        resolution.item.code == .paid
      {
        return (row.at, resolution)
      }
    }
    return nil
  }

  private func rows(_ condition: String) throws -> [ShopEntryRow] {
    try Row.fetchAll(
      database,
      sql: "SELECT position, kind, wall, boot, boot_id, fields FROM evidence WHERE payment_id = 'shop' \(condition)"
    ).map { row in
      ShopEntryRow(
        position: try row.kept("position"), at: try row.moment(),
        entry: try ShopEntry(kind: row.kept("kind"), fields: row.kept("fields")))
    }
  }
}
