import GRDB
import Glibc
import Ledger
import Maintenance
import Payments
import TestSupport
import Testing

/// A copy of the ledger that is whole, closed to others, and alone.
struct BackupTests {
  let books: Books
  let ledger: LedgerDatabase

  init() throws {
    books = try Books()
    ledger = try books.open()
    try books.ask(ledger, at: 0)
    try books.answer(0, at: 9)
    try books.ingest(ledger, at: 10)
  }

  @Test func theCopyIsWholeAndAlone() throws {
    let report = try books.backUp(ledger, at: 20)
    #expect(report.verification.payments == 1)
    #expect(report.verification.evidence == 4)
    #expect(report.verification.problems == [])
    #expect(try books.names(in: "") == ["backup.sqlite", "ledger", "locks", "spool", "witness"])
    #expect(
      try books.names(in: "ledger") == [
        "ledger.sqlite", "ledger.sqlite-journal", "ledger.sqlite.bell", "ledger.sqlite.lock",
      ])
    var facts = stat()
    #expect(stat(books.directory.path(of: "backup.sqlite"), &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(facts.st_size == report.lengthBytes)
    // The ledger itself is as it was.
    #expect(try ledger.verify().evidence == 4)
  }

  @Test func nothingIsOverwritten() throws {
    try books.directory.write("mine", to: "backup.sqlite")
    #expect(throws: MaintenanceProblem.alreadyThere(books.directory.path(of: "backup.sqlite"))) {
      try books.backUp(ledger, at: 20)
    }
    #expect(books.directory.read("backup.sqlite") == "mine")
  }

  @Test func aCopyThatDoesNotFitIsSaidAndKept() throws {
    let queue = try DatabaseQueue(path: books.ledgerPath)
    try queue.write { database in
      try database.execute(
        sql: "DROP TRIGGER evidence_is_never_changed; UPDATE evidence SET wall = wall + 1 WHERE position = 2")
    }
    try queue.close()
    let report = try books.backUp(ledger, at: 20)
    #expect(report.verification.problems == [.chainBroken(position: 2, payment: Books.id(0).hex)])
    #expect(throws: MaintenanceProblem.self) { try books.restore(at: 30) }
    #expect(try books.restore(at: 30, despiteProblems: true).payments == 1)
  }

  @Test(arguments: [
    "", "SQLite format 3\0", "not a ledger at all, but rather long for what it is, and longer than a header is",
  ])
  func whatIsNoLedgerIsNotRestored(_ text: String) throws {
    try books.directory.write(text, to: "backup.sqlite")
    #expect(throws: MaintenanceProblem.notALedger(books.directory.path(of: "backup.sqlite"))) {
      try books.restore(at: 30)
    }
    #expect(try ledger.verify().evidence == 4)
    #expect(throws: MaintenanceProblem.isTheLedger(books.ledgerPath)) {
      try books.restore(at: 30, from: "ledger/ledger.sqlite")
    }
  }

  @Test func anotherShopsBackupIsNotRestored() throws {
    let other = try LedgerDatabase(
      files: LedgerFiles(path: books.directory.path(of: "other.sqlite"), holder: "x"),
      binding: LedgerBinding(environment: "production", shortCode: "600000")
    ) { "1" }
    withExtendedLifetime(other) {}
    #expect(
      throws: MaintenanceProblem.ledger(.boundElsewhere(environment: "production", shortCode: "600000"))
    ) { try books.restore(at: 30, from: "other.sqlite") }
    #expect(try ledger.verify().evidence == 4)
  }
}
