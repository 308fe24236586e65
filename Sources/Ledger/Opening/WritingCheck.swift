import Files
import GRDB
import Synchronization

extension LedgerDatabase {
  /// What the record of a payment takes on the disk: each page that it changes, once in the journal, and what it adds.
  ///
  /// 92 KiB was the most that 541 transactions took; in a ledger of many years some more pages divide.
  private static let roomOfARecordBytes: Int64 = 256 * 1024

  /// Writes something and takes it back, so that a ledger which could only be read is found out before a customer
  /// stands at the desk; and asks for as much room as a payment takes.
  ///
  /// SQLite writes nothing for a row that stays as it is, so a row comes and goes. Its own room tells nothing: it uses
  /// pages anew that are free in the file, and a payment's journal has no such place.
  ///
  /// - Parameter patient: waits for five seconds for another program that locks the file, else only for a moment.
  package func checkWriting(patient: Bool = true) throws(LedgerError) {
    try write(patient: patient) { database in
      try database.execute(sql: "INSERT INTO meta (key, value) VALUES ('writing check', printf('%.8192c', '.'))")
      try database.execute(sql: "DELETE FROM meta WHERE key = 'writing check'")
      if !lock.hasRoom(bytes: Self.roomOfARecordBytes) {
        throw DatabaseError(resultCode: .SQLITE_FULL, message: "database or disk is full")
      }
    }
    trust.prove()
  }

  /// Why the ledger takes nothing; nil when it does.
  ///
  /// It is tried where no payment was recorded yet and where the last transaction was refused, so that a desk says it
  /// before somebody types, and once it is over. What was refused is told also where it is over by now: whoever heard
  /// of it waits to hear the rest.
  package func whyItRefuses() -> LedgerError? {
    switch trust.look() {
    case .proved: return nil
    case .refused(let error): return error
    case .unknown:
      do {
        try checkWriting(patient: false)
        return nil
      } catch {
        trust.tell()
        return error
      }
    }
  }
}

/// Whether a ledger takes payments, as far as this process has seen.
///
/// Other transactions prove nothing: they are smaller.
final class WritingTrust: Sendable {
  enum State {
    /// Nothing was written yet, or what was refused has been told: it must be tried.
    case unknown
    /// Something was refused, and nobody has looked since.
    case refused(LedgerError)
    /// A payment was recorded, or would be.
    case proved
  }

  private let state = Mutex(State.unknown)

  /// How it stands; who looks is told of what was refused.
  func look() -> State {
    state.withLock { state in
      let found = state
      if case .refused = found { state = .unknown }
      return found
    }
  }

  func refuse(_ error: LedgerError) { state.withLock { $0 = .refused(error) } }

  /// What was refused is being told.
  func tell() { state.withLock { $0 = .unknown } }

  /// What was refused meanwhile stays so until somebody looks.
  func prove() {
    state.withLock { state in
      if case .unknown = state { state = .proved }
    }
  }
}
