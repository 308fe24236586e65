import BlockingTests
import CLinux
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// `kaunta push` that a signal ends: it says what is known, in one object, whatever it was doing.
@Suite(.serialized, .onOwnThreads) struct PushEndingTests {
  private func start(_ shop: RunningShop, _ arguments: String...) throws -> PipedProgram {
    try shop.start("push", "--phone", "0712345678", "--amount", "50", "--json", arguments.first ?? "--wait")
  }

  /// SIGTERM is held back in its first thread.
  private func takesSignals(_ push: PipedProgram) -> Bool {
    let status = readTextFile("/proc/\(push.process.processID)/status") ?? ""
    let mask = status.split(separator: "\n").first { $0.hasPrefix("SigBlk:") }?.split(separator: "\t").last ?? ""
    return (UInt64(mask, radix: 16) ?? 0) & 1 << UInt64(SIGTERM - 1) != 0
  }

  /// Its first thread is in poll(2), which nothing but the wait for an answer is in.
  private func waitsForNews(_ push: PipedProgram) -> Bool {
    let call = readTextFile("/proc/\(push.process.processID)/syscall")?.split(separator: " ").first
    return ["7", "271", "73"].contains(call)
  }

  private func onlyLine(_ push: PipedProgram) throws -> String {
    let lines = push.output.split(separator: "\n")
    #expect(lines.count == 1, "\(push.output)")
    return String(try #require(lines.first))
  }

  @Test(arguments: [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGHUP, "SIGHUP")])
  func whileTheCustomerIsWaitedForThePaymentIsTold(number: Int32, name: String) throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let push = try start(shop)
    // The ledger has it a moment before the command that waits has read it there.
    try waitUntil("it is taken") { try shop.payments().first?.standing == "waiting" && waitsForNews(push) }
    push.process.signal(number)
    #expect(try push.waitForExit() == .exited(code: 11))
    let payment = try PrintedPayment(line: onlyLine(push))
    #expect(payment.standing == "waiting")
    #expect(payment.object["stopped"]?.string == name)
    #expect(payment.object["trouble"]?.string?.contains("Do not ask again") == true)
    #expect(payment.id == (try shop.payments().first?.id))
    #expect(push.errors.contains(payment.id))
  }

  @Test func beforeAnythingIsRecordedNothingWasSent() throws {
    let shop = try RunningShop(listens: false)
    #expect(try shop.payments().isEmpty)
    let lock = open(shop.path("ledger/ledger.sqlite.lock"), O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    #expect(kaunta_lock_exclusively(lock, 0) == 0)
    // It waits for the ledger.
    let push = try start(shop)
    try waitUntil("it takes signals") { takesSignals(push) }
    push.process.signal(SIGTERM)
    #expect(try push.waitForExit() == .exited(code: 143))
    let told = try JSONValue(parsing: onlyLine(push))
    #expect(told["error"]?.string == "stopped")
    #expect(told["exit"] == .integer(143))
    #expect(told["sent"] == .bool(false))
    #expect(told["payment"] == .null)
    _ = kaunta_unlock(lock)
    #expect(try shop.payments().isEmpty)
  }

  @Test func onceItIsRecordedAndBeforeItsRequestItMayBeAskedForAgain() throws {
    let shop = try RunningShop()
    let line = try NetworkLine(to: try shop.simulator.port)
    try shop.settings.set("daraja.base_url", "\"\(line.address)\"")
    try line.become(.holdingAnswers)
    // It waits for a token.
    let push = try start(shop)
    try waitUntil("it is recorded") { try shop.payments().first?.standing == "recorded" }
    push.process.signal(SIGTERM)
    #expect(try push.waitForExit() == .exited(code: 143))
    let told = try JSONValue(parsing: onlyLine(push))
    #expect(told["error"]?.string == "stopped")
    #expect(told["sent"] == .bool(false))
    #expect(told["payment"]?.string == (try shop.payments().first?.id))
    #expect(told["message"]?.string?.contains("may be asked for again") == true)
    #expect(try shop.simulator.prompts().isEmpty)
  }

  @Test func whileSafaricomHoldsItsAnswerNothingMayBeAskedAgain() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let line = try NetworkLine(to: try shop.simulator.port)
    try shop.settings.set("daraja.base_url", "\"\(line.address)\"")
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0, "a token is bought")
    try line.become(.holdingAnswers)
    let push = try start(shop)
    try waitUntil("the prompt is out") { try shop.simulator.prompts().count == 2 }
    push.process.signal(SIGTERM)
    #expect(try push.waitForExit() == .exited(code: 11))
    let payment = try PrintedPayment(line: onlyLine(push))
    #expect(payment.standing == "sending")
    #expect(payment.object["trouble"]?.string?.contains("Do not ask again") == true)
  }

  @Test func aRepeatThatASignalEndsSaysThatItIsOne() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "sale-7").code == 0)
    let push = try shop.start(
      "push", "--phone", "0712345678", "--amount", "50", "--json", "--once", "sale-7", "--wait")
    try waitUntil("it waits for the answer") { waitsForNews(push) }
    push.process.signal(SIGTERM)
    #expect(try push.waitForExit() == .exited(code: 11))
    let payment = try PrintedPayment(line: onlyLine(push))
    #expect(payment.object["repeated"] == .bool(true))
    #expect(payment.object["stopped"]?.string == "SIGTERM")
    #expect(try shop.simulator.prompts().count == 1)
  }

  @Test func aSignalThatTheCallerHasIgnoredEndsNothing() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let push = try PipedProgram(
      "/usr/bin/nohup",
      arguments: [
        try Kaunta.path, "push", "--home", shop.home, "--phone", "0712345678", "--amount", "50", "--json", "--wait",
      ])
    try waitUntil("it is taken") { try shop.payments().first?.standing == "waiting" }
    push.process.signal(SIGHUP)
    try shop.simulator.customer("0712345678", does: "pay")
    #expect(try push.waitForExit() == .exited(code: 0))
    #expect(try PrintedPayment(line: onlyLine(push)).standing == "paid")
  }
}
