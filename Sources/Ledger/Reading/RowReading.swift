import GRDB
import Payments

/// A row's columns as a damaged file may give them: nothing here traps, since a ledger that cannot be read must be said
/// to be damaged, on a screen that still stands.
extension Row {
  /// The column's value.
  ///
  /// - Throws: ``LedgerError/damaged(reason:)`` when it is missing or of another type.
  func kept<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> Value {
    do {
      return try decode(Value.self, forColumn: column)
    } catch {
      throw LedgerError.damaged(reason: "unreadable \(column)")
    }
  }

  /// The moment in the columns `wall`, `boot` and `boot_id`.
  func moment() throws -> Moment {
    try Moment(keptWall: kept("wall"), boot: kept("boot"), bootID: kept("boot_id"))
  }
}

extension Moment {
  /// A moment from the ledger; times that no clock shows are damage, and would overflow where they are compared.
  init(keptWall wall: Int64, boot: Int64, bootID: String) throws {
    guard let moment = Moment(readWall: wall, boot: boot, bootID: bootID) else {
      throw LedgerError.damaged(reason: "a time that no clock shows")
    }
    self = moment
  }
}
