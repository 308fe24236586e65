import Files
import GRDB
import Payments

/// Looks into a ledger that a backup replaces, or replaced.
package enum LedgerRemains {
  /// What the file at a path tells; nil when it is no ledger that can be read.
  ///
  /// It may be damaged, of an older schema, or in the middle of a transaction: it is only read, and nothing in it is
  /// relied upon but that its numbers were given out.
  package static func look(at path: String, since day: BusinessDay) -> Restoration.Remains? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
    return try? queue.read { try look(in: $0, since: day) }
  }

  /// What the names of ledgers begin with that a backup has replaced, beside the one that took their place.
  package static let stemOfReplaced = "ledger.replaced-"

  /// The ledgers that backups have replaced, latest first.
  package static func replaced(in directory: String) -> [String] {
    let names = (try? ByPath.names(in: directory)) ?? []
    return names.reversed().filter { $0.hasPrefix(stemOfReplaced) && $0.hasSuffix(".sqlite") }
      .map { directory + "/" + $0 }
  }

  /// The payment that was asked under a key of `--once` in a ledger that a backup has replaced; nil when none of those
  /// that can still be read knows the key.
  static func payment(onceDigest: String, inReplacedAt directory: String) -> LostPayment? {
    for path in replaced(in: directory) {
      var configuration = Configuration()
      configuration.readonly = true
      guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { continue }
      if let lost = try? queue.read({ try LostPayment(onceDigest: onceDigest, in: $0) }) { return lost }
    }
    return nil
  }

  static func look(in database: Database, since day: BusinessDay) throws -> Restoration.Remains {
    let highest = try Int.fetchOne(
      database, sql: "SELECT max(number) FROM payment WHERE day >= ?", arguments: [day.text])
    let newest = try Int64.fetchOne(database, sql: "SELECT max(recorded_wall) FROM payment")
    let shop = try ShopRows(database: database).status(.restored)
    return Restoration.Remains(
      epoch: shop.epoch, highestNumber: highest ?? 0, newestWallMilliseconds: newest ?? 0)
  }
}

extension LostPayment {
  fileprivate init?(onceDigest: String, in database: Database) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT id, number, day, till, amount, standing FROM payment WHERE once_digest = ?",
      arguments: [onceDigest])
    guard let row else { return nil }
    let (till, amount): (Int, Int) = (try row.kept("till"), try row.kept("amount"))
    guard let id = PaymentID(hex: try row.kept("id")), let day = BusinessDay(text: try row.kept("day")),
      let till = Till(till), let amount = Shillings(amount), let standing = Standing(rawValue: try row.kept("standing"))
    else { return nil }
    self.init(id: id, number: try row.kept("number"), day: day, till: till, amount: amount, standing: standing)
  }
}
