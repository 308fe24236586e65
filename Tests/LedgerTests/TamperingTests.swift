import GRDB
import Ledger
import PaymentLaws
import Payments
import TestSupport
import Testing

/// What somebody may change beside the evidence, to blind a guard or a question: `verify` sees each by itself.
struct TamperingTests {
  let home: LedgerHome
  let ledger: LedgerDatabase
  let payment: PaymentSummary

  init() throws {
    home = try LedgerHome()
    ledger = try home.open()
    payment = try ledger.ask(try home.draft(phone: "254712345678", once: "KEY"))
    try ledger.tell(payment.id, "1 sending", "2 accepted A", "9 callback 0 1000 R1 A")
    #expect(try ledger.verify().problems == [])
  }

  @Test(arguments: [
    ("receipt", "receipts"), ("prompt", "prompts"), ("asked_phone", "phones"),
  ])
  func aLookupTableIsHeldToTheEvidence(table: String, what: String) throws {
    let whole = try home.bytes()
    for change in [
      "DELETE FROM \(table)", "UPDATE \(table) SET \(table == "receipt" ? "code" : "digest") = 'ab'",
      "INSERT INTO \(table) VALUES ('ab', '\(payment.id.hex)')", "INSERT INTO \(table) VALUES ('ab', 'nobody')",
    ] {
      try home.tamper(change)
      let problems = try home.open().verify().problems
      let isOfNobody = change.contains("nobody")
      #expect(problems == [.indexDiffers(payment: isOfNobody ? "nobody" : payment.id.hex, what: what)], "\(change)")
      try home.overwrite(whole)
    }
  }

  /// Another prompt in its place would have questions ask about somebody else's payment.
  @Test func aPersonalValueIsHeldToItsDigest() throws {
    let whole = try home.bytes()
    try home.tamper("UPDATE personal SET value = '254799999999' WHERE kind = 'phone'")
    #expect(try home.open().verify().problems == [.personalDiffers(what: "phone number")])
    try home.overwrite(whole)
    try home.tamper("UPDATE personal SET value = 'ws_CO_other' WHERE kind = 'checkout'")
    #expect(try home.open().verify().problems == [.personalDiffers(what: "prompt")])
    try home.overwrite(whole)
    try home.tamper("INSERT INTO personal VALUES ('name', 'ab', 'cd')")
    #expect(try home.open().verify().problems == [.personalDiffers(what: "value of no known kind")])
  }

  @Test(arguments: ["NULL", "'ab'"]) func aKeyOfOnceIsEvidence(value: String) throws {
    try home.tamper("UPDATE payment SET once_digest = \(value)")
    #expect(
      try home.open().verify().problems == [.recordDiffers(payment: payment.id.hex, what: "key of --once")])
  }

  @Test func theSaltIsEvidence() throws {
    try home.tamper("UPDATE meta SET value = 'other' WHERE key = 'salt'")
    #expect(try home.open().verify().problems.contains(.saltDiffers))
    // Also when nothing personal is left to tell by.
    try home.tamper("DELETE FROM personal")
    #expect(try home.open().verify().problems == [.saltDiffers])
  }

  @Test func theDayOnWhichMoneyCountsIsHeldToTheEvidence() throws {
    for value in ["NULL", "'2026-11-25'"] {
      try home.tamper("UPDATE payment SET counts_on = \(value)")
      #expect(try home.open().verify().problems.count == 1)
    }
  }

  @Test func manyPersonalValuesAreAllLookedAt() throws {
    for index in 0..<600 { try ledger.ask(try home.draft(), at: Int64(1000 + index)) }
    #expect(try ledger.verify().problems == [])
    try home.tamper("UPDATE personal SET value = value || '0' WHERE kind = 'phone'")
    #expect(try home.open().verify().problems.count == 601)
  }
}
