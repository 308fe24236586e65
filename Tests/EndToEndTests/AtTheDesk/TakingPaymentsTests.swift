import BlockingTests
import TestSupport
import Testing

/// The main job at the keyboard: the real desk on a real pseudo-terminal of 80 by 24.
@Suite(.serialized, .onOwnThreads) struct TakingPaymentsTests {
  @Test func aPaymentWaitsWithinASecondAndIsPaidWithItsReceipt() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    let desk = try shop.desk()
    try desk.waitForDesk()
    // A machine under load may miss the second; then another customer comes.
    var milliseconds: Int64 = .max
    var asked = 0
    while milliseconds >= 1_000, asked < 9 {
      asked += 1
      try desk.type("071234567\(asked)")
      try desk.press(.enter)
      try desk.type("50")
      let pressed = Deadline.now
      try desk.press(.enter)
      try desk.waitForRow("\(asked)", says: "waiting")
      milliseconds = Deadline.now - pressed
    }
    #expect(milliseconds < 1_000, "waiting was shown \(milliseconds) ms after the key")
    try desk.waitForRow("\(asked)", says: "PAID")

    let payment = try #require(try shop.payments().first)
    let receipt = try #require(payment.receipt)
    #expect(payment.standing == "paid")
    #expect(desk.screen.row(ofNumber: "\(asked)")?.contains("PAID \(receipt)") == true, "\(desk.screen)")
    #expect(desk.screen.row(ofNumber: "\(asked)")?.contains("071") == true)
    #expect(try shop.simulator.paid().contains { $0.receipt == receipt && $0.isAbout(payment) })
    // The middle digits are nowhere once the form is empty.
    #expect(!desk.screen.contains("345"))
  }

  @Test func everyFailureShowsItsThreeLines() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    for (index, (phone, word)) in [
      ("0700001032", "CANCELLED"), ("0700002001", "WRONG PIN"), ("0700001037", "PHONE NOT REACHED"),
      ("0700001019", "PROMPT RAN OUT"), ("0700001001", "PHONE BUSY"), ("0700000001", "NOT ENOUGH MONEY"),
    ].enumerated() {
      let number = "\(index + 1)"
      try desk.ask(phone, for: 50)
      try desk.waitForRow(number, says: word)
      let payment = try #require(try shop.payments().first)
      let told = try shop.run("payment", payment.id).lines.dropFirst().prefix(3)
      #expect(told.count == 3)
      try desk.waitForScreen("the three lines of number \(number)") { screen in
        told.allSatisfy { screen.contains($0.drop { $0 == " " }.description) }
      }
      // They stay until somebody chose its row.
      try desk.press(.function(2), .escape)
    }
    // Nobody's trouble went away by itself.
    for number in 1...6 { #expect(desk.screen.row(ofNumber: "\(number)") != nil) }
    #expect(try shop.simulator.paid().isEmpty)
  }

  @Test func severalPaymentsWaitAtOnce() throws {
    let shop = try RunningShop(answerAfterSeconds: 15)
    let desk = try shop.desk()
    try desk.waitForDesk()
    for customer in 1...4 { try desk.ask("072200000\(customer)", for: 100 + customer) }
    try desk.waitForScreen("all four wait") { screen in
      (1...4).allSatisfy { screen.row(ofNumber: "\($0)")?.contains("waiting") == true }
    }
    // A waiting one counts up.
    try desk.waitForScreen("the clock counts") { screen in
      (1...4).contains { number in
        screen.row(ofNumber: "\(number)").map { $0.contains("waiting") && !$0.hasSuffix("0:00") } == true
      }
    }
    try desk.waitForScreen("all four are paid") { screen in
      (1...4).allSatisfy { screen.row(ofNumber: "\($0)")?.contains("PAID") == true }
    }
    let paid = try shop.payments()
    #expect(paid.count == 4)
    #expect(paid.allSatisfy { $0.standing == "paid" })
    #expect(Set(paid.compactMap(\.receipt)).count == 4)
    #expect(try shop.simulator.prompts().count == 4)
  }

  @Test func anotherTillSeesThePaymentToo() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    let first = try shop.desk(till: 1)
    let second = try shop.desk(till: 2)
    try first.waitForDesk()
    try second.waitForDesk()
    try first.ask("0712345678", for: 50)
    try second.waitForRow("1/1", says: "waiting")
    try second.waitForRow("1/1", says: "PAID")
    try first.waitForRow("1", says: "PAID")
    // A live prompt of the other till stops a second one before it is sent.
    try second.ask("0722000001", for: 60)
    try second.waitForRow("1", says: "waiting")
    try first.ask("0722000001", for: 70)
    try first.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try first.press(.escape)
    #expect(try shop.simulator.prompts().count == 2)
  }

  @Test func aTypedAheadEnterConfirmsNothing() throws {
    let shop = try RunningShop(answerAfterSeconds: 20)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    try desk.ask("0712345678", for: 50)
    try desk.press(.enter, .enter, .enter)
    try desk.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try desk.press(.enter, .enter)
    try desk.type("n")
    try desk.waitForScreen("the question is gone") { !$0.contains("ask anyway") }
    #expect(try shop.payments().count == 1)
    #expect(try shop.simulator.prompts().count == 1)
  }
}
