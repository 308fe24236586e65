import BlockingTests
import CLinux
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// `kaunta push` whose ledger fails once its request may be out: it goes on waiting, names the payment, and never says
/// that nothing was sent.
@Suite(.serialized, .onOwnThreads) struct PushInTroubleTests {
  private static let wanted = ["--phone", "0712345678", "--amount", "50", "--json"]

  private func start(_ shop: RunningShop, wait seconds: Int) throws -> PipedProgram {
    try shop.start("push", "--phone", "0712345678", "--amount", "50", "--json", "--wait=\(seconds)")
  }

  /// A shop on a disk of its own, behind a line that may hold its requests, with a token in hand.
  private func onOwnDisk() throws -> (disk: OwnDisk, shop: RunningShop, line: NetworkLine) {
    let disk = try OwnDisk(megabytes: 30)
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"], on: disk)
    let line = try NetworkLine(to: try shop.simulator.port)
    try shop.settings.set("daraja.base_url", "\"\(line.address)\"")
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0, "a token is bought")
    return (disk, shop, line)
  }

  private func expectNoWordOfRecording(_ program: PipedProgram) {
    let said = program.output + program.errors
    for word in ["Nothing was sent", "Nothing was written", "start it again", "Hakuna kilichotumwa"] {
      #expect(!said.contains(word), "\(said)")
    }
  }

  @Test(.enabled(if: OwnDisk.isPossible)) func aDiskThatFillsUpInMidRequestIsNoReasonToStopWaiting() throws {
    let (disk, shop, line) = try onOwnDisk()
    try line.become(.holdingAnswers)
    let push = try start(shop, wait: 60)
    try waitUntil("the prompt is out") { try shop.simulator.prompts().count == 2 }
    try disk.fill()
    try line.become(.up)
    try shop.simulator.customer("0712345678", does: "pay")
    // The acknowledgement and the answer came on a full disk; the customer has paid.
    try waitUntil("the answer is kept") {
      // Ingested at once where the reserve made room for the ledger too.
      try shop.filesIn("spool").contains { $0.hasSuffix(".push") }
    }
    disk.makeRoom()
    #expect(try push.waitForExit() == .exited(code: 0))
    expectNoWordOfRecording(push)
    let payment = try PrintedPayment(line: try #require(push.output.split(separator: "\n").first.map(String.init)))
    #expect(payment.standing == "paid")
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.run("verify").code == 0)
  }

  @Test(.enabled(if: OwnDisk.isPossible)) func aDiskThatStaysFullEndsInThePaymentWithItsNameAndWhatIsKnown() throws {
    let (disk, shop, line) = try onOwnDisk()
    for arguments in [["--wait=1"], []] {
      try line.become(.holdingAnswers)
      let before = try shop.simulator.prompts().count
      let phone = arguments.isEmpty ? "0712345678" : "0712345679"
      let push = try shop.start("push", "--phone", phone, "--amount", "50", "--json", arguments.first ?? "--json")
      try waitUntil("the prompt is out") { try shop.simulator.prompts().count == before + 1 }
      try disk.fill()
      try line.become(.up)
      // What others free meanwhile is taken again.
      try waitUntil("it ends") {
        try disk.fill()
        return push.process.reapIfEnded() != nil
      }
      #expect(try push.waitForExit() == .exited(code: 11))
      expectNoWordOfRecording(push)
      let printed = try PrintedPayment(line: try #require(push.output.split(separator: "\n").first.map(String.init)))
      #expect(printed.standing == "waiting", "it was taken, as this process knows")
      #expect(printed.object["trouble"]?.string?.contains("Do not ask again") == true, "\(push.output)")
      #expect(push.errors.contains(printed.id), "\(push.errors)")
      let prompt = try #require(try shop.simulator.prompts().last)
      #expect(prompt.isAbout(printed))
      disk.makeRoom()
    }
  }

  /// The acknowledgement is lost, the disk stays full, and the answer lies in the spool: it is told, by its words, its
  /// receipt and its code, and that the ledger does not have it.
  @Test(.enabled(if: OwnDisk.isPossible), arguments: ["pay", "cancel"])
  func anAnswerThatOnlyTheSpoolHasIsTold(_ customer: String) throws {
    let (disk, shop, line) = try onOwnDisk()
    try line.become(.holdingAnswers)
    let push = try start(shop, wait: 60)
    try waitUntil("the prompt is out") { try shop.simulator.prompts().count == 2 }
    try disk.fill()
    try line.become(.refusing)
    // The reserve that the listener gives up for the answer is room for a ledger too: nobody ingests until it is gone.
    push.process.signal(SIGSTOP)
    try shop.simulator.customer("0712345678", does: customer)
    try waitUntil("the answer is kept") {
      try disk.fill()
      return try shop.filesIn("spool").contains { $0.hasPrefix("new/") }
    }
    try disk.fill()
    push.process.signal(SIGCONT)
    try waitUntil("it ends") {
      try disk.fill()
      return push.process.reapIfEnded() != nil
    }
    #expect(try push.waitForExit() == .exited(code: customer == "pay" ? 0 : 10), "\(push.output)\(push.errors)")
    expectNoWordOfRecording(push)
    let told = try PrintedPayment(line: try #require(push.output.split(separator: "\n").first.map(String.init)))
    #expect(told.standing == (customer == "pay" ? "paid" : "not-paid"))
    #expect(told.receipt == (try shop.simulator.paid().last?.receipt))
    #expect(told.object["trouble"]?.string?.contains("kept in the spool") == true, "\(push.output)")
    #expect(try shop.filesIn("spool").contains { $0.hasPrefix("new/") })
    disk.makeRoom()
    #expect(try shop.run("poll").code == 0)
    let known = try #require(try shop.payments().first { $0.id == told.id })
    #expect(known.standing == told.standing)
    #expect(known.receipt == told.receipt)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aRestoreWhilePushesAreOutTellsNobodyThatNothingWasSent() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("backup.sqlite")).code == 0)
    let phones = ["0712345671", "0712345672", "0712345673", "0712345674"]
    let pushes = try phones.map { try shop.start("push", "--phone", $0, "--amount", "50", "--json", "--wait=60") }
    try waitUntil("all are out") { try shop.simulator.prompts().count == 5 }
    try waitUntil("all are acknowledged") { try shop.payments().filter { $0.standing == "waiting" }.count == 5 }
    let asked = try shop.payments()
    let restored = try shop.run("restore", shop.pathBeside("backup.sqlite"))
    #expect(restored.code == 0, "\(restored.errors)")
    for phone in phones { try shop.simulator.customer(phone, does: "pay") }
    for push in pushes {
      // Known from its callback only: held, for the owner to resolve.
      #expect(try push.waitForExit() == .exited(code: 12), "\(push.output)\(push.errors)")
      expectNoWordOfRecording(push)
      let printed = try PrintedPayment(line: try #require(push.output.split(separator: "\n").first.map(String.init)))
      #expect(printed.standing == "held")
      #expect(asked.contains { $0.id == printed.id })
      #expect(printed.receipt != nil)
    }
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aKeyOfOnceIsKnownAfterARestoreToABackupThatIsOlder() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("backup.sqlite")).code == 0)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "INV-7").code == 0)
    let asked = try #require(try shop.payments().first)
    #expect(try shop.run("restore", shop.pathBeside("backup.sqlite")).code == 0)
    let again = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "INV-7", "--json")
    #expect(again.code == 11, "\(again.errors)")
    let told = try JSONValue(parsing: try #require(again.lines.first))
    #expect(told["payment"]?.string == asked.id)
    #expect(told["repeated"] == .bool(true))
    #expect(told["standing"]?.string == "unknown")
    #expect(told["standing_before_restore"]?.string == "waiting")
    #expect(again.errors.contains(asked.id) && again.errors.contains("statement"), "\(again.errors)")
    let other = try shop.run("push", "--phone", "0712345678", "--amount", "60", "--once", "INV-7")
    #expect(other.code == 64)
    #expect(try shop.simulator.prompts().count == 2)
    // Once its callback has made it known here, it is that payment.
    try shop.simulator.customer("0712345678", does: "pay")
    try waitUntil("it is known from its callback") {
      _ = try shop.run("poll")
      return try shop.payments().contains { $0.id == asked.id }
    }
    let known = try shop.run("push", "--phone", "0712345678", "--amount", "50", "--once", "INV-7", "--json")
    #expect(known.code == 12)
    let repeated = try PrintedPayment(line: try #require(known.lines.first))
    #expect(repeated.object["repeated"] == .bool(true))
  }

  /// Another program has the ledger for itself from before the answer until after the process was killed.
  @Test func anAnswerOutlivesItsProcessWhileAnotherProgramHasTheLedger() throws {
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"])
    let line = try NetworkLine(to: try shop.simulator.port)
    try shop.settings.set("daraja.base_url", "\"\(line.address)\"")
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0, "a token is bought")
    try line.become(.holdingAnswers)
    let push = try start(shop, wait: 60)
    try waitUntil("the prompt is out") { try shop.simulator.prompts().count == 2 }
    let holder = try Locker(shop.path("ledger/ledger.sqlite"))
    try line.become(.up)
    try waitUntil("the answer is kept") {
      try shop.filesIn("spool").contains { $0.hasPrefix("new/") && $0.hasSuffix(".push-answer") }
    }
    try waitUntil("it says for whom it waits") { push.errors.contains("The request may be out: do not ask again.") }
    expectNoWordOfRecording(push)
    #expect(!push.errors.contains("giving up"), "\(push.errors)")
    push.process.signal(SIGKILL)
    _ = try push.waitForExit()
    holder.letGo()
    let id = try #require(try shop.payments().first { $0.object["amount"] == .integer(50) }).id
    #expect(try shop.run("poll").code == 0)
    #expect(try shop.payments().first { $0.id == id }?.standing == "waiting")
    #expect(try !shop.filesIn("spool").contains { $0.hasPrefix("new/") })
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aHolderThatIsStoppedIsNamedAndWaitedForNoLongerThanARequestMayBeOld() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20", "--wait").code == 0)
    let lock = open(shop.path("ledger/ledger.sqlite.lock"), O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    #expect(kaunta_lock_exclusively(lock, 1) == 0)
    let holder = "process \(getpid()), till 7"
    let name = Array((holder + "\n").utf8)
    #expect(pwrite(lock, name, name.count, 0) == name.count)
    _ = ftruncate(lock, off_t(name.count))
    let push = try shop.start("push", "--phone", "0712345678", "--amount", "50", "--wait")
    try waitUntil("it says for whom it waits") { push.errors.contains("waiting for \(holder)") }
    #expect(try push.waitForExit() == .exited(code: 74))
    #expect(push.errors.contains("\(holder) has held the ledger for too long"), "\(push.errors)")
    #expect(push.errors.contains("Nothing was written or sent."))
    #expect(kaunta_unlock(lock) == 0)
    #expect(try shop.simulator.prompts().count == 1, "nothing is sent late")
    #expect(try shop.payments().count == 1)
  }

  /// Stopped while TCP shakes hands, and continued when its request is too old: the connection stands by then, made by
  /// the kernel alone.
  @Test func aProcessThatSleptInTheHandshakeSendsNothing() throws {
    let shop = try RunningShop()
    let line = try NetworkLine(to: try shop.simulator.port)
    try shop.settings.set("daraja.base_url", "\"\(line.address)\"")
    #expect(try shop.run("push", "--phone", "0722000001", "--amount", "20").code == 0, "a token is bought")
    try line.become(.swallowing)
    // The line's own connections stand in its queue as well.
    let before = try Loopback.shakingHands(with: line.address)
    let push = try shop.start("push", "--phone", "0712345678", "--amount", "50", "--json", "--wait=2")
    let began = Deadline.now
    try waitUntil("it shakes hands") { try Loopback.shakingHands(with: line.address) > before }
    push.process.signal(SIGSTOP)
    try line.become(.up)
    try waitUntil("31 s are over") { Deadline.now - began > 31_000 }
    push.process.signal(SIGCONT)
    #expect(try push.waitForExit() == .exited(code: 10), "\(push.output)\(push.errors)")
    let printed = try PrintedPayment(line: try #require(push.output.split(separator: "\n").first.map(String.init)))
    #expect(printed.standing == "not-sent")
    #expect(try shop.simulator.prompts().count == 1)
  }

  /// Stopped before the program's first line, and continued when its request is too old.
  ///
  /// A shell that became the program after half a minute of other work is as old as the program.
  @Test func aRequestIsAsOldAsItsProgram() throws {
    let shop = try RunningShop()
    let push = try "exec \(Kaunta.path) push --home \(shop.home) --json --wait=1 --phone"
    let slept = try PipedProgram("/bin/sh", arguments: ["-c", "kill -STOP $$; \(push) 0712345678 --amount 50"])
    let busy = try PipedProgram("/bin/sh", arguments: ["-c", "/bin/sleep 31; \(push) 0700010001 --amount 60"])
    let began = Deadline.now
    try waitUntil("31 s are over") { Deadline.now - began > 31_000 }
    slept.process.signal(SIGCONT)
    #expect(try slept.waitForExit() == .exited(code: 10), "\(slept.output)\(slept.errors)")
    #expect(slept.output.contains("\"not-sent\""))
    _ = try busy.waitForExit()
    #expect(busy.output.contains("\"payment\""))
    #expect(try shop.simulator.prompts().count == 1, "\(busy.output)\(busy.errors)")
  }
}
