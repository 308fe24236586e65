import BlockingTests
import CLinux
import GRDB
import Glibc
import TestSupport
import Testing

/// The ledger locked, read-only, or damaged: the desk says so, nothing is sent, nothing is overwritten, and the spool
/// keeps the answers.
@Suite(.serialized, .onOwnThreads) struct LedgerInTroubleTests {
  @Test func aLedgerThatAnotherProgramHoldsIsSaidAndNamed() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")

    // Somebody's program was stopped in the middle of its work.
    let lock = open(shop.path("ledger/ledger.sqlite.lock"), O_RDWR | O_CLOEXEC)
    #expect(kaunta_lock_exclusively(lock, 1) == 0)
    let name = Array("process \(getpid()), till 7\n".utf8)
    #expect(pwrite(lock, name, name.count, 0) == name.count)
    _ = ftruncate(lock, off_t(name.count))
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("who holds it") {
      $0.contains("The ledger is busy: process \(getpid()), till 7 holds it.") && $0.contains("Payments wait")
    }
    #expect(try shop.simulator.prompts().count == 1)

    close(lock)
    try desk.waitForRow("2", says: "PAID")
    try desk.waitForScreen("the trouble is over") { !$0.contains("The ledger is busy") }
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.run("verify").code == 0)
  }

  /// The owner looks at the ledger with another program and leaves it open: nothing is written, and nobody is sent to
  /// buy a disk; who only reads goes on, and the alert goes by itself.
  @Test func aLedgerThatAnotherProgramReadsIsNamedAndReadAllTheSame() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")

    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: shop.path("ledger/ledger.sqlite"), configuration: configuration)
    try reader.writeWithoutTransaction { database in
      try database.beginTransaction(.deferred)
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM payment")
    }
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("who has it open") {
      $0.unwrapped.contains("The ledger is locked: ") && $0.unwrapped.contains("(process \(getpid())) has it open")
        && $0.unwrapped.contains("What you typed is back in the form.")
    }
    desk.show("another program reads the ledger")
    for command in [["payments"], ["verify"], ["doctor"]] {
      let said = try shop.run(command[0])
      #expect(!said.errors.contains("room"), "\(command): \(said.errors)")
      #expect(command == ["doctor"] || said.code == 0, "\(command): \(said.errors)")
    }
    let push = try shop.run("push", "--phone", "0733000001", "--amount", "70")
    #expect(push.code == 74)
    #expect(push.errors.contains("The ledger is locked: "), "\(push.errors)")
    #expect(try shop.simulator.prompts().count == 1)

    try reader.writeWithoutTransaction { try $0.commit() }
    try desk.waitForScreen("the trouble is over") { !$0.unwrapped.contains("The ledger is locked") }
    try desk.press(.enter)
    try desk.waitForRow("2", says: "PAID")
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aPaymentThatWaitedTooLongForTheLedgerIsNotSent() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    let lock = open(shop.path("ledger/ledger.sqlite.lock"), O_RDWR | O_CLOEXEC)
    #expect(kaunta_lock_exclusively(lock, 1) == 0)
    let began = Deadline.now
    try desk.ask("0712345678", for: 50)
    try desk.waitForScreen("it is said") { $0.contains("The ledger is busy") }
    // Longer than an attempt may be old: the customer may have left.
    try waitUntil("31 s are over") {
      desk.takeOutput(waitMilliseconds: 100)
      return Deadline.now - began > 31_000
    }
    close(lock)
    try desk.waitForRow("1", says: "NOT SENT")
    #expect(try shop.simulator.prompts().isEmpty)
    #expect(try shop.run("verify").code == 0)
  }

  @Test(.enabled(if: OwnNamespace.isPossible)) func aReadOnlyLedgerOpensNoDesk() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    let desk = try OwnNamespace.program(
      [
        "mount --bind \(shop.path("ledger")) \(shop.path("ledger"))",
        "mount -o remount,ro,bind \(shop.path("ledger"))",
      ], then: [try Kaunta.path, "desk", "--home", shop.home, "--till", "1"])
    #expect(try desk.waitForExit() == .exited(code: 74))
    #expect(desk.screen.unwrapped.contains("The ledger cannot be opened"))
    #expect(desk.screen.unwrapped.contains("Read-only file system"))
    #expect(desk.screen.unwrapped.contains("callbacks stay safe in the spool"))
    #expect(desk.terminalIsGivenBack)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aLedgerThatCannotBeWrittenInMidDayIsSaidAndLosesNothing() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    // SQLite cannot make its journal, as on a disk that is full or has gone read-only.
    let journal = shop.path("ledger/ledger.sqlite-journal")
    unlink(journal)
    #expect(mkdir(journal, 0o700) == 0)
    try waitUntil("the answer lies in the spool") { try shop.filesIn("spool/new").count == 1 }
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("it is said, and that nothing was sent") {
      $0.unwrapped.contains("The ledger cannot be written") && $0.unwrapped.contains("Nothing was sent")
        && $0.unwrapped.contains("What you typed is back in the form.")
    }
    #expect(try shop.simulator.prompts().count == 1)
    let doctor = try shop.run("doctor")
    #expect(doctor.code == 78)
    let ledgerLines = doctor.lines.filter { $0.hasPrefix("BAD   ledger: ") }
    #expect(ledgerLines.count == 1 && ledgerLines[0].contains("disk I/O error"), "\(doctor.output)")
    #expect(!doctor.output.contains("Nothing was sent"), "\(doctor.output)")
    // The rest is looked at all the same.
    #expect(doctor.lines.contains { $0.hasPrefix("ok    token: ") }, "\(doctor.output)")
    #expect(doctor.errors.isEmpty, "\(doctor.errors)")
    #expect(try shop.filesIn("spool/new").count == 1)

    rmdir(journal)
    try desk.waitForRow("1", says: "PAID")
    try desk.press(.enter)
    try desk.waitForRow("2", says: "PAID")
    #expect(try shop.run("verify").code == 0)
  }

  /// As far as a test can make it so: files that are open stay writable, and a journal cannot be made.
  @Test(.enabled(if: OwnDisk.isPossible)) func aLedgerThatBecomesReadOnlyInMidDayIsSaidAndGoesOnByItself() throws {
    let disk = try OwnDisk(megabytes: 32)
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"], on: disk)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    let place = shop.home + "/ledger"
    try disk.run("mount --bind \(place) \(place) && mount -o remount,ro,bind \(place)")

    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForScreen("the answer waits, and the screen says for what") {
      $0.unwrapped.contains("The ledger cannot be written (")
        && $0.unwrapped.contains("nothing new is sent. Answers that come meanwhile are kept in the spool.")
    }
    desk.show("the ledger has become read-only")
    #expect(try shop.filesIn("spool/new").count == 1)
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("nothing was sent") {
      $0.unwrapped.contains("Nothing was sent;") && $0.unwrapped.contains("What you typed is back in the form.")
    }
    desk.show("a payment is typed")
    #expect(desk.screen.row(ofNumber: "1")?.contains("waiting") == true)
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.filesIn("spool/new").count == 1)

    try disk.run("umount \(place)")
    try desk.waitForRow("1", says: "PAID U")
    try desk.waitForScreen("it is over") { !$0.contains("cannot be written") }
    try desk.press(.enter)
    try desk.waitForRow("2", says: "waiting")
    try shop.simulator.customer("0722000001", does: "pay")
    try desk.waitForRow("2", says: "PAID U")
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aDamagedLedgerIsLeftAsItIsAndRestored() throws {
    let shop = try RunningShop(answerAfterSeconds: 8)
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("backup.sqlite")).code == 0)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("1", says: "waiting")
    let ledger = shop.path("ledger/ledger.sqlite")
    // From the count of changes in its header on: an open desk looks at it before it trusts what it has read.
    try Self.overwrite(ledger, from: 24)
    let damaged = try #require(FileTree.bytes(ledger))
    try waitUntil("the answer lies in the spool") { try shop.filesIn("spool/new").count == 1 }
    try desk.ask("0722000002", for: 70)
    try desk.waitForScreen("damaged, and what to do") {
      $0.unwrapped.contains("The ledger is damaged") && $0.unwrapped.contains("callbacks stay safe in the spool")
        && $0.unwrapped.contains("restore a backup")
    }
    desk.process.signal(SIGTERM)
    _ = try desk.waitForExit()

    for command in ["verify", "payments", "settle", "poll"] {
      let said = try shop.run(command)
      #expect(said.code == 74, "\(command): \(said.output)")
      #expect(said.errors.contains("The ledger is damaged"), "\(command): \(said.errors)")
    }
    let again = try shop.desk()
    #expect(try again.waitForExit() == .exited(code: 74))
    #expect(again.screen.unwrapped.contains("The ledger is damaged"))
    #expect(FileTree.bytes(ledger) == damaged, "nobody wrote into it")
    let places = FileTree.paths(under: shop.path("spool")).joined(separator: "\n")
    #expect(try shop.filesIn("spool/new").count == 1, "\(places)")

    let restored = try shop.run("restore", shop.pathBeside("backup.sqlite"))
    #expect(restored.code == 0, "\(restored.output)\(restored.errors)")
    let kept = try #require(
      try shop.filesIn("ledger").first { $0.hasPrefix("ledger.replaced-") && !$0.contains("journal") })
    #expect(FileTree.bytes(shop.path("ledger/" + kept)) == damaged)
    // The money that was asked for after the backup is held, with its receipt.
    let all = try shop.run("payments").output
    let held = try #require(try shop.payments().first { $0.standing == "held" }, "\(all)")
    #expect(held.receipt == (try shop.simulator.paid().last?.receipt))
    #expect(held.amount == 60)
    #expect(try shop.run("verify").code == 0)
  }

  private static func overwrite(_ path: String, from offset: off_t) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    let rubbish = [UInt8](repeating: 0xA5, count: 60_000)
    guard descriptor >= 0, pwrite(descriptor, rubbish, rubbish.count, offset) == rubbish.count else {
      throw TestFailure("cannot damage \(path)")
    }
    close(descriptor)
  }
}
