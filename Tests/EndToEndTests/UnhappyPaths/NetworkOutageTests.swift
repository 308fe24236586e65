import BlockingTests
import Glibc
import TestSupport
import Testing

/// The network is gone for a while, between desk and Safaricom and between Safaricom and the listener, and comes back.
///
/// Some seconds here. `KAUNTA_OUTAGE_SECONDS=600` makes it ten minutes, at the pace of life.
@Suite(.serialized, .onOwnThreads) struct NetworkOutageTests {
  @Test func whereConnectionsAreRefusedNobodyIsAskedTwiceAndEveryPaymentIsToldOfAfterwards() throws {
    try live(through: .refusing)
  }

  @Test func wherePacketsAreSwallowedNobodyIsAskedTwiceAndEveryPaymentIsToldOfAfterwards() throws {
    try live(through: .swallowing)
  }

  private func live(through outage: NetworkLine.Condition) throws {
    let day = try OutageDay()
    let desk = try day.shop.desk()
    defer { day.show("the end", desk) }
    try desk.waitForDesk()

    // One customer looks at the prompt, and a request is on its way to Safaricom when the network goes.
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    try day.toSafaricom.become(.holdingAnswers)
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("2", says: "sending")
    try waitUntil("its prompt is out") { try day.shop.simulator.prompts().count == 2 }
    try day.toSafaricom.become(outage)
    try day.toListener.become(outage)
    let began = Deadline.now

    // The first customer pays, and nobody can say so.
    try day.shop.simulator.customer("0712345678", does: "pay")
    try waitUntil("he paid") { try day.shop.simulator.paid().count == 1 }
    // A third one comes.
    try desk.ask("0733000001", for: 70)
    try desk.waitForRow("3", says: "NOT SENT")
    // Trouble queues: the second customer's stands first.
    try desk.press(.function(2), .function(2))
    try desk.waitForScreen("what it means") { $0.contains("Nothing was sent and no money was asked for.") }
    try desk.press(.escape)
    day.show("the third is not sent", desk)
    try day.watch(desk, untilSeconds: day.outageSeconds, since: began)

    try day.toSafaricom.become(.up)
    try day.toListener.become(.up)
    let back = Deadline.now
    if day.isShort { try day.shop.simulator.customer("0722000001", does: "pay") }
    try desk.waitForRow("1", says: "PAID", timeoutSeconds: day.isShort ? 120 : 1_000)
    day.note("number 1 is PAID \((Deadline.now - back) / 1000) s after the network came back")
    if day.isShort { try desk.waitForRow("2", says: "PAID") }
    day.show("the network is back", desk)

    // The third customer is still there.
    try desk.ask("0733000001", for: 70)
    try desk.waitForRow("4", says: "waiting")
    try day.shop.simulator.customer("0733000001", does: "pay")
    try desk.waitForRow("4", says: "PAID")
    let prompts = try day.shop.simulator.prompts()
    #expect(prompts.count == 3)
    #expect(Set(prompts.map(\.callbackURL)).count == 3, "a prompt a payment")
    let standings = try day.shop.payments().map(\.standing)
    #expect(standings.reversed() == ["paid", day.isShort ? "paid" : "unknown", "not-sent", "paid"])
    #expect(try day.shop.run("verify").code == 0)
  }
}

/// A shop whose lines can be cut, and its customers.
private final class OutageDay {
  let shop: RunningShop
  let toSafaricom: NetworkLine
  let toListener: NetworkLine
  let outageSeconds: Double
  let isShort: Bool
  private let began = Deadline.now

  init() throws {
    let wished = getenv("KAUNTA_OUTAGE_SECONDS").flatMap { Double(String(cString: $0)) }
    isShort = wished == nil
    outageSeconds = wished ?? 6
    shop = try RunningShop(
      answerAfterSeconds: nil,
      settings: isShort ? [("simulator.query_after_seconds", "5"), ("simulator.pace", "2")] : [],
      simulatorOptions: ["--by-hand"], listens: false)
    toSafaricom = try NetworkLine(to: try shop.simulator.port)
    toListener = try NetworkLine(to: 1)
    try shop.settings.set("daraja.base_url", "\"\(toSafaricom.address)\"")
    try shop.startListener(behind: toListener)
  }

  /// Looks at the screen until so much of the outage is over: it promises nothing all the while.
  func watch(_ desk: SpawnedProgram, untilSeconds seconds: Double, since began: Int64) throws {
    var last = ""
    try waitUntil("the outage is over", timeoutSeconds: seconds + 60) {
      desk.takeOutput(waitMilliseconds: 200)
      for number in ["1", "2", "3"] {
        let row = try #require(desk.screen.row(ofNumber: number))
        #expect(!row.contains("PAID") && !row.contains("FAILED"), "\(desk.screen)")
      }
      let words = ["1", "2", "3"].compactMap { desk.screen.row(ofNumber: $0)?.split(separator: " ").suffix(6) }
      let now = words.map { $0.filter { !$0.contains(":") }.joined(separator: " ") }.joined(separator: " | ")
      if now != last { show("the network is gone", desk) }
      last = now
      return Double(Deadline.now - began) >= seconds * 1000
    }
  }

  func show(_ what: String, _ desk: SpawnedProgram) { desk.show("\(seconds) s: \(what)") }

  func note(_ what: String) {
    if SpawnedProgram.screensAreShown { print("\(seconds) s: \(what)") }
  }

  private var seconds: Int64 { (Deadline.now - began) / 1000 }
}
