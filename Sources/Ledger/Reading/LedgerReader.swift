import Files
import GRDB
import Glibc
import Payments

/// A ledger that is only looked at: nothing is written, made, locked or rung anywhere in the home.
///
/// What it tells is folded from the evidence at each look, by the same code as everywhere. Whatever would have to write
/// first is an error here: raising an older ledger, and rolling back what a desk that was killed left half written; the
/// next desk does both.
package final class LedgerReader: Sendable {
  private let queue: DatabaseQueue
  let concealment: Concealment
  private let place: LedgerPlace
  private let holders: LedgerHolders

  /// Opens a ledger that is there.
  ///
  /// - Throws: ``LedgerError``.
  package init(files: LedgerFiles, binding: LedgerBinding) throws(LedgerError) {
    let holders = LedgerHolders(files)
    self.holders = holders
    do {
      place = try LedgerPlace(path: files.path)
      queue = try DatabaseQueue(path: files.path, configuration: Self.configuration)
      concealment = try queue.unsafeRead { database in
        guard try LedgerSchema.isNewest(database) else {
          throw LedgerError.cannotOpen(reason: "an older version wrote it; opening a desk raises it")
        }
        try LedgerDatabase.check(binding, in: database)
        return Concealment(salt: try LedgerDatabase.meta("salt", in: database))
      }
    } catch {
      throw LedgerDatabase.translate(error, .opening, holders)
    }
  }

  /// Whether a customer of a till may still answer a prompt: one is out, or may be, and is no older than an hour.
  package func hasPromptOut(at till: Till, at now: Moment) throws(LedgerError) -> Bool {
    try read { database in
      try Bool.fetchOne(
        try database.cachedStatement(
          sql: """
            SELECT EXISTS (SELECT 1 FROM payment WHERE is_open = 1 AND till = :till AND recorded_wall > :since
              AND standing IN ('recorded', 'sending', 'waiting', 'unknown', 'check'))
            """),
        arguments: ["till": till.number, "since": now.wallMilliseconds - 3_600_000]) ?? false
    }
  }

  /// The payment that a till asked for last; nil when it never asked for any.
  package func newestPayment(of till: Till) throws(LedgerError) -> PaymentSummary? {
    let concealment = concealment
    return try read { database in
      guard
        let newest = try String.fetchOne(
          try database.cachedStatement(sql: Self.newest), arguments: ["till": till.number])
      else { return nil }
      let rows = PaymentRows(database: database, concealment: concealment)
      guard let payment = try PaymentID(hex: newest).flatMap({ try rows.summary(of: $0) }) else {
        throw LedgerError.damaged(reason: "the newest payment of till \(till.number) cannot be read")
      }
      return payment
    }
  }

  /// The last row of each of a till's last days, and of those the one that was written last: by a clock that was set
  /// back over midnight, what is asked now is older than what tomorrow has.
  private static let newest = """
    WITH RECURSIVE last(day, count) AS (
      SELECT max(day), 1 FROM payment WHERE till = :till
      UNION ALL
      SELECT (SELECT max(day) FROM payment WHERE till = :till AND day < last.day), count + 1 FROM last
      WHERE day IS NOT NULL AND count < 4)
    SELECT payment.id FROM last
    JOIN payment ON payment.till = :till AND payment.day = last.day
      AND payment.number = (SELECT max(number) FROM payment newest WHERE newest.till = :till AND newest.day = last.day)
    JOIN evidence recorded ON recorded.payment_id = payment.id AND recorded.key = 'recorded'
    ORDER BY recorded.position DESC LIMIT 1
    """

  /// Reads one committed state; short, since no commit of another process can end meanwhile.
  func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
    try queue.readOneState(place, holders, body)
  }

  private static let stepMilliseconds: UInt32 = 10
  /// Longer than any commit; whoever looks again soon need not wait as long as a desk does.
  private static let mostSteps = 100

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .callback { tries in
      if tries >= mostSteps { return false }
      // SQLite asks again as soon as this returns; a lock of its cannot be waited for in any other way.
      usleep(stepMilliseconds * 1000)
      return true
    }
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema=OFF") }
    return configuration
  }
}
