import GRDB

extension LedgerDatabase {
  /// Writes something and takes it back, so that a ledger which could only be read is found out before a customer
  /// stands at the desk.
  ///
  /// SQLite writes nothing for a row that stays as it is, so a row comes and goes; on a full disk it finds no place.
  ///
  /// - Parameter patient: waits for five seconds for another program that locks the file, else only for a moment.
  package func checkWriting(patient: Bool = true) throws(LedgerError) {
    try write(patient: patient) { database in
      try database.execute(sql: "INSERT INTO meta (key, value) VALUES ('writing check', printf('%.8192c', '.'))")
      try database.execute(sql: "DELETE FROM meta WHERE key = 'writing check'")
    }
  }

  /// Why the ledger takes nothing; nil when it does.
  ///
  /// It is tried where nothing was written yet and where the last transaction was refused, so that a desk says it
  /// before somebody types, and once it is over.
  package func whyItRefuses() -> LedgerError? {
    guard mayRefuseWriting.load(ordering: .relaxed) else { return nil }
    do {
      try checkWriting(patient: false)
      return nil
    } catch {
      return error
    }
  }
}
