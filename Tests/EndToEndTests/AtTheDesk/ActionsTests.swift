import TestSupport
import Testing

/// What can be done about a payment, with the real desk, ledger and simulator.
@Suite(.serialized) struct ActionsTests {
  @Test func detailsTheCodeAndTheSearch() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    let receipt = try #require(try shop.payments().first?.receipt)

    try desk.press(.function(2))
    try desk.type("d")
    try desk.waitForScreen("the time line") { $0.contains("took the request") && $0.contains("receipt \(receipt)") }
    try desk.press(.escape)
    try desk.waitForScreen("the board again") { $0.contains("d details") }
    try desk.type("v")
    try desk.waitForScreen("the whole number") { $0.contains("Number 1: 0712 345 678") }
    try desk.waitForScreen("is gone after five seconds") { !$0.contains("0712 345 678") }

    try desk.press(.function(6))
    try desk.type(receipt.lowercased())
    try desk.press(.enter)
    try desk.waitForScreen("the code is known") { $0.contains("at till 1 for number 1, KSh 50") }
    try desk.press(.escape)
    try desk.waitForScreen("the board again") { $0.contains("/ find") }
    try desk.type("/")
    try desk.waitForScreen("the page") { $0.contains("A receipt, a number") }
    try desk.type("678")
    try desk.press(.enter)
    try desk.waitForScreen("the ledger has it too") { $0.contains("1 in the ledger") }
    try desk.press(.enter)
    try desk.waitForScreen("the board again") { $0.contains("/ find") }
    let log = readTextFile(shop.path("log/kaunta.log")) ?? ""
    #expect(!log.contains("712345678"))
    #expect(log.contains("the whole phone number of payment"))
  }

  /// A desk whose keyboard is at the row of a customer who said no.
  private func atACancelledOne() throws -> (shop: RunningShop, desk: SpawnedProgram) {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0700001032", for: 50)
    try desk.waitForRow("1", says: "CANCELLED")
    try desk.press(.function(2))
    return (shop, desk)
  }

  @Test func aCancelledOneIsAskedForAgainAsTheSameSale() throws {
    let (shop, desk) = try atACancelledOne()
    try desk.type("a")
    try desk.waitForScreen("it asks") { $0.contains("y ask again") }
    try desk.type("y")
    try desk.waitForRow("2", says: "CANCELLED")
    let first = try #require(try shop.payments().last)
    #expect(try shop.evidence(of: first.id).contains { $0["kind"]?.string == "decision" })
  }

  @Test func withoutAPINTheDeskNamesTheCommand() throws {
    let (shop, desk) = try atACancelledOne()
    defer { withExtendedLifetime(shop) {} }
    try desk.type("h")
    try desk.waitForScreen("the page of the supervisor") { $0.contains("supervisor accepts by hand") }
    try desk.type("QQQ1234567")
    try desk.press(.enter)
    try desk.type("saw it")
    try desk.press(.enter)
    try desk.type("482917")
    try desk.waitForScreen("dots and no digits") { !$0.contains("4829") && $0.contains("●●●●●●") }
    try desk.press(.enter)
    try desk.waitForScreen("how to get one") { $0.contains("kaunta pin set") }
  }

  /// It would be told that nobody has a PIN, and the owner would set one and find the same again.
  @Test func aDamagedPINFileIsNamedByTheDeskTheDoctorAndPin() throws {
    let (shop, desk) = try atACancelledOne()
    try shop.write("wanjiku scrypt:32768:8:1 00\n", to: "secrets/supervisors")
    try desk.type("h")
    try desk.waitForScreen("which entry is wrong") { $0.contains("entry 1") && !$0.contains("No supervisor has") }
    for said in [try shop.run("doctor"), try shop.run("pin", "list")] {
      #expect(said.code != 0)
      #expect((said.output + said.errors).contains("entry 1 is no supervisor's PIN"))
    }
  }

  @Test func comingBackSaysWhatBecameOfThePayments() throws {
    let shop = try RunningShop(answerAfterSeconds: 12)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    desk.process.kill()
    _ = try desk.waitForExit()
    try waitUntil("more than ten seconds are over") {
      try shop.run("poll").code == 0 && shop.payments().first?.standing == "paid"
    }
    let second = try shop.desk()
    try second.waitForScreen("what became of it") {
      $0.contains("You were away") && $0.contains("Finished: number 1, KSh 50, PAID.")
    }
  }
}
