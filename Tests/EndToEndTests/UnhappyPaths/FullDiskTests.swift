import BlockingTests
import Glibc
import TestSupport
import Testing

/// Home, ledger, spool and reserve on one disk without a byte left: nothing is sent that is not recorded, and no answer
/// is lost.
@Suite(.serialized, .onOwnThreads, .enabled(if: OwnDisk.isPossible)) struct FullDiskTests {
  /// A shop on a disk of its own, and a desk whose first payment waits.
  private func waiting() throws -> (disk: OwnDisk, shop: RunningShop, desk: SpawnedProgram) {
    let disk = try OwnDisk(megabytes: 16)
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"], on: disk)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "waiting")
    return (disk, shop, desk)
  }

  @Test func aDiskThatFillsUpInMidDayIsSaidAndTheAnswerIsKept() throws {
    let (disk, shop, desk) = try waiting()
    try disk.fill()

    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("what happened, what it means, what to do") {
      $0.unwrapped.contains("The ledger cannot be written (database or disk is full). Nothing was sent;")
        && $0.unwrapped.contains("Call the owner: the disk needs room or repair. What you typed is back in the form.")
    }
    desk.show("a payment is typed on a full disk")
    #expect(try shop.simulator.prompts().count == 1)
    let doctor = try shop.run("doctor")
    #expect(doctor.code == 78)
    #expect(doctor.lines.contains { $0.hasPrefix("BAD   ledger: ") }, "\(doctor.output)")

    try waitUntil("the sentence may go with a key") {
      desk.takeOutput(waitMilliseconds: 100)
      try desk.press(.home)
      return desk.screen.unwrapped.contains("nothing new is sent. Answers that come meanwhile are kept in the spool.")
    }
    desk.show("the state of a full disk")

    // What the reserve gives up for the answer, somebody else's file takes.
    try shop.simulator.customer("0712345678", does: "pay")
    try waitUntil("the answer is kept") {
      try disk.fill()
      return try shop.filesIn("spool").contains { $0.hasPrefix("new/") || $0.hasPrefix("done/") }
    }

    disk.makeRoom()
    try desk.waitForRow("1", says: "PAID U")
    try desk.waitForScreen("it is over") { !$0.contains("cannot be written") }
    desk.show("there is room")
    try desk.press(.enter)
    try desk.waitForRow("2", says: "waiting")
    try shop.simulator.customer("0722000001", does: "pay")
    try desk.waitForRow("2", says: "PAID U")
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.run("verify").code == 0)
    #expect(try shop.run("doctor").code == 0)
  }

  /// Room comes back bit by bit: what a payment takes is more than what begins a transaction.
  @Test func goOnIsSaidOnlyWhereAPaymentHasRoom() throws {
    let (disk, shop, desk) = try waiting()
    try disk.fill()
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("nothing was sent") { $0.unwrapped.contains("Nothing was sent;") }
    try waitUntil("there is room", timeoutSeconds: 300) {
      disk.makeRoom(bytes: 8_192)
      desk.takeOutput(waitMilliseconds: 1_000)
      return desk.screen.unwrapped.contains("The ledger can be written again: go on.")
    }
    desk.show("there is room")
    try desk.press(.enter)
    try desk.waitForRow("2", says: "waiting")
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func anAnswerForWhichThereIsNoPlaceIsAskedForOnceThereIs() throws {
    let (disk, shop, desk) = try waiting()
    // Many answers came on the full disk before this one. The listener makes the reserve again as long as there is
    // room, also between the two.
    try waitUntil("the disk is full and the reserve is used up") {
      for piece in try shop.filesIn("spool/reserve") { unlink(shop.path("spool/reserve/" + piece)) }
      try disk.fill()
      return try shop.filesIn("spool/reserve").isEmpty
    }
    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForScreen("what it means, and what to do") {
      $0.unwrapped.contains("The disk of the spool is full") && $0.unwrapped.contains("asked for by query instead")
        && $0.unwrapped.contains("Call the owner now: that disk needs room.")
    }
    desk.show("an answer was turned away")
    #expect(try shop.filesIn("spool").allSatisfy { !$0.hasPrefix("new/") && !$0.hasPrefix("done/") })
    #expect(desk.screen.row(ofNumber: "1")?.contains("PAID") == false)

    disk.makeRoom()
    try desk.waitForRow("1", says: "PAID", timeoutSeconds: 120)
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func whatSafaricomAcceptedWhileTheDiskFilledUpIsKeptInMemoryAndSaid() throws {
    let disk = try OwnDisk(megabytes: 16)
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"], on: disk)
    let line = try NetworkLine(to: try shop.simulator.port)
    try shop.settings.set("daraja.base_url", "\"\(line.address)\"")
    let desk = try shop.desk()
    try desk.waitForDesk()
    try line.become(.holdingAnswers)
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "sending")
    try line.become(.up)
    try desk.waitForRow("1", says: "waiting")
    try line.become(.holdingAnswers)
    try desk.ask("0722000001", for: 60)
    try desk.waitForRow("2", says: "sending")
    try waitUntil("the prompt is out") { try shop.simulator.prompts().count == 2 }
    try disk.fill()
    try line.become(.up)
    try desk.waitForScreen("what it means, and what to do") {
      $0.unwrapped.contains("It is kept in memory: do not close this desk.")
        && $0.unwrapped.contains("Call the owner: the disk needs room or repair.")
    }
    desk.show("accepted on a full disk")
    #expect(desk.screen.row(ofNumber: "2")?.contains("sending") == true)

    disk.makeRoom()
    try desk.waitForRow("2", says: "waiting")
    try desk.waitForScreen("it is over") { !$0.contains("kept in memory") }
    try shop.simulator.customer("0722000001", does: "pay")
    try desk.waitForRow("2", says: "PAID U")
    #expect(try shop.simulator.prompts().count == 2)
    #expect(try shop.run("verify").code == 0)
  }

  @Test func aDeskThatIsOpenedOnAFullDiskSaysItAndSendsNothing() throws {
    let disk = try OwnDisk(megabytes: 16)
    let shop = try RunningShop(answerAfterSeconds: nil, simulatorOptions: ["--by-hand"], on: disk)
    let first = try shop.desk()
    try first.waitForDesk()
    try first.ask("0712345678", for: 50)
    try first.waitForRow("1", says: "waiting")
    try first.press(.function(10))
    try first.waitForScreen("it asks") { $0.contains("Leave? Press y") }
    try first.type("y")
    #expect(try first.waitForExit() == .exited(code: 0))
    try disk.fill()

    let desk = try shop.desk()
    try desk.waitForScreen("it is said before anything is typed") {
      $0.unwrapped.contains("The ledger cannot be written (database or disk is full): nothing new is sent.")
    }
    desk.show("a desk on a full disk")
    #expect(desk.screen.row(ofNumber: "1")?.contains("waiting") == true)
    try desk.ask("0722000001", for: 60)
    try desk.waitForScreen("nothing was sent") { $0.unwrapped.contains("Nothing was sent;") }
    #expect(try shop.simulator.prompts().count == 1)

    disk.makeRoom()
    try desk.waitForScreen("it is over") { !$0.contains("cannot be written") }
    try shop.simulator.customer("0712345678", does: "pay")
    try desk.waitForRow("1", says: "PAID U")
    #expect(try shop.run("verify").code == 0)
  }
}
