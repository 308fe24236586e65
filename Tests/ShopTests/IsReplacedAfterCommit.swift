import Payments
import Shop
import SimulatedShop
import Synchronization

/// A ledger in whose place a backup is put as soon as evidence was committed to it.
final class IsReplacedAfterCommit: LedgerPort {
  struct Replaced: Error {}
  let ledger: MemoryLedger
  private let isReplaced = Mutex(false)

  init(ledger: MemoryLedger) { self.ledger = ledger }

  private func checkPlace() throws { if isReplaced.withLock({ $0 }) { throw Replaced() } }

  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    try checkPlace()
    return try ledger.record(draft, at: now)
  }

  func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome {
    try checkPlace()
    defer { isReplaced.withLock { $0 = true } }
    return try ledger.append(evidence, to: id, at: now)
  }

  func append(_ callbacks: [ReceivedCallback], at now: Moment) throws -> [AppendOutcome] {
    try checkPlace()
    defer { isReplaced.withLock { $0 = true } }
    return try ledger.append(callbacks, at: now)
  }

  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    try checkPlace()
    return try ledger.beginSending(id, owner: owner, at: now)
  }

  func beginSecondRequest(_ id: PaymentID, at now: Moment) throws -> Bool {
    try checkPlace()
    return try ledger.beginSecondRequest(id, at: now)
  }

  func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at moment: () -> Moment
  ) throws -> CheckoutRequestID? {
    try checkPlace()
    return try ledger.takeQueryTurn(
      id, till: till, question: question, spacingMilliseconds: spacingMilliseconds, at: moment)
  }

  func payment(_ id: PaymentID) throws -> PaymentSummary? {
    try checkPlace()
    return try ledger.payment(id)
  }

  func till(of id: PaymentID) throws -> Till? {
    try checkPlace()
    return try ledger.till(of: id)
  }

  func unfinishedPayments() throws -> [PaymentSummary] {
    try checkPlace()
    return try ledger.unfinishedPayments()
  }

  func watchedPayments(sinceWallMilliseconds: Int64) throws -> LedgerChanges {
    try checkPlace()
    return try ledger.watchedPayments(sinceWallMilliseconds: sinceWallMilliseconds)
  }

  func changes(since position: Int64) throws -> LedgerChanges {
    try checkPlace()
    return try ledger.changes(since: position)
  }
}
