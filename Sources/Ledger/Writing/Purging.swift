import GRDB
import Payments

/// What a purge took out of the ledger.
package struct PurgedPersonal: Sendable, Equatable {
  /// Phone numbers.
  package var phones = 0
  /// Prompts' handles, which end in digits of the phone.
  package var prompts = 0

  /// Nothing.
  package init() {}
}

/// How old a payment must be for what is personal on it to go.
package struct PurgeLimit: Sendable, Equatable {
  /// It was recorded before this, by the wall clock.
  package var wallMilliseconds: Int64
  /// And, if that was in this boot of the machine, before this by the boot clock.
  package var bootMilliseconds: Int64
  /// This boot.
  package var bootID: String
}

extension LedgerDatabase {
  /// The limit for what is kept so long.
  ///
  /// A wall clock that was set forward must not make everything old: it counts only as far as the boot clock bears it
  /// out since the newest evidence. After a reboot that is the time since then, until something is recorded again.
  package func purgeLimit(keptMilliseconds: Int64, at now: Moment) throws(LedgerError) -> PurgeLimit {
    let newest = try read { try ChainEnd($0).moment() }
    let today = newest?.wallMilliseconds(borneOutAt: now) ?? now.wallMilliseconds
    return PurgeLimit(
      wallMilliseconds: min(now.wallMilliseconds, today) - keptMilliseconds,
      bootMilliseconds: now.bootMilliseconds - keptMilliseconds, bootID: now.bootID)
  }

  /// Removes phone numbers and prompts' handles that no payment needs any more: none that is open, and none that is
  /// younger than the limit.
  ///
  /// Evidence holds salted digests of them and stays as it is, so that `verify` still fits (rules.md section 8).
  package func purgePersonal(before limit: PurgeLimit) throws(LedgerError) -> PurgedPersonal {
    let arguments: StatementArguments = [limit.wallMilliseconds, limit.bootID, limit.bootMilliseconds]
    return try write { database in
      // What is deleted is overwritten in the file as well.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      var purged = PurgedPersonal()
      try database.execute(sql: Self.purge(.phone, index: "asked_phone"), arguments: arguments)
      purged.phones = database.changesCount
      try database.execute(sql: Self.purge(.checkout, index: "prompt"), arguments: arguments)
      purged.prompts = database.changesCount
      return purged
    }
  }

  private static func purge(_ kind: PersonalKind, index: String) -> String {
    """
    DELETE FROM personal WHERE kind = '\(kind.rawValue)' AND NOT EXISTS (
      SELECT 1 FROM \(index) JOIN payment ON payment.id = \(index).payment_id
      WHERE \(index).digest = personal.digest AND (
        payment.is_open = 1 OR payment.recorded_wall >= ? OR EXISTS (
          SELECT 1 FROM evidence WHERE evidence.payment_id = payment.id AND evidence.kind = 'recorded'
            AND evidence.boot_id = ? AND evidence.boot >= ?)))
    """
  }
}
