import GRDB
import Payments

extension LedgerDatabase {
  /// When the newest evidence became known; nil when there is none.
  package func newestMoment() throws(LedgerError) -> Moment? { try read { try ChainEnd($0).moment() } }

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

  /// ``PurgeLimit/keeps(recordedAt:)`` in SQL, since a shop of years would else be read for each purge; the
  /// differential test holds the two together.
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
