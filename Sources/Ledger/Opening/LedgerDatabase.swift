import Files
import GRDB
import Glibc
import Payments

/// Which Daraja a ledger belongs to, from its creation and for ever (rules.md section 6).
package struct LedgerBinding: Sendable, Equatable {
  /// `simulator`, `sandbox` or `production`.
  package var environment: String
  /// The short code whose money it counts.
  package var shortCode: String

  package init(environment: String, shortCode: String) {
    self.environment = environment
    self.shortCode = shortCode
  }
}

/// Where a ledger's files are, and how they are made.
package struct LedgerFiles: Sendable {
  /// The SQLite file; `.lock` and `.bell` stand beside it.
  package var path: String
  /// The mode of new files: 0600 for one user, 0660 for a group.
  package var mode: UInt32
  /// Who this process is, for others that wait for it: "process 4711, till 2".
  package var holder: String
  /// How long this process waits for the others' transactions; nil for as long as it takes.
  package var patience: LockPatience?
  /// The same for its opening alone, where that is to end sooner.
  package var patienceAtOpening: LockPatience?
  /// A file elsewhere in the home that is made with the ledger: where it stands, there was one.
  ///
  /// The ledger's own directory says nothing of that when its disk is not mounted.
  package var trace: String?
  /// What the lock's and the bell's names start with, when not the ledger's own path: a copy has no neighbours.
  var neighbours: String?

  /// A ledger at a path.
  package init(path: String, mode: UInt32 = 0o600, holder: String, patience: LockPatience? = nil) {
    self.path = path
    self.mode = mode
    self.holder = holder
    self.patience = patience
  }

  var lockPath: String { (neighbours ?? path) + ".lock" }
  /// The file that is touched after each commit, for inotify.
  package var bellPath: String { (neighbours ?? path) + ".bell" }
}

