import CanonicalJSON
import Glibc
import Ledger
import PaymentLaws
import Payments
import TestSupport

/// A shop on a small disk, whose pushes are interrupted.
final class InterruptedShop {
  struct Audit {
    var pushes = 0
    var prompts = 0
    /// Prompts of which no push said a word.
    var unnamed = 0
    /// Prompts of which it was said that nothing was sent.
    var denied = 0
    var findings = Findings()
  }

  /// What a push said at its end.
  private struct Said {
    var status: ExitStatus
    var output: String
    var errors: String

    var payment: String? { (try? JSONValue(parsing: output))?["payment"]?.string }
  }

  private let root: String
  private let home: LabHome
  private let simulator: LabServer
  private let listener: LabServer
  private var random: SeededGenerator
  private var customers = 0
  private var filled = 0
  private var said: [Said] = []

  init(root: String, logs: String, seed: UInt64) throws {
    self.root = root
    random = SeededGenerator(seed: seed)
    home = try LabHome(at: root + "/home", seed: seed)
    simulator = try LabServer(
      ["simulate", "--home", home.home.path, "--seed", "\(seed)", "--answer-after", "0.2"], log: logs + "/simulator.log"
    )
    listener = try LabServer(["listen", "--home", home.home.path], log: logs + "/listener.log")
    try simulator.waitUntilListening()
    try listener.waitUntilListening()
  }

  func stop() {
    listener.stop()
    simulator.stop()
  }

  /// One push, and the disk is full for a while from some instant on.
  func fillInMidRequest() throws {
    let before = try prompts().count
    let push = try start(waitSeconds: 8)
    filled += 1
    if filled.isMultiple(of: 2) {
      // However slow the machine is: of some the prompt is out.
      let deadline = Deadline(afterSeconds: 8)
      while try prompts().count == before, !deadline.hasPassed { poll(nil, 0, 5) }
    } else {
      poll(nil, 0, Int32.random(in: 0...250, using: &random))
    }
    let filler = root + "/filler"
    FullDisk.fill(filler)
    poll(nil, 0, Int32.random(in: 100...2_500, using: &random))
    unlink(filler)
    try take(push)
  }

  /// So many pushes, each stopped at some instant, and continued when nothing of them may go out any more.
  ///
  /// - Returns: how many prompts came of them after that.
  func stopInMidRequest(_ count: Int) throws -> Int {
    var pushes: [PipedProgram] = []
    for _ in 0..<count {
      let push = try start(waitSeconds: 2)
      poll(nil, 0, Int32.random(in: 0...180, using: &random))
      push.process.signal(SIGSTOP)
      pushes.append(push)
    }
    let deadline = Deadline(afterSeconds: 31)
    while !deadline.hasPassed { poll(nil, 0, 200) }
    // The last first: whoever holds the ledger is not always first in its queue.
    return try promptsAfterContinuing(pushes.reversed())
  }

  /// The same with pushes that are stopped once they are recorded, and continued at once, when they may well go out:
  /// up to so many, until one does.
  func stopTooBriefly(_ count: Int) throws -> Int {
    // It makes the ledger, where there is none.
    _ = try home.run(["poll"])
    let ledger = try LabHome.ledger(at: home.home.ledgerFile)
    for _ in 0..<count {
      let newest = try ledger.newestPayments(limit: 1).first?.id
      let push = try start(waitSeconds: 2)
      try waitUntil("it is recorded") { try ledger.newestPayments(limit: 1).first?.id != newest }
      push.process.signal(SIGSTOP)
      let late = try promptsAfterContinuing([push])
      if late > 0 { return late }
    }
    return 0
  }

  /// How many prompts come of payments that were recorded before this.
  ///
  /// Where the machine is slow, a push is stopped before it has begun: what it records then is as young as any.
  private func promptsAfterContinuing(_ pushes: [PipedProgram]) throws -> Int {
    let before = Set(try prompts())
    let continuedAt = ListenerClock.now()
    for push in pushes { push.process.signal(SIGCONT) }
    for push in pushes { try take(push) }
    let ledger = try LabHome.ledger(at: home.home.ledgerFile)
    return try prompts().count { address in
      if before.contains(address) { return false }
      let id = address.split(separator: "/").dropLast().last.flatMap { PaymentID(hex: String($0)) }
      let payment = try id.flatMap { try ledger.payment($0) }
      return payment.map { $0.recordedAt.bootMilliseconds < continuedAt.bootMilliseconds } ?? true
    }
  }

  func audit(forgettingOne: Bool, promptsTooLate late: Int) throws -> Audit {
    var audit = Audit()
    audit.pushes = said.count
    audit.findings.require(late == 0, "\(late) prompts went out after their requests were too old")
    _ = try home.run(["poll"])
    let ledger = try LabHome.ledger(at: home.home.ledgerFile)
    for address in try prompts() {
      audit.prompts += 1
      let isForgotten = forgettingOne && audit.prompts == 1
      let words = isForgotten ? nil : said.first { push in push.payment.map { address.contains($0) } ?? false }
      guard let words else {
        audit.unnamed += 1
        audit.findings.add("a prompt went out, and no push named its payment")
        continue
      }
      let all = words.output + words.errors
      if all.contains("Nothing was") || all.contains("\"not-sent\"") || [64, 74, 75].contains(words.status.code) {
        audit.denied += 1
        audit.findings.add("a prompt went out, and the push ended by \(words.status): \(all.suffix(400))")
      }
      guard let id = words.payment.flatMap(PaymentID.init(hex:)), let payment = try ledger.payment(id) else {
        audit.findings.add("a prompt went out, and the ledger has no payment for it")
        continue
      }
      let standing = payment.status.standing
      audit.findings.require(
        ![.recorded, .notSent, .refused].contains(standing),
        "a prompt went out, and the ledger says \(standing.rawValue)")
    }
    let problems = try ledger.verify().problems
    audit.findings.require(problems.isEmpty, "verify: \(problems.map(\.sentence).joined(separator: " "))")
    return audit
  }

  private func start(waitSeconds: Int) throws -> PipedProgram {
    customers += 1
    return try PipedProgram(
      LabHome.program,
      arguments: [
        "push", "--phone", "07\(13_000_000 + customers)", "--amount", "\(customers)", "--json",
        "--wait=\(waitSeconds)", "--home", home.home.path,
      ])
  }

  private func take(_ push: PipedProgram) throws {
    let status = try push.waitForExit(timeoutSeconds: 120)
    said.append(Said(status: status, output: push.output, errors: push.errors))
  }

  /// The callback address of each prompt that ever went out.
  private func prompts() throws -> [String] {
    (try home.simulatorState()["book"]?["prompts"]?.array ?? []).compactMap { $0["callback_url"]?.string }
  }
}

extension ExitStatus {
  fileprivate var code: Int32 { if case .exited(let code) = self { code } else { -1 } }
}
