import CanonicalJSON
import Glibc
import PaymentLaws
import Payments
import Spool
import TestSupport

/// One shop's day up to the loss of its ledger, and the restore.
final class RestoreDrill {
  /// How a ledger is lost.
  private enum Loss: CaseIterable {
    case gone, rubbish, cut
  }

  let home: LabHome
  private let directory: String
  private let number: Int
  private var random: SeededGenerator
  private let simulator: LabServer
  private let listener: LabServer
  private var desk: SpawnedProgram?
  private var customers = 0
  private var backupBegan: Int64 = 0
  private var backupEnded: Int64 = 0
  private var askedSince = 0

  private var backup: String { directory + "/backup.sqlite" }

  init(directory: String, seed: UInt64, number: Int) throws {
    self.directory = directory
    self.number = number
    random = SeededGenerator(seed: seed)
    home = try LabHome(at: directory + "/home", seed: seed)
    simulator = try LabServer(
      ["simulate", "--home", home.home.path, "--seed", "\(seed)", "--answer-after", "0.5"],
      log: directory + "/simulator.log")
    listener = try LabServer(["listen", "--home", home.home.path], log: directory + "/listener.log")
    try simulator.waitUntilListening()
    try listener.waitUntilListening()
  }

  /// Payments, a backup in the middle of them, more payments, and the ledger is lost.
  func workUntilLost(losingOneFile losesOne: Bool) throws {
    let desk = try SpawnedProgram(
      LabHome.program, arguments: ["desk", "--till", "1", "--home", home.home.path])
    self.desk = desk
    try desk.waitForScreen("the desk is open") { $0.contains("Phone") }
    try askSome(Int.random(in: 1...3, using: &random))
    try askSome(1, phone: "0700001032")
    try waitUntil("they have answered") {
      desk.takeOutput()
      return try self.answersAreIn()
    }
    try typeAtDesk(desk)
    backupBegan = Self.wallMilliseconds
    let copying = try LabServer(["backup", backup, "--home", home.home.path], log: directory + "/backup.log")
    // Desks work while it is copied.
    try typeAtDesk(desk)
    try waitUntil("the backup is made") {
      desk.takeOutput()
      return copying.process.reapIfEnded() != nil
    }
    backupEnded = Self.wallMilliseconds
    guard copying.output.contains("backup: ") else { throw LabFailure("no backup: \(copying.output)") }
    let before = customers
    try typeAtDesk(desk)
    try askSome(Int.random(in: 2...4, using: &random))
    // What states no money makes no payment known: it belongs among the unmatched callbacks.
    try askSome(1, phone: "0700002001")
    askedSince = customers - before
    // Some answers are ingested when the ledger goes, and some lie in the spool.
    let ingested = Int.random(in: 0...2, using: &random)
    let deadline = Deadline(afterSeconds: Double(ingested) * 2)
    while !deadline.hasPassed { desk.takeOutput(waitMilliseconds: 50) }
    desk.process.signal(SIGTERM)
    _ = try desk.waitForExit(timeoutSeconds: 180)
    try waitUntil("all customers have answered") { try self.answersAreIn() }
    if losesOne { try loseOneFile() }
    try loseLedger()
  }

  /// Restores, and holds everything to what the simulator and the listener know.
  func restore(into audit: inout RestoreAudit) throws {
    let promptsBefore = try promptCount()
    let ran = try home.run(["restore", backup])
    audit.findings.require(
      ran.status == .exited(code: 0), "restore: \(ran.output.suffix(600))\(ran.errors.suffix(300))")
    checkGap(ran.output, &audit)
    audit.sinceBackup += askedSince

    // Whoever is in a hurry is told to wait.
    let hurried = try home.run(["push", "--phone", "0712999999", "--amount", "5"])
    audit.findings.require(
      hurried.status != .exited(code: 0) && hurried.errors.contains("restored from a backup a moment ago"),
      "a push right after the restore was not held back: \(hurried.output)\(hurried.errors)")
    // The shop lives on for a while, as after every start.
    let desk = try SpawnedProgram(
      LabHome.program, arguments: ["desk", "--till", "1", "--home", home.home.path])
    try desk.waitForScreen("the desk is open") { $0.contains("Phone") }
    try waitUntil("the spool is empty") {
      desk.takeOutput(waitMilliseconds: 50)
      return try SpoolDirectory(path: home.home.spoolDirectory).scan().isEmpty
    }
    desk.process.signal(SIGTERM)
    _ = try desk.waitForExit(timeoutSeconds: 180)
    let promptsAfter = try promptCount()
    if promptsAfter != promptsBefore {
      audit.pushedAgain += promptsAfter - promptsBefore
      audit.findings.add("\(promptsAfter - promptsBefore) prompts went out after the restore")
    }
    try audit.look(at: home, backupMadeAt: backupEnded)
  }

