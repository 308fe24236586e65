import GRDB
import Payments

extension DatabaseQueue {
  /// Reads one committed state of a ledger, and leaves it as it is: nothing that `body` does is committed.
  ///
  /// While it runs no commit of another process can end, so it must be short: see `verify` for what is not.
  ///
  /// - Throws: ``LedgerError``, also when `body` wrote.
  func readOneState<Value>(
    _ place: LedgerPlace, _ holders: LedgerHolders, _ body: (Database) throws -> Value
  ) throws(LedgerError) -> Value {
    do {
      try place.check()
      // Not `read`: its `PRAGMA query_only` makes SQLite forget every prepared statement, with each reading.
      return try unsafeRead { database in
        let changesBefore = database.totalChangesCount
        var value: Value?
        try database.inTransaction(.deferred) {
          value = try body(database)
          return .rollback
        }
        guard let value, database.totalChangesCount == changesBefore else {
          throw LedgerError.cannotRead(reason: value == nil ? "the transaction did not run" : "a reading wrote")
        }
        return value
      }
    } catch {
      throw LedgerDatabase.translate(error, .reading, holders)
    }
  }
}
