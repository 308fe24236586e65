import CanonicalJSON
import Daraja
import Ledger
import Maintenance
import Payments
import Shop
import Spool
import TestSupport

/// Holds a restored ledger, the unmatched callbacks and the witness log to what the simulator knows really happened.
struct RestoreAudit {
  var payments = 0
  var sinceBackup = 0
  var acknowledged = 0
  var acknowledgedSince = 0
  var lost = 0
  var unmatched = 0
  /// Known from their callback only.
  var held = 0
  var pushedAgain = 0
  /// Shown as what it is not.
  var wrong = 0
  var findings = Findings()

  mutating func look(at home: LabHome, backupMadeAt backup: Int64) throws {
    let ledger = try LabHome.ledger(at: home.home.ledgerFile)
    let spool = try SpoolDirectory(path: home.home.spoolDirectory)
    let waiting = try UnmatchedCallbacks(decisions: LedgerDecisions(ledger) { [] }, spool: spool).waiting(
      at: Moment(wallMilliseconds: backup, bootMilliseconds: 0, bootID: ""))
    unmatched += waiting.count
    let state = try home.simulatorState()
    let book = try receipts(state)
    try lookAtCallbacks(home, ledger, waiting, book, backup: backup)
    let known = try ledger.newestPayments(limit: 1_000_000)
    payments += known.count
    for payment in known { check(payment, book[payment.id] ?? []) }
    try home.requireThatItFits(&findings)
  }

  /// What really was paid, by the payment in `…/c/<payment id>/<tag>`.
  private func receipts(_ state: JSONValue) throws -> [PaymentID: [(receipt: String, amount: Int64)]] {
    var receipts: [PaymentID: [(receipt: String, amount: Int64)]] = [:]
    for row in state["book"]?["payments"]?.array ?? [] {
      let parts = (row["callback_url"]?.string ?? "").split(separator: "/")
      guard parts.count >= 3, let id = PaymentID(hex: String(parts[parts.count - 2])),
        let receipt = row["receipt"]?.string, let amount = row["amount"]?.integer
      else { throw LabFailure("a payment in the book without an address") }
      receipts[id, default: []].append((receipt, amount))
    }
    return receipts
  }

  /// Each callback that was acknowledged is in the ledger or among the unmatched callbacks, and money with its receipt
  /// and amount.
  private mutating func lookAtCallbacks(
    _ home: LabHome, _ ledger: LedgerDatabase, _ unmatched: [UnmatchedItem],
    _ book: [PaymentID: [(receipt: String, amount: Int64)]], backup: Int64
  ) throws {
    let witness = try WitnessLog(path: home.home.witnessDirectory)
    let known = Set(try ledger.callbacks().map(\.name))
    let entries = try witness.days().flatMap { try witness.entries(on: $0).entries }
    acknowledged += entries.count
    for entry in entries {
      if entry.wallMilliseconds > backup { acknowledgedSince += 1 }
      let id = entry.name.paymentID
      let item = unmatched.first { $0.payment == id && $0.bodyHash == entry.name.bodyHash }
      let isKnown = known.contains(
        CallbackName(paymentID: id, bodyHash: entry.name.bodyHash, peer: entry.name.peerClass))
      if !isKnown, item == nil {
        lost += 1
        findings.add(
          "an acknowledged callback of payment \(id) is neither in the ledger nor among the unmatched callbacks")
        continue
      }
      for paid in book[id] ?? [] {
        let payment = try ledger.payment(id)
        let codes = payment?.status.receipts ?? []
        let isInLedger =
          isKnown && codes.contains { $0.code == paid.receipt } && payment?.amount.count == Int(paid.amount)
        let isUnmatched = item?.receipt?.code == paid.receipt && item?.amount?.count == paid.amount * 100
        if !isInLedger && !isUnmatched {
          wrong += 1
          findings.add(
            "payment \(id): neither ledger nor unmatched has receipt \(paid.receipt) over KSh \(paid.amount)")
        }
      }
    }
  }

  private mutating func check(_ payment: PaymentSummary, _ book: [(receipt: String, amount: Int64)]) {
    func isWrong(_ words: String) {
      wrong += 1
      findings.add("payment \(payment.id) (\(payment.status.standing.rawValue)): \(words)")
    }
    switch payment.status.standing {
    case .paid: if book.isEmpty { isWrong("shown as paid, and no money moved") }
    case .notPaid, .notSent, .refused: if !book.isEmpty { isWrong("money moved for it") }
    case .held:
      held += 1
      if payment.status.doubt != .callbackOnly { isWrong("held, and not because it is a stranger") }
    case .byHand: isWrong("no person has touched it")
    case .recorded, .sending: isWrong("in the middle, after a restore")
    case .waiting, .check, .unknown: break
    }
  }
}