/// Payments and their evidence in one SQLite file that many processes share.
///
/// Its calls block on the disk and may be made from any thread but the screen's. Not in WAL mode: Debian 12's SQLite
/// (3.40.1) loses commits in it when several processes write (storage.md section 3).
package final class LedgerDatabase: Sendable {
  let queue: DatabaseQueue
  let lock: LedgerLock
  let concealment: Concealment
  /// Which file this is, whatever lies at its path later.
  private let place: LedgerPlace
  private let bell: LedgerBell
  private let patience: LedgerPatience
  let lockPatience: LockPatience?
  private let holders: LedgerHolders
  let trust = WritingTrust()

  /// Opens the ledger, and makes it if it is not there.
  ///
  /// - Throws: ``LedgerError``.
  package init(files: LedgerFiles, binding: LedgerBinding, makeSalt: () -> String) throws(LedgerError) {
    lock = try LedgerLock(files)
    lockPatience = files.patience
    let holders = LedgerHolders(files)
    self.holders = holders
    bell = LedgerBell(path: files.bellPath, mode: files.mode)
    do {
      try Self.makeFile(files)
      let place = try LedgerPlace(path: files.path)
      self.place = place
      let patience = LedgerPatience(holders, telling: files.patience)
      self.patience = patience
      queue = try DatabaseQueue(path: files.path, configuration: Self.configuration(patience))
      let salt = makeSalt()
      let lock = lock
      concealment = try queue.writeWithoutTransaction { database in
        // Only a ledger that is to be raised is written: all others open beside whoever reads or writes.
        if try !LedgerSchema.isNewest(database) {
          try lock.holding(files.patience ?? files.patienceAtOpening) {
            try place.check()
            try patience.whileOthersRead(telling: lock) {
              try database.inTransaction(.immediate) {
                try LedgerSchema.migrate(database, binding: binding, salt: salt)
                return .commit
              }
            }
          }
        }
        try Self.check(binding, in: database)
        // Whoever may not write there finds it made by whoever may; the bell tells of most losses.
        if let trace = files.trace { try? OpenFile.ensure(trace, mode: files.mode) }
        return Concealment(salt: try Self.meta("salt", in: database))
      }
    } catch {
      throw Self.translate(error, .opening, holders)
    }
  }

  /// The directory of the file, in which ledgers lie that backups have replaced.
  var directory: String { place.directory }

  /// Who holds the ledger's lock, once this process has waited two seconds for it; else nil.
  package var slowHolder: String? { lock.slowHolder }

  /// Runs `body` while no transaction of this process is open: a program that is about to be stopped must not take
  /// the lock with it.
  package func betweenTransactions(_ body: () -> Void) {
    queue.writeWithoutTransaction { _ in body() }
  }

  /// One transaction; `body` is run again when another program kept it from being committed.
  ///
  /// - Parameter patient: waits for five seconds for such a program, else only for a moment.
  func write<Value: Sendable>(
    patient: Bool = true, _ body: (Database) throws -> Value
  ) throws(LedgerError) -> Value {
    do {
      let lock = lock
      let (value, hasChanged) = try queue.writeWithoutTransaction { database in
        let changesBefore = database.totalChangesCount
        let value = try lock.holding(lockPatience) {
          try place.check()
          return try patience.whileOthersRead(telling: lock, patient: patient) {
            var value: Value?
            try database.inTransaction(.immediate) {
              value = try body(database)
              return .commit
            }
            guard let value else { throw LedgerError.cannotWrite(reason: "the transaction did not run") }
            return value
          }
        }
        return (value, database.totalChangesCount != changesBefore)
      }
      // Whoever is woken looks, and may try to write: a bell for nothing would wake its own ringer for ever.
      if hasChanged { bell.ring() }
      return value
    } catch {
      let translated = Self.translate(error, .writing, holders)
      if translated.refusesWriting { trust.refuse(translated) }
      throw translated
    }
  }

  /// Reads one committed state of the ledger; short, since no commit of another process can end meanwhile.
  func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
    try queue.readOneState(place, holders, body)
  }

  private static func configuration(_ patience: LedgerPatience) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .callback { patience.waits(afterTries: $0) }
    configuration.prepareDatabase { database in
      // TRUNCATE, not DELETE: an unlink of the journal is not synced, so a commit could roll back on a power cut.
      for (setting, wanted) in [
        ("journal_mode=TRUNCATE", "truncate"), ("synchronous=FULL", nil), ("trusted_schema=OFF", nil),
        ("foreign_keys=ON", nil),
      ] as [(String, String?)] {
        let answer = try String.fetchOne(database, sql: "PRAGMA \(setting)")
        if let wanted, answer != wanted {
          throw LedgerError.settingRefused(name: setting, value: answer ?? "nothing")
        }
      }
      let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      if synchronous != 2 {
        throw LedgerError.settingRefused(name: "synchronous", value: synchronous.map(String.init) ?? "nothing")
      }
    }
    return configuration
  }

  /// SQLite would make the file with the process's mask; a group's ledger must be writable by the group.
  ///
  /// The bell has its byte from the first payment on: a ledger that is gone or empty beside a bell that rang was lost,
  /// and a new one in its place would give numbers and IDs out again.
  private static func makeFile(_ files: LedgerFiles) throws {
    let hadOne =
      FileFacts(path: files.bellPath)?.lengthBytes ?? 0 > 0 || files.trace.flatMap { FileFacts(path: $0) } != nil
    if hadOne, FileFacts(path: files.path)?.lengthBytes ?? 0 == 0 {
      throw LedgerError.gone(path: files.path)
    }
    do throws(FileError) { try OpenFile.ensure(files.path, mode: files.mode) } catch {
      throw LedgerError.cannotOpen(reason: error.words)
    }
    // SQLite would wait on a pipe for ever, and everybody else behind it.
    for path in [files.path, files.path + "-journal"] {
      if FileFacts(path: path)?.kind == .pipe {
        throw LedgerError.cannotOpen(reason: "\(path) is a pipe; remove it")
      }
    }
  }

  /// It is this shop's.
  static func check(_ binding: LedgerBinding, in database: Database) throws {
    let environment = try meta("environment", in: database)
    let shortCode = try meta("short_code", in: database)
    if environment != binding.environment || shortCode != binding.shortCode {
      throw LedgerError.boundElsewhere(environment: environment, shortCode: shortCode)
    }
  }

  static func meta(_ key: String, in database: Database) throws -> String {
    guard let value = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
    else { throw LedgerError.damaged(reason: "no \(key)") }
    return value
  }

  /// In the midst of what something went wrong.
  enum Doing { case opening, reading, writing }

  /// In the ledger's words.
  static func translate(_ error: any Error, _ doing: Doing, _ holders: LedgerHolders) -> LedgerError {
    if let error = error as? LedgerError { return error }
    if let error = error as? DatabaseError {
      if isDamage(error) { return .damaged(reason: words(error)) }
      if error.resultCode == .SQLITE_BUSY { return .busy(holder: holders.ofFile()) }
    }
    if error is RowDecodingError { return .damaged(reason: "an unreadable row") }
    switch doing {
    case .opening: return .cannotOpen(reason: words(error))
    case .reading: return .cannotRead(reason: words(error))
    case .writing: return .cannotWrite(reason: words(error))
    }
  }

  private static func isDamage(_ error: DatabaseError) -> Bool {
    error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
  }

  /// SQLite's own words, never the statement's arguments: they can hold a phone number.
  private static func words(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "unexpected error" }
    return error.message ?? "SQLite \(error.resultCode.rawValue)"
  }
}
