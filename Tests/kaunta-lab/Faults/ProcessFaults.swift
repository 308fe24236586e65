import Glibc
import Ledger
import PaymentLaws
import Payments
import Spool
import Synchronization
import TestSupport

/// Fails the system calls of the real `kaunta poll` and `kaunta push` on ledger and spool, through strace.
///
/// strace fails the Nth call of one kind without making it, on paths of the ledger and the spool alone, once or from
/// then on; N moves until the command ends without having been struck.
struct ProcessFaults {
  struct Outcome: Sendable {
    var runs = 0
    /// Kinds of fault, each with its N moving, and how many of them came to their end.
    var kinds = 0
    var completed = 0
    /// Runs in which a call was failed.
    var struck = 0
    /// Runs whose work was not done, and which said so.
    var troubled = 0
    var findings = Findings()

    mutating func add(_ other: Outcome) {
      runs += other.runs
      completed += other.completed
      struck += other.struck
      troubled += other.troubled
      findings.add(other.findings)
    }
  }

  /// What is failed, how, and in which command.
  struct Sweep: Sendable {
    enum Command: String, CaseIterable { case resolve, push }

    var command: Command
    var calls: String
    var code: String
    var isLasting: Bool

    func words(_ number: Int) -> String {
      "\(command.rawValue): \(calls) no. \(number) fails with \(code)\(isLasting ? " from then on" : "")"
    }
  }

  static var strace: String? { ["/usr/bin/strace", "/bin/strace"].first { access($0, X_OK) == 0 } }

  let strace: String
  let syncsOnly: Bool
  let atATime: Int
  /// The order of the kinds.
  let seed: UInt64
  /// When no further run is begun; nil: when all are done.
  let end: ContinuousClock.Instant?

  func run() throws -> Outcome {
    let place = try TemporaryDirectory()
    let template = try ShopWithAnArrival(directory: place.path)
    defer { template.stop() }
    var random = SeededGenerator(seed: seed)
    let all = sweeps.shuffled(using: &random)
    let sweeps = Mutex(all)
    let progress = Progress("faults", of: all.count)
    let outcomes = try ManyThreads.run(max(1, atATime)) { worker in
      var outcome = Outcome()
      while let sweep = sweeps.withLock({ $0.popLast() }) {
        let isDone = try FaultSweep(
          strace: strace, sweep: sweep, shop: template, home: "\(place.path)/copy-\(worker)", end: end
        ).run(&outcome)
        if !isDone { break }
        outcome.completed += 1
        progress.note()
      }
      return outcome
    }
    var outcome = outcomes.reduce(into: Outcome()) { $0.add($1) }
    outcome.kinds = all.count
    outcome.findings.require(outcome.struck > 0, "strace failed no call at all, so that nothing is proved")
    return outcome
  }

  private var sweeps: [Sweep] {
    let kinds =
      syncsOnly
      ? ["fsync,fdatasync"]
      : [
        "fsync,fdatasync", "pwrite64,write", "openat", "close", "renameat2,rename", "ftruncate", "pread64",
      ]
    let codes = syncsOnly ? ["EIO"] : FaultCode.all.map(\.name)
    return Sweep.Command.allCases.flatMap { command in
      kinds.flatMap { calls in
        codes.flatMap { code in
          // No disk answers EINTR for ever, and the calls are asked again as long as it does.
          (code == "EINTR" ? [false] : [false, true]).map {
            Sweep(command: command, calls: calls, code: code, isLasting: $0)
          }
        }
      }
    }
  }
}

/// A home in which one payment was accepted and its callback lies in the spool, to be copied for each run.
final class ShopWithAnArrival: Sendable {
  let path: String
  let payment: PaymentID
  let simulatorPort: Int
  private let servers: Mutex<ServerBox?>
  private let customers = Mutex(0)

  /// The server is used by one thread at a time, under the lock.
  private struct ServerBox: @unchecked Sendable { let simulator: LabServer }

  init(directory: String) throws {
    let home = try LabHome(at: directory + "/home", seed: 7)
    path = home.home.path
    simulatorPort = home.simulatorPort
    // Late enough that the push, which ingests whatever lies in the spool, has ended before it comes.
    let simulator = try LabServer(
      ["simulate", "--home", path, "--answer-after", "4"], log: directory + "/simulator.log")
    let listener = try LabServer(["listen", "--home", path], log: directory + "/listener.log")
    try simulator.waitUntilListening()
    try listener.waitUntilListening()
    let push = try home.run(["push", "--phone", "0712345678", "--amount", "50"])
    guard push.status == .exited(code: 0) else { throw LabFailure("no payment to resolve: \(push.errors)") }
    let spool = try SpoolDirectory(path: home.home.spoolDirectory)
    try waitUntil("the callback has come") { try !spool.scan().isEmpty }
    guard let name = try spool.scan().first else { throw LabFailure("no callback") }
    payment = name.paymentID
    listener.stop()
    servers = Mutex(ServerBox(simulator: simulator))
  }

  func stop() {
    servers.withLock { box in
      box?.simulator.stop()
      box = nil
    }
  }

  /// A phone that nobody was asked on before.
  func nextPhone() -> String {
    customers.withLock { number in
      number += 1
      return "07\(20_000_000 + number)"
    }
  }

  /// A fresh copy of the home at a path.
  func copy(to path: String) throws {
    _ = try PipedProgram.run("/bin/rm", arguments: ["-rf", path])
    let outcome = try PipedProgram.run("/bin/cp", arguments: ["-a", self.path, path])
    guard outcome.status == .exited(code: 0) else { throw LabFailure("cp: \(outcome.errors)") }
  }
}
