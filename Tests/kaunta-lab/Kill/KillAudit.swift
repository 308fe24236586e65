import CanonicalJSON
import Glibc
import Ledger
import Payments
import Spool
import TestSupport

/// Holds ledger, spool and witness log to what the simulator knows really happened.
struct KillAudit {
  struct Outcome {
    var payments = 0
    var prompts = 0
    var acknowledged = 0
    var lost = 0
    var doubled = 0
    /// Shown as what it is not.
    var wrong = 0
    var paid = 0
    /// Not lost and not decided: the callback came to no listener, or nobody heard the acknowledgement.
    var waiting = 0
    var findings = Findings()
  }

  let shop: KilledShop
  let losesOne: Bool

  /// What really became of one payment, by its callback address.
  private struct Truth {
    var prompts = 0
    var receipts: [String] = []
  }

  func run(patienceSeconds: Int) throws -> Outcome {
    try shop.calm()
    let deadline = Deadline(afterSeconds: Double(patienceSeconds))
    var outcome = try audit()
    // Until everything that can be decided is; a breach that is still there at the end is one. Where one callback is to
    // be lost on purpose, until there is one: the first rounds may have killed the listener before each.
    while losesOne ? outcome.acknowledged == 0 : outcome.findings.count > 0, !deadline.hasPassed {
      if losesOne { try shop.round() }
      try shop.restart()
      for _ in 0..<10 { shop.live(milliseconds: 100) }
      outcome = try audit()
    }
    try shop.home.requireThatItFits(&outcome.findings)
    return outcome
  }

  private func audit() throws -> Outcome {
    var outcome = Outcome()
    let state = try shop.home.simulatorState()
    let truths = try truths(state)
    outcome.prompts = truths.values.reduce(0) { $0 + $1.prompts }
    let home = shop.home.home
    let ledger = try LabHome.ledger(at: home.ledgerFile)
    let payments = try ledger.newestPayments(limit: 1_000_000)
    outcome.payments = payments.count
    let acknowledged = try acknowledgedCallbacks(&outcome)
    let taken = Int(state["callbacks"]?["taken"]?.integer ?? 0)
    outcome.findings.require(
      taken <= acknowledged.count,
      "the simulator was told 200 for \(taken) callbacks, the witness log has \(acknowledged.count)")
    try checkCallbacks(acknowledged, ledger, &outcome)
    let heard = Set(acknowledged.map(\.paymentID))
    for payment in payments {
      check(payment, truths[payment.id.hex] ?? Truth(), isHeard: heard.contains(payment.id), &outcome)
    }
    let known = Set(payments.map(\.id.hex))
    for (id, truth) in truths.sorted(by: { $0.key < $1.key }) {
      if truth.prompts > 1 {
        outcome.doubled += 1
        outcome.findings.add("payment \(id) was asked for \(truth.prompts) times")
      }
      if !known.contains(id) { outcome.findings.add("a prompt went out for payment \(id), which no ledger has") }
    }
    return outcome
  }

  private func truths(_ state: JSONValue) throws -> [String: Truth] {
    var truths: [String: Truth] = [:]
    for prompt in state["book"]?["prompts"]?.array ?? [] {
      truths[try paymentID(prompt), default: Truth()].prompts += 1
    }
    for payment in state["book"]?["payments"]?.array ?? [] {
      if let receipt = payment["receipt"]?.string {
        truths[try paymentID(payment), default: Truth()].receipts.append(receipt)
      }
    }
    return truths
  }

  /// The payment in `…/c/<payment id>/<tag>`.
  private func paymentID(_ entry: JSONValue) throws -> String {
    let parts = (entry["callback_url"]?.string ?? "").split(separator: "/")
    guard parts.count >= 3, let id = PaymentID(hex: String(parts[parts.count - 2])) else {
      throw LabFailure("a callback address without a payment")
    }
    return id.hex
  }

  /// What the listener said 200 to, as its own log has it.
  private func acknowledgedCallbacks(_ outcome: inout Outcome) throws -> [SpoolName] {
    let witness = try WitnessLog(path: shop.home.home.witnessDirectory)
    var names: [SpoolName] = []
    for day in try witness.days() { names += try witness.entries(on: day).entries.map(\.name) }
    let distinct = Set(names).sorted()
    outcome.acknowledged = distinct.count
    return distinct
  }

  private func checkCallbacks(
    _ names: [SpoolName], _ ledger: LedgerDatabase, _ outcome: inout Outcome
  ) throws {
    let spool = try SpoolDirectory(path: shop.home.home.spoolDirectory)
    let waiting = Set(try spool.scan())
    let odd = Set(try spool.oddItems().compactMap(\.name))
    for (number, name) in names.enumerated() {
      let isKnown = try ledger.evidence(of: name.paymentID).contains { row in
        if case .callback(let callback) = row.evidence { callback.bodyHash == name.bodyHash } else { false }
      }
      if losesOne && number == 0 || !isKnown && !odd.contains(name) {
        outcome.lost += 1
        let place = waiting.contains(name) ? "it still lies in new/" : "it is nowhere"
        outcome.findings.add("an acknowledged callback of payment \(name.paymentID) is not in the ledger: \(place)")
      }
    }
  }

  private func check(_ payment: PaymentSummary, _ truth: Truth, isHeard: Bool, _ outcome: inout Outcome) {
    let standing = payment.status.standing
    func wrong(_ words: String) {
      outcome.wrong += 1
      outcome.findings.add("payment \(payment.id) (\(standing.rawValue)): \(words)")
    }
    switch standing {
    case .paid:
      outcome.paid += 1
      if truth.receipts.isEmpty { wrong("shown as paid, and no money moved") }
      let receipts = payment.status.receipts.map(\.code)
      if !receipts.isEmpty, receipts.sorted() != truth.receipts.sorted() { wrong("its receipt is not the book's") }
    case .notSent, .refused:
      if truth.prompts > 0 { wrong("a prompt went out for it") }
    case .notPaid:
      if !truth.receipts.isEmpty { wrong("money moved for it") }
    case .recorded, .sending:
      if Self.isOverdue(payment) { wrong("nobody has ended it") } else { outcome.waiting += 1 }
    case .waiting, .check, .unknown:
      if isHeard { wrong("its callback came and did not decide it") } else { outcome.waiting += 1 }
    case .held, .byHand: wrong("no person has touched it")
    }
  }

  /// A living process ends an attempt within 35 s, and a minute later everybody may.
  private static func isOverdue(_ payment: PaymentSummary) -> Bool {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 - payment.recordedAt.wallMilliseconds > 75_000
  }
}
