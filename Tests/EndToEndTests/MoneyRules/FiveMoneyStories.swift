import BlockingTests
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// Late, twice, wrong amount, stranger and contradiction: how each comes about, where it stands, what the evidence
/// says, how a person resolves it as evidence (who, when, why), and what the board shows afterwards.
@Suite(.serialized, .onOwnThreads) struct FiveMoneyStories {
  /// The decision that resolved a payment, as the ledger keeps it.
  private func resolution(of payment: String, in shop: RunningShop) throws -> JSONObject {
    let decisions = try shop.evidence(of: payment).filter { $0["kind"]?.string == "decision" }
    return try #require(decisions.last { $0["who"]?.string == Supervisor.name })
  }

  private func expectResolved(
    _ payment: String, as resolution: String, because why: String, in shop: RunningShop
  ) throws {
    let decision = try self.resolution(of: payment, in: shop)
    #expect(decision["settlement"]?.string == resolution)
    #expect(decision["who"]?.string == Supervisor.name)
    #expect(decision["why"]?.string == why)
    #expect(decision["at"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00/) != nil)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func lateMoneyStaysOnTopUntilASupervisorHasResolvedIt() throws {
    // Five times as fast: the prompt ends after 12 s, a question at 14 s says so, the money moves at 24 s.
    let shop = try RunningShop(settings: [("simulator.pace", "5"), ("simulator.query_after_seconds", "14")])
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.desk()
    try desk.waitForDesk()
    // The customer's prompt runs out; the queries say so; then the money moves after all.
    try desk.ask("0799000033", for: 50)
    try desk.waitForRow("1", says: "PHONE NOT REACHED")
    try desk.waitForRow("1", says: "PAID LATE")
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("2", says: "PAID U")
    #expect(
      try #require(desk.screen.row(containing: "PAID LATE")) < #require(desk.screen.row(containing: "✓ PAID U")),
      "the newer payment does not push it down")
    let payment = try #require(try shop.payments().last)
    #expect(payment.standing == "paid")
    #expect(payment.flags.contains("late"))
    let says = try shop.evidence(of: payment.id).compactMap { $0["result_code"]?.string }
    #expect(says.contains("1037") && says.contains("0"))

