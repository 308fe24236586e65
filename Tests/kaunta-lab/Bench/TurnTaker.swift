import ArgumentParser
import CLinux
import GRDB
import Glibc
import Ledger
import PaymentLaws
import Payments
import TestSupport

/// `kaunta-lab turn`: one of the desks of ``TurnsRow``; it commits all the time, and says how often it did and how long
/// that took at the most.
struct TurnTaker: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "turn", shouldDisplay: false)

  @Option(name: .long) var file: String
  @Option(name: .long) var till: Int
  @Option(name: .long) var seconds: Int
  /// By the boot clock, in milliseconds.
  @Option(name: .long) var start: Int64
  /// A table of its own, and SQLite's own way of waiting.
  @Flag(name: .long) var plain = false

  /// Makes what they write into.
  static func make(_ file: String, isPlain: Bool) throws {
    if !isPlain {
      _ = try LabHome.ledger(at: file)
      return
    }
    try DatabaseQueue(path: file, configuration: plainConfiguration).write { database in
      try database.execute(sql: "CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    }
  }

  func run() throws {
    let commit = try plain ? plainCommit() : ledgerCommit()
    // Nobody begins before all are open.
    while kaunta_boot_milliseconds() < start { poll(nil, 0, 1) }
    let end = start + Int64(seconds) * 1_000
    var count = 0
    var longest = 0.0
    while kaunta_boot_milliseconds() < end {
      let began = ContinuousClock.now
      try commit(count)
      longest = max(longest, (ContinuousClock.now - began) / .microseconds(1) / 1_000)
      count += 1
    }
    Say.line("\(count) \(longest)")
  }

  private func ledgerCommit() throws -> (Int) throws -> Void {
    let ledger = try LabHome.ledger(at: file)
    guard let till = Till(till), let amount = Shillings(50) else { throw LabFailure("no till") }
    let bootID = (readTextFile("/proc/sys/kernel/random/boot_id") ?? "lab").filter { $0 != "\n" }
    return { count in
      let now = Moment(
        wallMilliseconds: kaunta_wall_milliseconds(), bootMilliseconds: kaunta_boot_milliseconds(), bootID: bootID)
      let digits = String(10_000_000 + till.number * 100_000 + count % 100_000)
      guard let phone = PhoneNumber(msisdn: "2547" + digits.suffix(8)) else { throw LabFailure("no phone") }
      let id = PaymentID(
        wallMilliseconds: now.wallMilliseconds, randomHigh: UInt16(till.number), randomLow: UInt64(count))
      _ = try ledger.record(
        PaymentDraft(id: id, till: till, cashier: "lab", phone: phone, amount: amount), at: now)
    }
  }

  private func plainCommit() throws -> (Int) throws -> Void {
    let queue = try DatabaseQueue(path: file, configuration: Self.plainConfiguration)
    let text = String(repeating: "x", count: 500)
    return { _ in
      try queue.write { try $0.execute(sql: "INSERT INTO row (text) VALUES (?)", arguments: [text]) }
    }
  }

  private static var plainConfiguration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(600)
    return configuration
  }
}
