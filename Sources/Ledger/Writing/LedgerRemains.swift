import GRDB
import Payments

/// Looks into a ledger that a backup replaces, or replaced.
public enum LedgerRemains {
  /// What the file at a path tells; nil when it is no ledger that can be read.
  ///
  /// It may be damaged, of an older schema, or in the middle of a transaction: it is only read, and nothing in it is
  /// relied upon but that its numbers were given out.
  public static func look(at path: String, since day: BusinessDay) -> Restoration.Remains? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
    return try? queue.read { try look(in: $0, since: day) }
  }

  static func look(in database: Database, since day: BusinessDay) throws -> Restoration.Remains {
    let highest = try Int.fetchOne(
      database, sql: "SELECT max(number) FROM payment WHERE day >= ?", arguments: [day.text])
    let newest = try Int64.fetchOne(database, sql: "SELECT max(recorded_wall) FROM payment")
    let restored = try ShopEntries(database: database).lastRestoration()?.restoration
    return Restoration.Remains(
      epoch: restored?.epoch ?? 1, highestNumber: highest ?? 0, newestWallMilliseconds: newest ?? 0)
  }
}
