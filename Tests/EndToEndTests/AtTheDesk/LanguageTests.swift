import BlockingTests
import TestSupport
import Testing

/// The setting `language` at the keyboard: it turns the desk, and leaves the command line as it is.
@Suite(.serialized, .onOwnThreads) struct LanguageTests {
  @Test func aSwahiliDeskTakesAPaymentAndTheCommandLineStaysEnglish() throws {
    let shop = try RunningShop(settings: [("desk.language", "\"sw\"")])
    let desk = try shop.desk()
    try desk.waitForDesk(phone: "Simu", leave: "toka")
    #expect(desk.screen.line(containing: "HAKUNA PESA HALISI") != nil)
    try desk.ask("0700001032", for: 85)
    try desk.waitForRow("1", says: "IMEGHAIRIWA na mteja")
    // Its lines stay until somebody chose its row.
    try desk.press(.function(2), .escape)
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("2", says: "IMELIPWA")
    let receipt = try #require(try shop.payments().first?.receipt)
    try desk.waitForScreen("the three lines in Swahili") {
      $0.contains("Namba 2, KSh 50: IMELIPWA, code \(receipt).") && $0.contains("Mpe mteja bidhaa.")
    }
    #expect(!desk.screen.contains("PAID"))

    let payment = try #require(try shop.payments().first)
    let told = try shop.run("payment", payment.id)
    #expect(told.output.contains("One payment, one handing-over") && !told.output.contains("Malipo moja"))
  }

  @Test func aQuestionIsAskedInSwahili() throws {
    let shop = try RunningShop(settings: [("desk.language", "\"sw\"")], listens: false)
    let desk = try shop.desk()
    try desk.waitForDesk(phone: "Simu", leave: "toka")
    try desk.waitForScreen("it is said") { $0.contains("hakuna kipokezi") }
    try desk.ask("0712345678", for: 50)
    try desk.waitForScreen("the question in Swahili") {
      $0.contains("hakuna anayepokea majibu ya Safaricom") && $0.contains("Unataka kutuma ombi hata hivyo?")
    }
  }
}
