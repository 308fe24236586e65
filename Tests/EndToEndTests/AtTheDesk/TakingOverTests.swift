import BlockingTests
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// One's own till is taken over with one key, and a desk is closed in words; nothing is lost or sent twice.
@Suite(.serialized, .onOwnThreads) struct TakingOverTests {
  private func shop(_ options: String...) throws -> RunningShop {
    try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"] + options)
  }

  /// A desk whose customer has the prompt.
  private func waitingDesk(_ shop: RunningShop) throws -> SpawnedProgram {
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    return desk
  }

  private func waitForQuestion(_ desk: SpawnedProgram) throws {
    try desk.waitForScreen("it asks") { $0.contains("y  ends that desk") }
  }

  @Test func aForgottenDeskEndsAndItsTillGoesOnHere() throws {
    let shop = try shop()
    let first = try waitingDesk(shop)
    let second = try shop.desk()
    try waitForQuestion(second)
    #expect(second.screen.contains("process \(first.process.processID) has it"))
    #expect(second.screen.contains("the last key was pressed there"))
    second.show("the question")
    try second.press(.enter)
    try second.type("y")
    #expect(try first.waitForExit() == .exited(code: 143))
    #expect(first.terminalIsGivenBack)
    #expect(first.screen.contains("This till goes on at another terminal"))
    first.show("the old desk")
    try second.waitForRow("1", says: "waiting")
    try shop.simulator.customer("0712345678", does: "pay")
    try second.waitForRow("1", says: "PAID U")
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aDeskThatIsStoppedIsToldByASignal() throws {
    let shop = try shop()
    let first = try waitingDesk(shop)
    first.process.signal(SIGSTOP)
    try waitUntil("it is stopped") { first.process.stateLetter == "T" }
    let listed = try shop.run("tills", "--json")
    #expect(try JSONValue(parsing: try #require(listed.lines.first))["state"] == "silent")
    let second = try shop.desk()
    try waitForQuestion(second)
    #expect(second.screen.contains("It does not answer"))
    try second.type("y")
    #expect(try first.waitForExit(timeoutSeconds: 120) == .exited(code: 143))
    try second.waitForRow("1", says: "waiting")
    #expect(try shop.simulator.prompts().count == 1)
  }

  @Test func whatIsUnderWayHasItsEndBeforeTheTillGoesOn() throws {
    let shop = try shop("--fault", "ack-delayed")
    let first = try shop.desk()
    try first.waitForDesk()
    try first.ask("0712345678", for: 50)
    try first.waitForRow("1", says: "sending")
    let second = try shop.desk()
    try waitForQuestion(second)
    try second.type("y")
    try second.waitForScreen("it waits") { $0.contains("Waiting for the other desk to end.") }
    #expect(try first.waitForExit(timeoutSeconds: 120) == .exited(code: 143))
    try second.waitForRow("1", says: "did it arrive")
    let kinds = try shop.evidence(of: try #require(try shop.payments().first).id).compactMap { $0["kind"]?.string }
    #expect(kinds.contains("outcome-unknown"), "the old desk wrote down how its request ended")
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aTillThatBecomesFreeMeanwhileOpensByItself() throws {
    let shop = try shop()
    let first = try waitingDesk(shop)
    let second = try shop.desk()
    try waitForQuestion(second)
    first.process.kill()
    try second.waitForRow("1", says: "waiting")
  }

  @Test func aDeskIsClosedInWordsAndWhatWaitsIsNamed() throws {
    let shop = try shop()
    let desk = try waitingDesk(shop)
    let listed = try shop.run("tills", "--json")
    let till = try JSONValue(parsing: try #require(listed.lines.first))
    #expect(till["state"] == "open" && till["till"]?.integer == 1 && till["waiting"]?.integer == 1)
    #expect(till["process"]?.integer == Int64(desk.process.processID))
    #expect(till["account"] == till["cashier"])
    #expect(try shop.run("tills").output.contains("1 waiting"))

    let closing = try shop.start("tills", "--close", "1", "--close", "7", "--within", "4")
    try desk.waitForScreen("the cashier is told") { $0.contains("This desk ends in") }
    #expect(desk.screen.contains("The payment that waits is not lost."))
    desk.show("a desk that is being closed")
    #expect(try desk.waitForExit() == .exited(code: 143))
    #expect(desk.terminalIsGivenBack && desk.screen.contains("This desk was closed by"))
    #expect(try closing.waitForExit() == .exited(code: 0))
    #expect(closing.output.contains("till 7  was not open"))
    #expect(closing.output.contains("1 payment waits"))
    #expect(closing.output.contains("till 1 number 1"))
    #expect(try shop.run("tills").output == "No desk is open.\n")

    let again = try shop.desk()
    try again.waitForRow("1", says: "waiting")
  }
}
