import BlockingTests
import Glibc
import TestSupport
import Testing

/// The network gone, the token endpoint down, keys wrong, clocks apart, the line dropped: at the desk.
@Suite(.serialized, .onOwnThreads) struct SafaricomInTroubleTests {
  @Test func whenTheNetworkIsGoneNothingIsSentAndItIsSaid() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    shop.simulator.kill()
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("2", says: "NOT SENT")
    try desk.waitForScreen("what it means") {
      $0.contains("Nothing was sent and no money was asked for.")
        && $0.contains("check base address, proxy and firewall")
        // The line about the form does not go on saying that it is on its way.
        && !$0.contains("on its way")
    }
    let doctor = try shop.run("doctor")
    #expect(doctor.code == 78)
    #expect(doctor.lines.contains { $0.hasPrefix("BAD   network: ") }, "\(doctor.output)")
    #expect(try shop.run("verify").code == 0)
  }

  @Test func withoutATokenNothingIsSentAndItIsSaid() throws {
    let shop = try RunningShop()
    try shop.write("not-the-secret\n", to: "secrets/consumer-secret")
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "NOT SENT")
    try desk.waitForScreen("what it means, and who mends it") {
      $0.contains("Safaricom gave no access token.") && $0.contains("no money was asked for")
        && $0.contains("Owner: run kaunta doctor")
    }
    // It is a trouble of the whole shop, so it stands above the board as well, by its cause.
    try desk.waitForScreen("the cause") {
      $0.unwrapped.contains("Safaricom refused the shop's consumer key and secret. Nothing can be asked for.")
    }
    let doctor = try shop.run("doctor")
    #expect(doctor.lines.contains { $0.hasPrefix("BAD   token: ") && $0.contains("consumer key and secret") })
    #expect(try shop.simulator.prompts().isEmpty)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aTokenEndpointThatIsDownIsSaid() throws {
    let shop = try RunningShop()
    kill(shop.simulator.processID, SIGKILL)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "NOT SENT")
    try desk.waitForScreen("nothing was asked for") { $0.contains("Nothing was sent and no money was asked for.") }
    #expect(try shop.run("doctor").lines.contains { $0.hasPrefix("BAD   token: ") })
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aWrongPasskeyIsTheOwnersToMend() throws {
    let shop = try RunningShop()
    try shop.write(String(repeating: "0", count: 62) + "ff\n", to: "secrets/passkey")
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "REFUSED")
    try desk.waitForScreen("whose it is") {
      $0.contains("Safaricom refused the shop's passkey.") && $0.contains("No prompt went out")
        && $0.contains("Owner: do passkey and short code belong together?")
    }
    #expect(try shop.simulator.prompts().isEmpty)
    #expect(try shop.run("verify").code == 0)
  }

  /// The listener was not told of a new key: every answer would be turned away.
  @Test func aCallbackKeyThatTheListenerLacksSendsNothing() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    kill(try #require(shop.listenerProcessID), SIGSTOP)
    defer { if let listener = shop.listenerProcessID { kill(listener, SIGCONT) } }
    #expect(try shop.run("keys", "rotate").code == 0)
    try desk.waitForScreen("the header says it") { $0.contains("keys differ") }
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "NOT SENT")
    try desk.waitForScreen("why") { $0.contains("no money was asked for") }
    #expect(try shop.simulator.prompts().isEmpty)
    #expect(try shop.run("doctor").lines.contains { $0.hasPrefix("BAD   listener: it takes other keys") })
    #expect(try shop.run("verify").code == 0)
  }

  @Test(arguments: [(3_600, "60 minutes slow"), (-3_600, "60 minutes fast")])
  func aClockThatIsWrongByAnHourIsNoticedFromSafaricomsDate(ahead seconds: Int, words: String) throws {
    let shop = try RunningShop(simulatorOptions: ["--clock-offset=\(seconds)"])
    let before = try shop.run("doctor")
    #expect(before.code == 78)
    #expect(before.lines.contains { $0.hasPrefix("BAD   clock: ") && $0.contains(words) }, "\(before.output)")
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    try desk.waitForScreen("it is said on the desk") { $0.contains("This machine's clock is \(words).") }
    // A clock that is wrong takes nobody's money away.
    #expect(try shop.payments().first?.receipt == (try shop.simulator.paid().first?.receipt))
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aLineThatDropsWhileTheRequestIsUnderWayLosesNothingAndSendsNothingTwice() throws {
    let shop = try RunningShop(answerAfterSeconds: 1)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let desk = try shop.desk()
    try desk.waitForDesk()
    kill(shop.simulator.processID, SIGSTOP)
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("1", says: "sending")
    // Its row says so before the request goes: a desk that is closed in between sends nothing.
    try waitUntil("the request is under way") { try Loopback.connected(to: shop.simulator.address) > 0 }
    desk.hangUp()
    kill(shop.simulator.processID, SIGCONT)
    #expect(try desk.waitForExit() == .exited(code: 129))
    // The answer to the request reached the ledger although nobody saw it.
    let payment = try #require(try shop.payments().first)
    #expect(try shop.evidence(of: payment.id).contains { $0["kind"]?.string == "accepted" })

    let again = try shop.desk()
    try again.waitForRow("1", says: "PAID U")
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.simulator.paid().count == 2)
    #expect(try shop.run("verify").code == 0)
  }
}
