import BlockingTests
import Glibc
import TestSupport
import Testing

/// `kaunta customer` beside real desks: it follows the till and its newest payment, and nothing else.
@Suite(.serialized, .onOwnThreads) struct CustomerTests {
  private static let welcome = "Pay when the cashier asks you."
  private static let enterPIN = "Please enter your M-Pesa PIN."
  private static let paid = "Paid. Thank you."

  @Test func theCustomerSeesOneSaleFromWelcomeToPaidToWelcome() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let desk = try shop.desk()
    try desk.waitForDesk()
    let view = try shop.customer()
    try view.waitForScreen("welcome in both languages") {
      $0.contains(Self.welcome) && $0.contains("Lipa keshia akikuomba.") && $0.contains("DEMO, NO MONEY MOVES")
    }
    try desk.ask("0712345678", for: 1_250)
    try view.waitForScreen("what to do, in both languages") {
      $0.contains(Self.enterPIN) && $0.contains("Weka PIN yako ya M-Pesa kwenye simu.")
    }
    try desk.waitForRow("1", says: "waiting")
    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForRow("1", says: "PAID")
    try view.waitForScreen("paid") { $0.contains(Self.paid) && $0.contains("Imelipwa. Asante.") }
    view.show("paid")
    try view.waitForScreen("welcome again") { $0.contains(Self.welcome) }
    #expect(!view.written.contains("712345678") && !view.written.contains("5678"))
    try view.type("x")
    try view.press(.enter, .escape)
    try view.type("q")
    #expect(try view.waitForExit() == .exited(code: 0))
    #expect(view.terminalIsGivenBack)
  }

  /// Two customers at one till: the first one's money is not told to the second.
  @Test func anotherCustomersPaymentIsNotShown() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let (first, second) = (try shop.desk(), try shop.desk(till: 2))
    try first.waitForDesk()
    try second.waitForDesk()
    let view = try shop.customer("--language", "sw")
    try view.waitForScreen("welcome") { $0.contains(Self.welcome) }
    // Another till's sale is nobody's here.
    try second.ask("0712345678", for: 99)
    try second.waitForRow("1", says: "waiting")
    try shop.simulator.customer("0712345678", does: "pay")
    try second.waitForRow("1", says: "PAID")
    try first.ask("0700000001", for: 50)
    try first.waitForRow("1", says: "waiting")
    try first.ask("0733000001", for: 70)
    try first.waitForRow("2", says: "waiting")
    try view.waitForScreen("the second customer is asked") { $0.contains(Self.enterPIN) }
    try shop.simulator.customer("0700000001", does: "pay")
    try first.waitForRow("1", says: "PAID")
    #expect(!view.written.contains("Imelipwa"))
    try shop.simulator.customer("0733000001", does: "cancel")
    try view.waitForScreen("a kind word") { $0.contains("Haikupita. Tafadhali muulize keshia.") }
    #expect(!view.written.contains("Imelipwa"))
  }

  /// It follows the till and not the process, and nothing in the home shows that it is there.
  @Test func theDeskIsKilledAndOpenedAnewUnderTheView() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let view = try shop.customer()
    try view.waitForScreen("no desk yet") { $0.contains("Please go to another till.") }
    #expect(try shop.filesIn("ledger").isEmpty)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try view.waitForScreen("welcome") { $0.contains(Self.welcome) }
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    try view.waitForScreen("asked") { $0.contains(Self.enterPIN) }
    desk.process.kill()
    _ = try desk.waitForExit()
    try shop.simulator.customer("0712345678", does: "pay")
    // Nobody takes the answer from the spool, so that it is not paid yet.
    try waitUntil("the callback is there") { try !shop.filesIn("spool/new").isEmpty }
    #expect(!view.written.contains(Self.paid))
    let again = try shop.desk()
    try again.waitForRow("1", says: "PAID")
    try view.waitForScreen("paid") { $0.contains(Self.paid) }
    try again.press(.function(10))
    _ = try again.waitForExit()
    try view.waitForScreen("closed, once it was seen") { $0.contains("Please go to another till.") }
    view.process.signal(SIGTERM)
    #expect(try view.waitForExit() == .exited(code: 143))
    #expect(view.terminalIsGivenBack)
  }

  @Test func aLedgerThatCannotBeReadIsNoPaid() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let desk = try shop.desk()
    try desk.waitForDesk()
    let view = try shop.customer()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    try shop.simulator.customer("0712345678", does: "pay")
    try view.waitForScreen("paid") { $0.contains(Self.paid) }
    let locker = try Locker(shop.path("ledger/ledger.sqlite"))
    try view.waitForScreen("neutral words") { $0.contains("Please ask the cashier.") && !$0.contains(Self.paid) }
    locker.letGo()
    try view.waitForScreen("it goes on by itself") {
      $0.contains(Self.paid) || $0.contains(Self.welcome)
    }
  }

  @Test(arguments: [("linux", 40, 12), ("xterm", 80, 24), ("xterm-256color", 200, 55), ("vt100", 80, 24)])
  func itIsDrawnOnEveryTerminal(_ name: String, _ columns: Int, _ rows: Int) throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    let view = try shop.customer(environment: ["TERM": name], columns: columns, rows: rows)
    try view.waitForScreen("welcome") { $0.contains(Self.welcome) }
    try desk.ask("0712345678", for: 250)
    try view.waitForScreen("paid") { $0.contains(Self.paid) }
    view.show("\(name) \(columns)x\(rows)")
    view.resize(columns: 60, rows: 16)
    try view.waitForScreen("smaller") { $0.contains(Self.paid) || $0.contains(Self.welcome) }
    try view.press(.function(10))
    #expect(try view.waitForExit() == .exited(code: 0))
    #expect(view.terminalIsGivenBack)
  }

  @Test func withoutATerminalItSaysSo() throws {
    let shop = try RunningShop(listens: false)
    #expect(try shop.run("customer").code == 64)
    #expect(try shop.run("customer", "--till", "0").code == 64)
  }
}

extension RunningShop {
  /// Opens a customer's view of till 1 on a terminal.
  fileprivate func customer(
    _ arguments: String..., environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> SpawnedProgram {
    try SpawnedProgram(
      try Kaunta.path, arguments: ["customer", "--home", home] + arguments, environment: environment, columns: columns,
      rows: rows)
  }
}