  func stop() {
    desk?.process.kill()
    listener.stop()
    simulator.stop()
  }

  private func checkGap(_ output: String, _ audit: inout RestoreAudit) {
    let words = output.split(separator: "\n").first { $0.hasPrefix("The gap: from ") }?.split(separator: " ") ?? []
    guard words.count > 5, let from = EastAfricaTime.wallMilliseconds(parsing: String(words[3])),
      let to = EastAfricaTime.wallMilliseconds(parsing: String(words[5].prefix { $0 != "." }))
    else { return audit.findings.add("the restore names no gap: \(output.prefix(300))") }
    // Times are told in seconds.
    let isRight =
      from >= backupBegan - 1_000 && from <= backupEnded && to >= backupEnded - 1_000 && to <= Self.wallMilliseconds
    audit.findings.require(isRight, "the gap is named wrongly: \(words.joined(separator: " "))")
  }

  private func askSome(_ count: Int, phone: String? = nil) throws {
    var pushes: [LabServer] = []
    for _ in 0..<count {
      let customer = nextCustomer(phone: phone)
      pushes.append(
        try LabServer(
          ["push", "--phone", customer.phone, "--amount", "\(customer.amount)", "--home", home.home.path],
          log: directory + "/push-\(customers).log"))
    }
    try waitUntil("they are asked", timeoutSeconds: 180) {
      desk?.takeOutput()
      return pushes.allSatisfy { $0.process.reapIfEnded() != nil }
    }
  }

  private func typeAtDesk(_ desk: SpawnedProgram) throws {
    let customer = nextCustomer()
    let prompts = try promptCount()
    try desk.ask(customer.phone, for: customer.amount)
    try waitUntil("it was asked", timeoutSeconds: 180) {
      desk.takeOutput()
      return try promptCount() > prompts || desk.screen.contains("waiting")
    }
  }

  private func nextCustomer(phone: String? = nil) -> (phone: String, amount: Int) {
    customers += 1
    return (phone ?? "07\(12_000_000 + customers)", Int.random(in: 1...2_000, using: &random))
  }

  private func promptCount() throws -> Int { try home.simulatorState()["book"]?["prompts"]?.array?.count ?? 0 }

  private func answersAreIn() throws -> Bool {
    let state = try home.simulatorState()
    return Int(state["callbacks"]?["taken"]?.integer ?? 0) >= state["book"]?["prompts"]?.array?.count ?? .max
  }

  private func loseLedger() throws {
    let path = home.home.ledgerFile
    switch Loss.allCases[number % Loss.allCases.count] {
    case .gone: unlink(path)
    case .rubbish: try Self.overwrite(path, [UInt8](repeating: 0xA5, count: 50_000))
    case .cut: truncate(path, 5_000)
    }
  }

  /// The file of a callback that came since the backup, as if a cashier had removed it.
  private func loseOneFile() throws {
    let spool = try SpoolDirectory(path: home.home.spoolDirectory)
    let files =
      try spool.scan().map { home.home.spoolDirectory + "/new/" + $0.fileName }
      + (try spool.doneDays().flatMap { try spool.doneItems(on: $0) }).map {
        home.home.spoolDirectory + "/done/\($0.day.text)/" + $0.fileName
      }
    // Payment IDs begin with the time: the last one came since the backup.
    guard let last = files.max(by: { Self.name($0) < Self.name($1) }), unlink(last) == 0 else {
      throw LabFailure("no callback to lose")
    }
  }

  private static func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

  private static func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
      throw LabFailure("the ledger cannot be lost")
    }
    close(descriptor)
  }

  private static var wallMilliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
