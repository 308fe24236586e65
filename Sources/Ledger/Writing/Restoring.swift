import Files
import GRDB
import Glibc
import Payments

extension LedgerDatabase {
  /// Opens a copy of a ledger that lies somewhere by itself, without a lock and a bell beside it.
  ///
  /// - Parameter neighbours: what the names of lock and bell start with meanwhile.
  package static func openCopy(
    at path: String, neighbours: String, mode: UInt32 = 0o600, binding: LedgerBinding
  ) throws(LedgerError) -> LedgerDatabase {
    var files = LedgerFiles(path: path, mode: mode, holder: "process \(getpid())")
    files.neighbours = neighbours
    return try LedgerDatabase(files: files, binding: binding) { "" }
  }

  /// Writes a whole and consistent copy of the ledger into an empty file, while others work.
  ///
  /// Writers wait for it in their queue. What is written is not synced.
  package func copy(to path: String) throws(LedgerError) {
    do {
      let lock = lock
      try queue.writeWithoutTransaction { database in
        try lock.holding(lockPatience) { try database.execute(sql: "VACUUM INTO ?", arguments: [path]) }
      }
    } catch let error as LedgerError {
      throw error
    } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
      throw .damaged(reason: error.message ?? "the copy failed")
    } catch {
      throw .cannotWrite(reason: (error as? DatabaseError)?.message ?? "the copy failed")
    }
  }

  /// Notes in a copy when it was made, as far as the boot clock bears it out: a wall clock that is ahead would put the
  /// gap after what is lost.
  package func noteCopied(at now: Moment) throws(LedgerError) {
    try write { database in
      let copied = try ChainEnd(database).moment()?.wallMilliseconds(borneOutAt: now) ?? now.wallMilliseconds
      try database.execute(
        sql:
          "INSERT INTO meta (key, value) VALUES ('copied_at', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        arguments: [String(copied)])
    }
  }

  /// What this ledger knows up to: when it was copied, or when its newest evidence became known, by the wall clock.
  package func knowsUpToWallMilliseconds() throws(LedgerError) -> Int64 {
    try read { database in
      let copied = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'copied_at'")
      let newest = try Int64.fetchOne(database, sql: "SELECT wall FROM evidence ORDER BY position DESC LIMIT 1")
      return copied.flatMap { Int64($0) } ?? newest ?? 0
    }
  }

  /// The epoch that this ledger is in: 1 until it is restored.
  package func epoch() throws(LedgerError) -> Int {
    try read { try ShopRows(database: $0).status(.restored).epoch }
  }

  /// How long nothing is asked for yet, since this ledger was restored a moment ago; 0 where nothing waits for that.
  package func waitAfterRestoreMilliseconds(at now: Moment) throws(LedgerError) -> Int64 {
    try read { database in
      try ShopRows(database: database).status(.restored).restored
        .map { Restoration.waitMilliseconds(since: $0.at, at: now) } ?? 0
    }
  }

  /// Makes a ledger that was a backup the shop's ledger: a new epoch begins, in which every open payment is of unknown
  /// outcome, and numbers jump.
  ///
  /// - Parameters:
  ///   - others: what the ledgers tell that it replaces, or that earlier restores put aside.
  ///   - strangers: how many payments the backup does not know, and callbacks do.
  ///   - witnessedAt: what the wall clock showed when the listener took what the backup does not know.
  package func beginEpoch(
    besides others: [Restoration.Remains] = [], strangers: Int, witnessedAt: [Int64] = [], by person: String,
    at now: Moment
  ) throws(LedgerError) -> Restoration {
    let knownUpTo = try knowsUpToWallMilliseconds()
    let from = Restoration.gapFromWallMilliseconds(knownUpTo: knownUpTo, now: now.wallMilliseconds)
    let concealment = concealment
    return try write { database in
      let own = try LedgerRemains.look(in: database, since: EastAfricaTime(wallMilliseconds: from).businessDay)
      let restoration = Restoration(
        of: own, besides: others, strangers: strangers, witnessedAt: witnessedAt, knownUpTo: knownUpTo,
        now: now.wallMilliseconds, by: person)
      try ShopRows(database: database).append(.restored(restoration), at: now)
      let appender = Appender(rows: PaymentRows(database: database, concealment: concealment))
      let standings = Restoration.standingsMadeUnknown.map(\.rawValue)
      let open = try String.fetchAll(
        database,
        sql: """
          SELECT id FROM payment WHERE is_open = 1 AND standing IN (\(databaseQuestionMarks(count: standings.count)))
          ORDER BY id
          """,
        arguments: StatementArguments(standings))
      for id in open.compactMap(PaymentID.init(hex:)) {
        if try appender.append(.outcomeUnknown(.restored), to: id, at: now) { try appender.refold(around: id) }
      }
      return restoration
    }
  }
}

/// Puts another file in the ledger's place, and keeps the one that was there.
package enum LedgerSwap {
  /// Moves the ledger and its journal aside, and `fresh` into its place, while nobody writes.
  ///
  /// The ledger goes before its journal: a ledger without a hot journal would be taken for whole. A crash in between
  /// leaves no ledger, which every program refuses to replace; doing it again goes on.
  ///
  /// - Parameters:
  ///   - fresh: a whole ledger beside it, synced.
  ///   - name: what the old one is called from now on, in the same directory.
  /// - Returns: whether there was an old one.
  package static func replace(
    _ files: LedgerFiles, with fresh: String, keepingOldAs name: String
  ) throws(LedgerError) -> Bool {
    let lock = try LedgerLock(files)
    do {
      return try lock.holding(files.patience) {
        let ledger = ByPath.name(of: files.path)
        let directory = try Directory<FileError>.open(
          path: ByPath.directory(of: files.path), label: "ledger", calls: CheckedCalls())
        let hadOne = try move(ledger, to: name, in: directory)
        _ = try move(ledger + "-journal", to: name + "-journal", in: directory)
        guard try move(ByPath.name(of: fresh), to: ledger, in: directory) else {
          throw LedgerError.cannotWrite(reason: "the copy is gone")
        }
        try directory.sync()
        LedgerBell(path: files.bellPath, mode: files.mode).ring()
        return hadOne
      }
    } catch let error as LedgerError {
      throw error
    } catch let error as FileError {
      throw .cannotWrite(reason: "moving the ledger: \(error.words)")
    } catch {
      throw .cannotWrite(reason: "the ledger could not be moved")
    }
  }

  /// False when there was nothing to move.
  private static func move(_ from: String, to name: String, in directory: Directory<FileError>) throws -> Bool {
    if try directory.facts(from) == nil { return false }
    if try directory.move(from, to: directory, as: name) { return true }
    throw LedgerError.cannotWrite(reason: "moving the ledger: there is a \(name) already")
  }
}
