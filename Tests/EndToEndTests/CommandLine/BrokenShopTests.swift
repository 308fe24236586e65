import BlockingTests
import CanonicalJSON
import GRDB
import Glibc
import TestSupport
import Testing

/// What the command says and does when a part of the shop is down or wrong.
@Suite(.serialized, .onOwnThreads) struct BrokenShopTests {
  @Test func withoutSafaricomNothingIsSent() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    shop.simulator.kill()
    // The token of before is still good: it is the request itself that reaches nobody.
    let pushed = try shop.run("push", "--phone", "0712345679", "--amount", "50", "--wait")
    #expect(pushed.code == 10)
    #expect(pushed.output.lowercased().contains("nothing was sent"), "\(pushed.output)")
    #expect(try shop.payments().first?.standing == "not-sent")
    // Doctor asks for no new token while there is a good one, and does not claim that it did.
    #expect(try shop.run("doctor").output.contains("no new one was asked for"))
  }

  @Test func withoutATokenNothingIsSent() throws {
    let shop = try RunningShop()
    shop.simulator.kill()
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait")
    #expect(pushed.code == 10)
    #expect(try shop.payments().first?.standing == "not-sent")
    let doctor = try shop.run("doctor")
    #expect(doctor.code == 78)
    #expect(doctor.lines.contains { $0.hasPrefix("BAD   token: ") }, "\(doctor.output)")
  }

  @Test func aWrongConsumerSecretSendsNothing() throws {
    let shop = try RunningShop()
    try Self.write("not-the-secret\n", to: shop.path("secrets/consumer-secret"))
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait")
    #expect(pushed.code == 10)
    #expect(!pushed.output.contains("not-the-secret"))
    #expect(try shop.payments().first?.standing == "not-sent")
    #expect(try shop.simulator.prompts().isEmpty)
  }

  @Test func whenNoCallbackCanComeAQuestionFindsTheMoney() throws {
    // Nobody listens, so callbacks look broken from the start.
    let shop = try RunningShop(
      settings: [("simulator.query_after_seconds", "5"), ("simulator.pace", "10")], listens: false)
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait", "--json")
    #expect(pushed.code == 0)
    let payment = try PrintedPayment(line: try #require(pushed.lines.first))
    #expect(payment.standing == "paid")
    #expect(payment.flags == ["receipt-to-follow"])
    #expect(payment.receipt == nil)
    let kinds = try shop.evidence(of: payment.id).compactMap { $0["kind"]?.string }
    #expect(kinds.first == "recorded")
    // An early answer is no proof by itself: it was asked twice.
    #expect(kinds.count { $0 == "query-answer" } == 2)
  }

  @Test func aLedgerThatCannotBeWrittenIsSaid() throws {
    let shop = try RunningShop()
    #expect(rename(shop.path("ledger"), shop.path("ledger-away")) == 0)
    try Self.write("", to: shop.path("ledger"))
    let pushed = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait")
    #expect(pushed.code == 74)
    #expect(pushed.errorLines.count == 1)
    #expect(try shop.simulator.prompts().isEmpty)
  }

  @Test func aTokenThatCannotBeKeptIsToldByTheLogAndByDoctor() throws {
    let shop = try RunningShop()
    // Whoever runs the tests may write into any directory; into a file nobody puts another.
    #expect(rename(shop.path("cache"), shop.path("cache-away")) == 0)
    try Self.write("", to: shop.path("cache"))
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let lines = try #require(readTextFile(shop.path("log/kaunta.log"))).split(separator: "\n")
    #expect(lines.count { $0.contains("push[") && $0.contains("access token cannot be kept") } == 1)
    #expect(try shop.run("doctor").output.contains("access token cannot be kept"))
  }

  @Test func anAnswerThatTheLedgerDoesNotTakeIsKeptUntilItDoes() throws {
    let shop = try RunningShop()
    // The next push has its token already, so that nothing but the push itself meets the stopped simulator.
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    kill(shop.simulator.processID, SIGSTOP)
    let push = try shop.start("push", "--phone", "0722000001", "--amount", "60", "--json")
    try waitUntil("the request is on its way") { try shop.payments().first?.standing == "sending" }
    let ledger = try DatabaseQueue(path: shop.path("ledger/ledger.sqlite"))
    try ledger.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN EXCLUSIVE")
      kill(shop.simulator.processID, SIGCONT)
      // Until the first try to write the answer down has failed, and it lies in the spool.
      try waitUntil("the answer is kept") {
        try shop.filesIn("spool/new").contains { $0.hasSuffix(".push-answer") }
      }
      try database.execute(sql: "COMMIT")
    }
    try ledger.close()
    #expect(try push.waitForExit() == .exited(code: 0), "\(push.output)\(push.errors)")
    let kinds = try shop.evidence(of: try #require(try shop.payments().first).id).compactMap { $0["kind"]?.string }
    #expect(kinds.contains("accepted"))
  }

  @Test func aSpoolThatCannotBeWrittenIsSaid() throws {
    let shop = try RunningShop(listens: false)
    #expect(rename(shop.path("spool"), shop.path("spool-away")) == 0)
    try Self.write("", to: shop.path("spool"))
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 74)
    #expect(try shop.run("listen", "--listen", "127.0.0.1:0").code == 74)
    #expect(try shop.simulator.prompts().isEmpty)
  }

  @Test func aLedgerOfAnotherShortCodeIsRefused() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    try SettingsFile(home: shop.home).set("daraja.short_code", "\"600000\"")
    let pushed = try shop.run("push", "--phone", "0722000001", "--amount", "50", "--wait")
    #expect(pushed.code == 78)
    #expect(pushed.errorLines.count == 1)
    #expect(try shop.simulator.prompts().count == 1)
  }

  @Test func serversStopTidilyAndIngestingGoesOnUntilTold() throws {
    let shop = try RunningShop()
    let ingesting = try shop.start("poll", "--watch")
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50").code == 0)
    try waitUntil("ingested without anybody's asking") { try shop.payments().first?.standing == "paid" }
    ingesting.process.signal(SIGTERM)
    #expect(try ingesting.waitForExit() == .exited(code: 0))
    #expect(ingesting.output.contains("ingested 1 callbacks"))
    #expect(try shop.stopListener() == .exited(code: 0))
    #expect(try shop.simulator.stop() == .exited(code: 0))
  }

  @Test func aListenerOnATakenPortIsToldSo() throws {
    let shop = try RunningShop()
    let other = try RunningShop(simulator: shop.simulator, listens: false)
    let address = try #require(try shop.listensOn())
    let second = try other.run("listen", "--listen", address)
    #expect(second.code == 74)
    #expect(second.errorLines.count == 1, "\(second.errors)")
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
  }

  @Test func aSecondListenerAtAHomeIsToldTheFirstOnesName() throws {
    let shop = try RunningShop()
    let first = try #require(shop.listenerProcessID)
    let address = try #require(try shop.listensOn())
    let second = try shop.run("listen", "--listen", "127.0.0.1:\(try Loopback.freePort())")
    #expect(second.code == 75)
    #expect(second.output == "")
    let refusal = try #require(second.errorLines.last)
    for words in ["already", "process \(first), since 20", "on \(address)", "the other goes on"] {
      #expect(refusal.contains(words), "\(refusal)")
    }
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    #expect(try shop.run("doctor").code == 0)
  }

  @Test func theNextListenerTakesOverFromOneThatEndsOrWasKilled() throws {
    let shop = try RunningShop()
    kill(try #require(shop.listenerProcessID), SIGKILL)
    try shop.startListener()
    // The old one is still ending while the new one is started, as by a hasty hand.
    let old = try #require(shop.listenerProcessID)
    let next = try shop.start("listen", "--listen", "127.0.0.1:\(try Loopback.freePort())")
    try waitUntil("the new one says for whom it waits") {
      next.errors.contains("process \(old)") && next.errors.contains("Waiting a moment")
    }
    kill(old, SIGTERM)
    _ = try next.waitForLine { $0.hasPrefix("listening on http://") }
    next.process.signal(SIGTERM)
    #expect(try next.waitForExit() == .exited(code: 0))
  }

  @Test func verifyNamesARowThatWasChanged() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    #expect(try shop.run("push", "--phone", "0700001032", "--amount", "60", "--wait").code == 10)
    let clean = try shop.run("verify")
    #expect(clean.code == 0)
    #expect(clean.output.contains("everything fits"))

    let failed = try #require(try shop.payments().first { $0.standing == "not-paid" })
    do {
      let ledger = try DatabaseQueue(path: shop.path("ledger/ledger.sqlite"))
      try ledger.write { database in
        try database.execute(sql: "DROP TRIGGER evidence_is_never_changed")
        try database.execute(
          sql: "UPDATE evidence SET fields = replace(fields, '1032', '0') WHERE payment_id = ? AND kind = 'callback'",
          arguments: [failed.id])
        #expect(database.changesCount == 1)
      }
      try ledger.close()
    }
    let found = try shop.run("verify")
    #expect(found.code == 1)
    #expect(found.output.contains(failed.id), "\(found.output)")
    #expect(try shop.run("doctor").code == 78)
  }

  @Test func aFiledCallbackThatTheLedgerDoesNotKnowIsNamed() throws {
    let shop = try RunningShop()
    #expect(try shop.run("backup", shop.pathBeside("morning.sqlite")).code == 0)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let payment = try #require(try shop.payments().first)
    // The ledger of this morning comes back; the spool has gone on.
    #expect(rename(shop.path("ledger"), shop.path("ledger-away")) == 0)
    #expect(mkdir(shop.path("ledger"), 0o700) == 0)
    #expect(rename(shop.pathBeside("morning.sqlite"), shop.path("ledger/ledger.sqlite")) == 0)
    let found = try shop.run("verify")
    #expect(found.code == 1)
    #expect(found.output.contains(payment.id))
  }

  @Test func doctorSaysWhatIsWellAndWhatIsNot() throws {
    let shop = try RunningShop(listens: false)
    let before = try shop.run("doctor")
    #expect(before.code == 78)
    #expect(before.lines.contains { $0.hasPrefix("BAD   listener: ") && $0.contains("kaunta listen") })
    try shop.startListener()
    let after = try shop.run("doctor")
    #expect(after.code == 0, "\(after.output)")
    #expect(after.lines.dropLast().allSatisfy { $0.hasPrefix("ok    ") }, "\(after.output)")
    #expect(after.lines.last == "doctor: this shop can take payments")
  }

  private static func write(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let bytes = Array(text.utf8)
    guard descriptor >= 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw TestFailure("cannot write \(path)")
    }
    close(descriptor)
  }
}
