import BlockingTests
import GRDB
import TestSupport
import Testing

/// A desk that was killed at any point comes back with its payments, watched, and nothing is sent twice.
@Suite(.serialized, .onOwnThreads) struct StartingAgainTests {
  @Test func aDeskThatIsKilledWhileItWaitsComesBackAndShowsPaid() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    desk.process.kill()

    let again = try shop.desk()
    try again.waitForRow("1", says: "PAID")
    let payment = try #require(try shop.payments().first)
    #expect(again.screen.row(ofNumber: "1")?.contains(try #require(payment.receipt)) == true)
    #expect(try shop.payments().count == 1)
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func whateverTheMomentNothingIsSentTwice() throws {
    let shop = try RunningShop(answerAfterSeconds: 1)
    func evidenceCount() throws -> Int {
      var readOnly = Configuration()
      readOnly.readonly = true
      // The desk commits meanwhile.
      readOnly.busyMode = .timeout(10)
      let ledger = try DatabaseQueue(path: shop.path("ledger/ledger.sqlite"), configuration: readOnly)
      return try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM evidence") ?? 0 }
    }
    // After how many pieces of evidence the power goes: before the ledger, recorded, in mid-request, accepted, paid;
    // some more often, since each time it is another instant of what comes next.
    for (index, pieces) in [0, 0, 1, 1, 2, 2, 3, 4].enumerated() {
      let desk = try shop.desk()
      try desk.waitForDesk()
      let before = try evidenceCount()
      try desk.ask("073300000\(index)", for: 50)
      try waitUntil("\(pieces) pieces of evidence") { try evidenceCount() >= before + pieces }
      desk.process.kill()
    }
    let again = try shop.desk()
    try again.waitForDesk()
    let book = try shop.simulator.prompts()
    var resolved: [PrintedPayment] = []
    try waitUntil("every payment has its end") {
      resolved = try shop.payments()
      return resolved.allSatisfy { payment in
        let prompts = book.count { $0.isAbout(payment) }
        // Where a prompt went out the customer pays it; where none did, it was not sent, or nobody can know.
        return prompts == 1 ? payment.standing == "paid" : ["not-sent", "unknown"].contains(payment.standing)
      }
    }
    for payment in resolved {
      #expect(book.count { $0.isAbout(payment) } <= 1, "\(payment.id)")
      #expect(payment.flags == [], "\(payment.id)")
    }
    #expect(try shop.simulator.prompts().count == book.count, "nothing was sent by starting again")
    #expect(try shop.simulator.paid().count == resolved.count { $0.standing == "paid" })
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aSecondDeskOnTheTillIsRefusedWithItsHoldersName() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let desk = try shop.desk(till: 3)
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    let second = try shop.desk(till: 3)
    // It is the same person's, so that it is offered first.
    try second.waitForScreen("it asks") { $0.contains("n  leaves it") }
    try second.type("n")
    #expect(try second.waitForExit() == .exited(code: 75))
    #expect(second.screen.contains("till 3 is open already"))
    #expect(second.written.contains("process \(desk.process.processID) has it"), "\(second.screen)")
    #expect(!second.written.contains("\u{1B}"), "no screen was taken")
    #expect(second.terminalIsGivenBack)
    // The first one does not mind.
    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForRow("1", says: "PAID U")
    // A desk that was killed leaves its till free.
    desk.process.kill()
    let third = try shop.desk(till: 3)
    try third.waitForRow("1", says: "PAID U")
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }
}