    // It outlives the shift.
    try desk.press(.function(10))
    #expect(try desk.waitForExit() == .exited(code: 0))
    let next = try shop.desk()
    try next.waitForRow("1", says: "PAID LATE")
    try next.press(.function(2))
    try Supervisor.resolves("r", because: "sent back from the owner's phone", at: next)
    try next.waitForRow("1", says: "RESOLVED")
    try expectResolved(payment.id, as: "refund", because: "sent back from the owner's phone", in: shop)
    #expect(try shop.payments().last?.standing == "paid", "what was resolved is still paid")
  }

  @Test func moneyThatCameTwiceForOneSaleNamesBothCodes() throws {
    let shop = try RunningShop()
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.desk()
    try desk.waitForDesk()
    // The cashier did not see that it was paid, asked again, and said that it is the same sale.
    try desk.ask("0799000041", for: 50)
    try desk.waitForRow("1", says: "PAID U")
    try desk.ask("0799000041", for: 50)
    try desk.waitForScreen("the guard asks") { $0.contains("y ask anyway") }
    try desk.type("y")
    try desk.waitForScreen("the same sale?") { $0.contains("same sale") && !$0.contains("y ask anyway") }
    try desk.type("s")
    try desk.waitForRow("2", says: "PAID TWICE")
    let receipts = try shop.payments().compactMap(\.receipt)
    #expect(Set(receipts).count == 2)
    try desk.waitForScreen("both codes") { screen in receipts.allSatisfy { screen.contains($0) } }
    let second = try #require(try shop.payments().first)
    #expect(second.flags.contains("twice"))
    #expect(try shop.evidence(of: second.id).contains { $0["kind"]?.string == "decision" }, "the override is evidence")

    try desk.press(.function(2))
    try Supervisor.resolves("r", because: "gave one back in cash", at: desk)
    try desk.waitForScreen("it is resolved") { $0.contains("RESOLVED") }
    let resolved = try #require(
      try shop.payments().first { payment in
        try shop.evidence(of: payment.id).contains { $0["who"]?.string == Supervisor.name }
      })
    try expectResolved(resolved.id, as: "refund", because: "gave one back in cash", in: shop)
    #expect(try shop.payments().allSatisfy { $0.standing == "paid" })
  }

  @Test func aWrongAmountIsHeldAndIsNoPayment() throws {
    let shop = try RunningShop()
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0799000040", for: 50)
    try desk.waitForRow("1", says: "WRONG AMOUNT")
    try desk.waitForScreen("it does not count as paid today") { $0.contains("Paid today  0 · KSh 0") }
    let payment = try #require(try shop.payments().first)
    #expect(payment.standing == "held")
    #expect(payment.flags.contains("wrong-amount"))
    let callback = try #require(try shop.evidence(of: payment.id).first { $0["kind"]?.string == "callback" })
    #expect(callback["amount"]?.string == "51")

    try desk.press(.function(2))
    try Supervisor.resolves("g", because: "statement says 51, gave one back", at: desk)
    try desk.waitForRow("1", says: "RESOLVED")
    try expectResolved(payment.id, as: "goods", because: "statement says 51, gave one back", in: shop)
    #expect(try shop.payments().first?.standing == "held", "a person never makes it paid")
  }

  @Test func aStrangerWaitsInTheUnmatchedWithReceiptAndAmount() throws {
    let shop = try RunningShop()
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID U")
    // A good address for a payment that this ledger has never heard of.
    let stranger = "0193ab0000000000000000000000000a"
    let address = try CallbackOfATest.address(of: stranger, in: shop)
    #expect(try CallbackOfATest.send(.paid(amount: 350, receipt: "UKO9ZZZZZZ"), to: address) == 200)
    try waitUntil("it lies among the unmatched callbacks") { try shop.run("unmatched").output.contains("UKO9ZZZZZZ") }
    let listed = try #require(try shop.run("unmatched").lines.first)
    #expect(listed.contains("KSh 350  receipt UKO9ZZZZZZ  payment 0000000a is not in the ledger"))
    #expect(!listed.contains("2547"))
    #expect(try shop.run("doctor").lines.contains { $0.hasPrefix("look  unmatched: 1 kept for a person") })
    #expect(try shop.run("verify").code == 0, "what waits among the unmatched callbacks is accounted for")

    let key = try #require(listed.split(separator: " ").first).description
    let terminal = try SpawnedProgram(
      try Kaunta.path,
      arguments: [
        "unmatched", "resolve", key, "--why", "line 7 of the statement, sent back", "--done", "refund", "--home",
        shop.home,
      ])
    try terminal.waitForScreen("the PIN is asked") { $0.contains("Supervisor's PIN") }
    try terminal.send(Array((Supervisor.pin + "\n").utf8))
    #expect(try terminal.waitForExit() == .exited(code: 0))
    #expect(terminal.screen.contains("Resolved by wanjiku: line 7 of the statement, sent back"))
    #expect(!terminal.screen.contains(Supervisor.pin))
    #expect(try shop.run("unmatched").output.contains("No callback is unmatched."))
    let verified = try shop.run("verify")
    #expect(verified.code == 0, "\(verified.output)")
    #expect(try shop.payments().count == 1, "no payment was made of it")
  }

  @Test func aStrangerIsResolvedAtTheDeskToo() throws {
    let shop = try RunningShop()
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.desk()
    try desk.waitForDesk()
    let address = try CallbackOfATest.address(of: "0193ab0000000000000000000000000b", in: shop)
    #expect(try CallbackOfATest.send(.paid(amount: 420, receipt: "UKO8YYYYYY"), to: address) == 200)
    try desk.waitForScreen("it is told below the board") {
      $0.contains("1 unmatched: they fit no payment: F2 t")
    }
    try desk.press(.function(2))
    try desk.type("t")
    try desk.waitForScreen("receipt and amount") { $0.contains("KSh 420  receipt UKO8YYYYYY") }
    #expect(!desk.screen.contains("2547"))
    try desk.type("s")
    try desk.waitForScreen("the money is asked about") { $0.contains("g goods given") }
    try desk.type("k")
    try desk.waitForScreen("the letter is taken") { !$0.contains("g goods given") }
    try desk.type("put aside for the customer")
    try desk.press(.enter)
    try desk.type(Supervisor.pin)
    try desk.waitForScreen("dots and no digit") { !$0.contains("7492") && $0.contains("●●●●●●") }
    try desk.press(.enter)
    try desk.waitForScreen("it is resolved") { $0.contains("No callback is unmatched.") }
    try desk.press(.escape)
    try desk.waitForScreen("it is told no more") { !$0.contains("unmatched: they fit no payment") }
    #expect(try shop.run("unmatched").output.contains("No callback is unmatched."))
    #expect(try shop.run("verify").code == 0)
  }

  @Test func answersThatContradictEachOtherAreNeverPaidByThemselves() throws {
    // The customer pays; Safaricom's answer comes from an address that is not listed, which proves nothing.
    let shop = try RunningShop()
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0799000036", for: 50)
    try desk.waitForRow("1", says: "CHECK")
    let prompt = try #require(try shop.simulator.prompts().first)
    // Nobody answers questions for a while, and then a listed address says that it was cancelled.
    kill(shop.simulator.processID, SIGSTOP)
    defer { kill(shop.simulator.processID, SIGCONT) }
    let answer = CallbackOfATest.Answer.cancelled
    #expect(try CallbackOfATest.send(answer, to: prompt.callbackURL, about: prompt.checkoutRequestID) == 200)
    try desk.waitForRow("1", says: "answers differ")
    let payment = try #require(try shop.payments().first)
    #expect(payment.standing == "check")
    let codes = try shop.evidence(of: payment.id).filter { $0["kind"]?.string == "callback" }
      .compactMap { $0["result_code"]?.string }
    #expect(Set(codes) == ["0", "1032"])
    try desk.waitForScreen("it does not count as paid today") { $0.contains("Paid today  0 · KSh 0") }

    try desk.press(.function(2))
    try Supervisor.resolves("g", because: "the statement has it", at: desk)
    try desk.waitForRow("1", says: "RESOLVED")
    try expectResolved(payment.id, as: "goods", because: "the statement has it", in: shop)
    #expect(try shop.payments().first?.standing == "check", "a person never makes it paid")
  }
}
