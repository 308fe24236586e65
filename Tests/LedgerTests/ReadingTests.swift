import Files
import GRDB
import PaymentLaws
import Payments
import Testing

@testable import Ledger

/// A reading leaves the ledger as it is, whatever it is made to do.
@Suite struct ReadingTests {
  let home: LedgerHome
  let ledger: LedgerDatabase
  let payment: PaymentSummary

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
    payment = try ledger.ask(try home.draft())
  }

  @Test(arguments: ["UPDATE payment SET standing = 'paid'", "INSERT INTO meta (key, value) VALUES ('a', 'b')"])
  func aReadingThatWritesFailsAndNothingOfItIsKept(_ sql: String) throws {
    let before = try home.bytes()
    #expect(throws: LedgerError.cannotRead(reason: "a reading wrote")) {
      try ledger.read { database in
        try database.execute(sql: sql)
        return 1
      }
    }
    #expect(try home.bytes() == before)
    #expect(try ledger.payment(payment.id) == payment)
  }

  @Test func aReadingThatChangesTheSchemaKeepsNothingOfIt() throws {
    let before = try home.bytes()
    _ = try ledger.read { database in
      try database.execute(sql: "CREATE TABLE mine (a TEXT)")
      return 1
    }
    #expect(try home.bytes() == before)
  }

  @Test func noReadingChangesAByteOrRingsTheBell() throws {
    let before = try home.bytes()
    let bell = try #require(FileFacts(path: home.path + ".bell"))
    let position = try ledger.changes(since: 0).position
    #expect(try ledger.payment(payment.id) == payment)
    #expect(try ledger.openPayments().count == 1 && ledger.openPaymentsCount() == 1)
    #expect(try ledger.till(of: payment.id) == payment.till)
    #expect(try ledger.watchedPayments(sinceWallMilliseconds: 0).position == position)
    #expect(try ledger.newestPayments(limit: 5).count == 1 && ledger.board(newest: 5).payments.count == 1)
    #expect(try ledger.payments(matching: payment.id.short).count == 1)
    #expect(try !ledger.evidence(of: payment.id).isEmpty)
    _ = try ledger.totals(of: payment.day, till: payment.till)
    _ = try ledger.unfinishedPayments()
    #expect(try home.bytes() == before)
    let after = try #require(FileFacts(path: home.path + ".bell"))
    #expect(after.lengthBytes == bell.lengthBytes && after.modifiedWallMilliseconds == bell.modifiedWallMilliseconds)
  }
}
