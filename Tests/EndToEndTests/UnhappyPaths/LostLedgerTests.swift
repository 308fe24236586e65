import BlockingTests
import CanonicalJSON
import GRDB
import Glibc
import TestSupport
import Testing

/// The ledger is gone, or the one that a restore put aside cannot be read: what it knew is not known, and that is never
/// taken for "nothing was asked".
@Suite(.onOwnThreads) struct LostLedgerTests {
  /// What became of the put-aside ledger, and what is right then.
  enum Loss: CaseIterable {
    /// Overwritten before the restore: a usual reason to restore.
    case rubbish
    /// Somebody's program has it open when the key comes again.
    case locked
    /// A writer was killed in mid-transaction: SQLite can take back what it had half done.
    case halfWritten
  }

  @Test(arguments: Loss.allCases) func aKeyOfOnceThatNobodyCanKnowAsksNobody(_ loss: Loss) throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("backup.sqlite")).code == 0)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "INV-7").code == 0)
    if loss == .rubbish { try shop.write(String(repeating: "no ledger. ", count: 9_000), to: "ledger/ledger.sqlite") }
    if loss == .halfWritten { try leaveHalfWritten(shop) }

    let restored = try shop.run("restore", shop.pathBeside("backup.sqlite"))
    #expect(restored.code == 0, "\(restored.errors)")
    #expect(restored.output.contains("cannot be read") == (loss == .rubbish), "\(restored.output)")
    let aside = try #require(try shop.filesIn("ledger").first { $0.hasPrefix("ledger.replaced") })
    let other = loss == .locked ? try Locker(shop.path("ledger/" + aside)) : nil
    let again = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "INV-7", "--json")
    let told = try JSONValue(parsing: try #require(again.lines.first))
    switch loss {
    case .rubbish, .locked:
      #expect(again.code == 74, "\(again.output)\(again.errors)")
      #expect(told["error"]?.string == "keys-unknown")
      #expect(again.errors.contains(aside) && again.errors.contains("Nothing was sent"), "\(again.errors)")
    case .halfWritten:
      #expect(again.code == 11, "\(again.output)\(again.errors)")
      #expect(told["repeated"] == .bool(true))
    }
    #expect(try shop.simulator.prompts().count == 2)
    let doctor = try shop.run("doctor")
    #expect(
      doctor.lines.contains { $0.hasPrefix("BAD   ledger: ") && $0.contains(aside) } == (loss != .halfWritten),
      "\(doctor.output)")
    withExtendedLifetime(other) {}
  }

  @Test func aRestoreWaitsForNoProgramThatHasTheLedgerAndSaysSo() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20", "--wait").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("backup.sqlite")).code == 0)
    let other = try Locker(shop.path("ledger/ledger.sqlite"))
    let refused = try shop.run("restore", shop.pathBeside("backup.sqlite"))
    #expect(refused.code == 74, "\(refused.output)")
    #expect(refused.errors.contains("The ledger is locked"), "\(refused.errors)")
    other.letGo()
    #expect(try shop.run("restore", shop.pathBeside("backup.sqlite")).code == 0)
  }

  /// A disk that is not mounted at boot: the directory is there, and nothing is in it.
  @Test func anEmptyLedgerDirectoryIsNoNewShop() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20", "--wait").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("backup.sqlite")).code == 0)
    for name in try shop.filesIn("ledger") { unlink(shop.path("ledger/" + name)) }
    let push = try shop.run("push", "--phone", "0722000001", "--amount", "20")
    for refused in try [push] + ["poll", "verify", "payments"].map({ try shop.run($0) }) {
      #expect(refused.code == 74, "\(refused.output)")
      #expect(refused.errors.contains("The ledger is gone"), "\(refused.errors)")
    }
    let doctor = try shop.run("doctor")
    #expect(doctor.code != 0 && doctor.output.contains("The ledger is gone"), "\(doctor.output)")
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("restore", shop.pathBeside("backup.sqlite")).code == 0)
    #expect(try shop.payments().count == 1)
  }

  private func leaveHalfWritten(_ shop: RunningShop) throws {
    let path = shop.path("ledger/ledger.sqlite")
    let copy = shop.pathBeside("half")
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; BEGIN IMMEDIATE")
        try database.execute(
          sql: """
            CREATE TABLE filler (text); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
              INSERT INTO filler SELECT hex(randomblob(400)) FROM n
            """)
        // As they lie on the disk at this moment, which is what a kill would leave.
        for end in ["", "-journal"] {
          try Self.copy(path + end, to: copy + end)
        }
        try database.execute(sql: "ROLLBACK")
      }
      try queue.close()
    }
    for end in ["", "-journal"] { try Self.copy(copy + end, to: path + end) }
  }

  private static func copy(_ from: String, to path: String) throws {
    let bytes = try #require(FileTree.bytes(from), "\(from)")
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
  }
}
