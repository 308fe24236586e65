import BlockingTests
import TestSupport
import Testing

/// What no hand types, and what therefore sends nothing: pastes without marks, scanners, wheels.
@Suite(.serialized, .onOwnThreads) struct BurstTests {
  @Test(arguments: ["\r", "\n", "\r\n"])
  func aPaymentInOneReadingIsNotSent(lineEnd: String) throws {
    let shop = try RunningShop(listens: false)
    let desk = try shop.desk(environment: ["TERM": "vt100"])
    try desk.waitForDesk()
    try desk.send(Array("0712345678\(lineEnd)1500\(lineEnd)".utf8))
    try desk.waitForScreen("the phone, and no more") {
      $0.contains("0712 345 678") && $0.contains("More than one line")
    }
    try desk.press(.enter, .enter, .enter)
    try desk.press(.escape)
    try desk.type("0712345678")
    try desk.press(.enter)
    try desk.waitForScreen("the amount") { $0.contains("Enter send") }
    // A scanner's code in the amount.
    try desk.send(Array("12345\(lineEnd)".utf8))
    try desk.waitForScreen("it is looked at first") { $0.contains("12,345") && $0.contains("then press Enter") }
    #expect(try shop.payments().isEmpty)
    #expect(try shop.simulator.prompts().isEmpty)
    try desk.press(.enter)
    try desk.waitForScreen("a hand sends it") { $0.row(ofNumber: "1") != nil || $0.contains("y to send") }
  }

  @Test func aWheelAndANameAskNobodyAgain() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    #expect(desk.written.contains("\u{1B}[?1007l"))
    try desk.ask("0700001032", for: 50)
    try desk.waitForRow("1", says: "CANCELLED")
    // Three notches of a wheel that a terminal makes arrow keys of, and text that was meant for the form.
    let down = desk.terminal.bytes(for: .down)
    try desk.send(down + down + down + Array("ay".utf8))
    try desk.waitForScreen("the board") { $0.bottomLine.contains("Tab form") }
    try desk.press(.escape)
    try desk.waitForScreen("the form") { $0.bottomLine.contains("Tab board") }
    #expect(try shop.payments().count == 1)
    #expect(!desk.screen.contains("Ask again?"))
  }
}
