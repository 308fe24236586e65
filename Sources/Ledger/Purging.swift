import GRDB
import Payments

/// What a purge took out of the ledger.
public struct PurgedPersonal: Sendable, Equatable {
  /// Phone numbers.
  public var phones = 0
  /// Prompts' handles, which end in digits of the phone.
  public var prompts = 0

  /// Nothing.
  public init() {}
}

extension LedgerDatabase {
  /// Removes phone numbers and prompts' handles that no payment needs any more: none that is open, and none that was
  /// recorded since then.
  ///
  /// Evidence holds salted digests of them and stays as it is, so that `verify` still fits (money.md section 8).
  public func purgePersonal(recordedBeforeWallMilliseconds limit: Int64) throws(LedgerError) -> PurgedPersonal {
    try write { database in
      // What is deleted is overwritten in the file as well.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      var purged = PurgedPersonal()
      try database.execute(sql: Self.purge(.phone, index: "asked_phone"), arguments: [limit])
      purged.phones = database.changesCount
      try database.execute(sql: Self.purge(.checkout, index: "prompt"), arguments: [limit])
      purged.prompts = database.changesCount
      return purged
    }
  }

  private static func purge(_ kind: PersonalKind, index: String) -> String {
    """
    DELETE FROM personal WHERE kind = '\(kind.rawValue)' AND NOT EXISTS (
      SELECT 1 FROM \(index) JOIN payment ON payment.id = \(index).payment_id
      WHERE \(index).digest = personal.digest AND (payment.is_open = 1 OR payment.recorded_wall >= ?))
    """
  }
}
