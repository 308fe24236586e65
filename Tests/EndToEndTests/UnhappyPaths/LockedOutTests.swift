import BlockingTests
import CLinux
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// Every command behind a program that has the ledger and does not go on: it says for whom it waits, and gives up.
@Suite(.serialized, .onOwnThreads) struct LockedOutTests {
  /// The ledger's lock as a program has it that does not go on: this one.
  private struct Holder {
    let name = "process \(getpid()), till 7"
    private let descriptor: Int32

    init(_ shop: RunningShop) throws {
      descriptor = open(shop.path("ledger/ledger.sqlite.lock"), O_RDWR | O_CLOEXEC)
      let text = Array((name + "\n").utf8)
      guard kaunta_lock_exclusively(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
        throw TestFailure("the lock is not to be had")
      }
    }

    func goes() { close(descriptor) }
  }

  @Test func noCommandWaitsWithoutAWordAndWithoutALimit() throws {
    let shop = try RunningShop()
    #expect(try shop.run("push", "--phone", "0712345678", "--amount", "50", "--wait").code == 0)
    #expect(try shop.run("backup", shop.pathBeside("before.sqlite")).code == 0)
    let payment = try #require(try shop.payments().first)
    // A shop whose ledger was never opened: whoever comes first makes it, and needs the lock for that.
    let fresh = try RunningShop(simulator: shop.simulator, listens: false)
    try fresh.write("", to: "ledger/ledger.sqlite.lock")
    let holders = [try Holder(shop), try Holder(fresh)]
    let began = Deadline.now

    let waiting = [
      try shop.start("doctor"), try shop.start("doctor", "--json"), try shop.start("poll"), try shop.start("purge"),
      try shop.start("backup", shop.pathBeside("copy.sqlite")),
      try shop.start("restore", shop.pathBeside("before.sqlite")),
      try shop.start("push", "--phone", "0722000001", "--amount", "60", "--wait", "--json"),
    ]
    let opening = try ["payments", "verify", "tray", "poll", "doctor"].map { try fresh.start($0) }
    let desk = try fresh.desk()
    // Who only reads waits for nobody.
    for command in [["payments"], ["payment", payment.id], ["verify"], ["tray"], ["keys", "list"], ["pin", "list"]] {
      let started = Deadline.now
      let read = try PipedProgram.run(try Kaunta.path, arguments: command + ["--home", shop.home])
      #expect(read.status == .exited(code: 0), "\(command): \(read.errors)")
      #expect(Deadline.now - started < 20_000, "\(command)")
    }
    for (programs, holder) in [(waiting, holders[0]), (opening, holders[1])] {
      for program in programs {
        try waitUntil("it says for whom it waits") { program.errors.contains("waiting for \(holder.name)") }
        let status = try program.waitForExit()
        let said = program.output + program.errors
        let isDoctor = said.contains("to mend") || said.contains("\"findings\"")
        #expect(status == .exited(code: isDoctor ? 78 : 74), "\(said)")
        #expect(said.contains("\(holder.name) has held the ledger for too long"), "\(said)")
      }
    }
    #expect(try desk.waitForExit() == .exited(code: 74))
    #expect(desk.screen.unwrapped.contains("waiting for \(holders[1].name)"))
    #expect(Deadline.now - began < 120_000)
    let doctor = try #require(waiting.first)
    #expect(doctor.output.contains("BAD   ledger: \(holders[0].name) has held"), "\(doctor.output)")
    #expect(doctor.output.contains("\nok    token: "), "the rest is looked at: \(doctor.output)")
    let push = try #require(waiting.last)
    let object = try JSONValue(parsing: push.output)
    #expect(object["error"]?.string == "ledger-locked")
    #expect(object["sent"] == .bool(false))

    for holder in holders { holder.goes() }
    #expect(try shop.run("verify").code == 0)
    #expect(try shop.simulator.prompts().count == 1)
    #expect(access(shop.pathBeside("copy.sqlite"), F_OK) != 0, "nothing half-made stays")
  }

  /// The screen is given back at once; whom it still waits for is said, and not waited for for ever.
  @Test func aDeskThatIsLeftBehindAHolderSaysSoAndEnds() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0722000001", for: 20)
    try desk.waitForRow("1", says: "PAID")
    let holder = try Holder(shop)
    try desk.ask("0712345678", for: 50)
    try desk.waitForScreen("it says who holds the ledger") { $0.unwrapped.contains("\(holder.name) holds it") }
    desk.process.signal(SIGTERM)
    #expect(try desk.waitForExit() == .exited(code: 143))
    #expect(desk.screen.unwrapped.contains("Waiting for \(holder.name)"))
    holder.goes()
    #expect(try shop.payments().count == 1)
    #expect(try shop.simulator.prompts().count == 1)
    #expect(try shop.run("verify").code == 0)
  }

  /// A name in the lock's file is only a word: the one that is told is whoever has the lock.
  @Test func aNameThatADeadProcessLeftIsNotTold() throws {
    let shop = try RunningShop(listens: false)
    #expect(try shop.run("verify").code == 0)
    let lock = open(shop.path("ledger/ledger.sqlite.lock"), O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    #expect(kaunta_lock_exclusively(lock, 1) == 0)
    let left = Array("process 999999999, till 4\n".utf8)
    #expect(pwrite(lock, left, left.count, 0) == left.count)
    let purge = try shop.start("purge")
    try waitUntil("it says for whom it waits") { purge.errors.contains("waiting for ") }
    #expect(purge.errors.contains("(process \(getpid()))"), "\(purge.errors)")
    #expect(!purge.errors.contains("till 4"), "\(purge.errors)")
    #expect(kaunta_unlock(lock) == 0)
    #expect(try purge.waitForExit() == .exited(code: 0))
  }
}
