import CanonicalJSON
import GRDB
import PaymentLaws
import Payments
import TestSupport
import Testing

@testable import Ledger

/// Ledgers that older programs wrote are brought up to the newest schema, and fit.
struct SchemaTests {
  let home: LedgerHome
  let payment: PaymentSummary
  let alarming: PaymentSummary

  init() throws {
    home = try LedgerHome()
    let ledger = try home.open()
    payment = try ledger.ask(try home.draft(phone: "254712345678", once: "INV-1"))
    try ledger.tell(payment.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    alarming = try ledger.ask(try home.draft(), at: 20)
    try ledger.tell(alarming.id, "21 sending", "22 accepted B", "23 decides d1 wrong-number", "29 callback 0 1000 R2 B")
  }

  @Test(arguments: [1, 2, 3, 4, 5]) func anOlderLedgerIsBroughtUpAndFits(version: Int) throws {
    let before = try home.open().payment(payment.id)
    try home.lower(to: version)
    let ledger = try home.open()
    #expect(try ledger.verify().problems == [])
    #expect(try ledger.payment(payment.id) == before)
    let day = BusinessDay(year: 2026, month: 11, day: 24)
    #expect(try ledger.payment(payment.id)?.countsOn == day)
    let totals = try ledger.totals(of: day, till: .commandLine)
    #expect(
      [totals.paidCount, totals.paidShillings, totals.toResolveCount, totals.toResolveShillings] == [1, 1000, 1, 1000])
    let newest = LedgerSchema.newestVersion
    let queue = try home.raw()
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == newest)
    try queue.close()
    // It goes on as any other: the key is known, and a new payment fits.
    guard case .alreadyRecorded = try ledger.record(try home.draft(phone: "254712345678", once: "INV-1"), at: at(300))
    else { throw TestFailure("the key is forgotten") }
    try ledger.ask(try home.draft(once: "INV-2"), at: 300)
    #expect(try home.open().verify().problems == [])
  }

  @Test(arguments: [1, 2, 3]) func theDigestsOfOlderPaymentsAreEvidenceFromThenOn(version: Int) throws {
    try home.lower(to: version)
    _ = try home.open()
    let brought = try home.bytes()
    for (sql, problem) in [
      ("UPDATE payment SET once_digest = NULL", LedgerProblem.onceKeysDiffer),
      ("UPDATE payment SET once_digest = 'ab' WHERE once_digest IS NULL", .onceKeysDiffer),
      ("UPDATE meta SET value = 'other' WHERE key = 'salt'", .saltDiffers),
    ] {
      try home.tamper(sql)
      #expect(try home.open().verify().problems.contains(problem), "\(sql)")
      try home.overwrite(brought)
    }
  }

  /// An older program closed an attempt that was resolved before anybody ended it.
  @Test func aResolvedAttemptOfAnOlderLedgerIsOpenAgain() throws {
    let attempt = try home.open().ask(try home.draft(phone: "254712345679"), at: 400)
    try home.open().tell(attempt.id, "401 sending", "600 decides d2 resolved goods")
    try home.tamper("UPDATE payment SET is_open = 0 WHERE id = '\(attempt.id.hex)'")
    try home.lower(to: 4)
    let ledger = try home.open()
    #expect(try ledger.verify().problems == [])
    #expect(try ledger.openPayments().map(\.id).contains(attempt.id))
  }

  /// Goods went out for a receipt that then turned up elsewhere; older programs said *not paid*, and had closed it.
  @Test func whatOlderRulesFoldedIsFoldedAnew() throws {
    var ledger = try home.open()
    let byHand = try ledger.ask(try home.draft(), at: 40)
    try ledger.tell(byHand.id, "41 sending", "42 accepted C", "50 callback 1032 C", "60 decides d2 by-hand R1")
    try home.lower(to: 4)
    try home.tamper("UPDATE payment SET standing = 'not-paid', is_open = 0 WHERE id = '\(byHand.id.hex)'")
    ledger = try home.open()
    #expect(try ledger.openPayments().contains { $0.id == byHand.id && $0.status.standing == .held })
    #expect(try ledger.verify().problems == [])
  }

  @Test func anEmptyOlderLedgerIsBroughtUpAndFits() throws {
    let empty = try LedgerHome()
    _ = try empty.open()
    try empty.lower(to: 2)
    let ledger = try empty.open()
    #expect(try ledger.verify().evidence == 0)
    try ledger.ask(try empty.draft(once: "INV-1"))
    #expect(try ledger.verify().problems == [])
  }
}

extension LedgerHome {
  /// Makes the ledger what a program of that schema would have left: takes away what later ones added, in the rows as
  /// in the tables.
  func lower(to version: Int) throws {
    var sql = "PRAGMA user_version = \(version);"
    if version < 10 {
      sql += """
        DROP INDEX evidence_unmatched_resolved; DROP INDEX payment_by_supervisor;
        ALTER TABLE payment DROP COLUMN by_supervisor_on; ALTER TABLE payment DROP COLUMN by_supervisor;
        """
    }
    if version < 8 { sql += "DROP INDEX payment_number; DROP INDEX payment_amount; DROP INDEX personal_phone_end;" }
    if version < 9 {
      sql += """
        DROP INDEX payment_to_resolve;
        CREATE INDEX payment_alarm ON payment (amount) WHERE is_open = 1 AND standing = 'paid' AND counts_on IS NULL;
        """
    }
    if version < 6 {
      sql += """
        DROP INDEX payment_unfinished; DROP INDEX payment_of_day; DROP INDEX payment_alarm; DROP INDEX payment_counts_on;
        CREATE INDEX payment_counts_on ON payment (counts_on) WHERE counts_on IS NOT NULL;
        """
    }
    if version < 3 {
      sql += """
        DROP INDEX payment_counts_on; ALTER TABLE payment DROP COLUMN counts_on;
        DROP INDEX receipt_of_payment; DROP INDEX prompt_of_payment; DROP INDEX asked_phone_of_payment;
        """
    }
    if version < 2 { sql += "DROP INDEX evidence_of_shop;" }
    try tamper(sql)
    if version > 3 { return }
    let queue = try raw()
    try queue.write { database in
      var last = HashChain.start
      for row in try Row.fetchAll(database, sql: "SELECT * FROM evidence ORDER BY position") {
        let text: String = try row.kept("fields")
        guard case .object(var fields) = try JSONValue(parsing: text) else { throw TestFailure("no fields") }
        fields["salt"] = nil
        if try row.kept("kind") == "recorded" { fields["once"] = nil }
        let lowered = JSONValue.object(fields).canonicalText
        let position: Int64 = try row.kept("position")
        last = HashChain.hash(
          after: last, position: position, paymentID: try row.kept("payment_id"), key: try row.kept("key"),
          kind: try row.kept("kind"), at: try row.moment(), fields: lowered)
        try database.execute(
          sql: "UPDATE evidence SET fields = ?, hash = ? WHERE position = ?", arguments: [lowered, last, position])
      }
    }
    try queue.close()
  }
}
