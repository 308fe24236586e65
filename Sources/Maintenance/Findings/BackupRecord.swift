import Files
import Payments
import Wording

/// When the ledger was copied last: a line in a file beside it, since the copy itself lies where only root may look.
package struct BackupRecord: Sendable, Equatable {
  /// When the copy was whole and verified, by the wall clock.
  package let wallMilliseconds: Int64

  /// A record.
  package init(wallMilliseconds: Int64) { self.wallMilliseconds = wallMilliseconds }

  /// The one beside a ledger; nil when no copy was ever made.
  package init?(besideLedger path: String) {
    guard let bytes = try? WholeFile.read(Self.path(path), limitBytes: 64),
      let wall = Int64(String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }), wall > 0
    else { return nil }
    wallMilliseconds = wall
  }

  /// Writes it; a failure takes nothing from the copy.
  package func note(besideLedger path: String, mode: UInt32) {
    try? WholeFile.replace(Self.path(path), with: Array("\(wallMilliseconds)\n".utf8), mode: mode, durably: false)
  }

  private static func path(_ ledger: String) -> String { ledger + ".backed-up" }
}

extension Finding {
  /// A night's backup that did not come is noticed in the morning after.
  static let oldBackupMilliseconds: Int64 = 30 * 3_600_000
  static let aheadMilliseconds: Int64 = 5 * 60_000
  /// Where nobody promised one each night.
  static let oldBackupByHandMilliseconds: Int64 = 7 * 86_400_000

  /// How old the last backup is; nil where there is nothing to lose yet.
  package static func backup(_ record: BackupRecord?, isServer: Bool, hasPayments: Bool, at now: Moment) -> Finding? {
    let remedy =
      isServer
      ? "Run systemctl start kaunta-backup; journalctl -u kaunta-backup says what went wrong."
      : "Run kaunta backup FILE, to another disk."
    guard let record else {
      return hasPayments ? Finding(.look, "backup", "no backup of the ledger was ever made", remedy: remedy) : nil
    }
    let age = now.wallMilliseconds - record.wallMilliseconds
    // Copy and look are a moment apart, and the clock may be set by a little in between.
    if age < -aheadMilliseconds {
      return Finding(
        .look, "backup",
        "the last one is from the future by \(spanWords(milliseconds: -age).english): the clock was set since, and nothing "
          + "tells how old it is", remedy: "See that the clock is right. " + remedy)
    }
    let words = "the last one is \(spanWords(milliseconds: max(0, age)).english) old"
    let limit = isServer ? oldBackupMilliseconds : oldBackupByHandMilliseconds
    return age > limit ? Finding(.look, "backup", words, remedy: remedy) : Finding(.good, "backup", words)
  }
}
