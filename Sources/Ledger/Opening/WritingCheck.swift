import GRDB

extension LedgerDatabase {
  /// Writes something that changes nothing, so that a ledger which could only be read is found out before a customer
  /// stands at the desk.
  public func checkWriting() throws(LedgerError) {
    try write { database in
      try database.execute(sql: "UPDATE meta SET value = value WHERE key = 'environment'")
    }
  }
}
