import BlockingTests
import Glibc
import TestSupport
import Testing

/// Every way out gives the terminal back.
@Suite(.serialized, .onOwnThreads) struct LeavingTests {
  @Test func f10LeavesAndSoDoesQOnTheBoard() throws {
    let shop = try RunningShop()
    let first = try shop.desk()
    try first.waitForDesk()
    try first.ask("0712345678", for: 50)
    try first.waitForRow("1", says: "PAID")
    try first.press(.function(10))
    #expect(try first.waitForExit() == .exited(code: 0))
    #expect(first.terminalIsGivenBack)

    let second = try shop.desk()
    try second.waitForDesk()
    try second.type("q")
    try second.waitForScreen("in the form q is a letter") { $0.line(containing: "Phone")?.contains("q") == true }
    try second.press(.escape)
    try second.waitForScreen("Escape empties the field") { $0.line(containing: "Phone")?.contains("q") == false }
    try second.press(.function(2))
    try second.waitForScreen("the board has the keys") { $0.contains("q leave") }
    try second.type("q")
    #expect(try second.waitForExit() == .exited(code: 0))
    #expect(second.terminalIsGivenBack)
  }

  @Test func leavingWhilePaymentsWaitAsksFirst() throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    try desk.press(.function(10))
    try desk.waitForScreen("it asks") { $0.contains("y leave") }
    try desk.press(.enter)
    try desk.type("n")
    try desk.waitForScreen("it stays") { $0.contains("F10 leave") }
    try desk.press(.function(10))
    try desk.type("y")
    #expect(try desk.waitForExit() == .exited(code: 0))
    #expect(desk.terminalIsGivenBack)
    #expect(try shop.payments().first?.standing == "waiting")
  }

  @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func aSignalEndsItTidily(number: Int32, code: Int32) throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    desk.process.signal(number)
    #expect(try desk.waitForExit() == .exited(code: code))
    #expect(desk.terminalIsGivenBack)
    #expect(try shop.payments().first?.standing == "waiting")
  }

  @Test func aDroppedLineEndsItAndNothingIsLost() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    desk.hangUp()
    #expect(try desk.waitForExit() == .exited(code: 129))
    let again = try shop.desk()
    try again.waitForRow("1", says: "PAID")
  }

  @Test func aCrashGivesTheTerminalBackAndShowsNoMemory() throws {
    let shop = try RunningShop(answerAfterSeconds: 50)
    // An empty value leaves SWIFT_BACKTRACE unset, as on a cashier's machine.
    let desk = try shop.desk(environment: ["SWIFT_BACKTRACE": ""])
    try desk.waitForDesk()
    try desk.ask("0798765432", for: 50)
    try desk.waitForRow("1", says: "waiting")
    let before = desk.output.count
    desk.process.signal(SIGSEGV)
    #expect(try desk.waitForExit() == .signalled(number: SIGSEGV))
    #expect(desk.terminalIsGivenBack)
    #expect(desk.screen.contains("Kaunta stopped by a fault of its own"))
    let after = String(decoding: desk.output[before...], as: UTF8.self)
    let log = readTextFile(shop.path("log/kaunta.log")) ?? ""
    for text in [after, log] {
      #expect(!text.contains("Press space"))
      #expect(!text.contains("Registers"))
      #expect(!text.contains("98765432"))
    }
    let again = try shop.desk()
    try again.waitForRow("1", says: "waiting")
  }
}
