import Daraja
import Payments
import Shop
import Synchronization

/// The ledger as one process sees it, which may die before and after each write.
struct ProcessLedger: LedgerPort {
  let process: DeskProcess
  let ledger: MemoryLedger

  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    try process.call { try ledger.record(draft, at: now) }
  }

  func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome {
    try process.call { try ledger.append(evidence, to: id, at: now) }
  }

  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    try process.call { try ledger.beginSending(id, owner: owner, at: now) }
  }

  func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at now: Moment
  ) throws -> CheckoutRequestID? {
    try process.call {
      try ledger.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: spacingMilliseconds, at: now)
    }
  }

  // A reading changes nothing, so dying beside it is dying at the step before or after.

  func payment(_ id: PaymentID) throws -> PaymentSummary? {
    try living()
    return try ledger.payment(id)
  }

  func openPayments() throws -> [PaymentSummary] {
    try living()
    return try ledger.openPayments()
  }

  func watchedPayments(sinceWallMilliseconds: Int64) throws -> [PaymentSummary] {
    try living()
    return try ledger.watchedPayments(sinceWallMilliseconds: sinceWallMilliseconds)
  }

  func changes(since position: Int64) throws -> LedgerChanges {
    try living()
    return try ledger.changes(since: position)
  }

  private func living() throws(Crashed) { if !process.isAlive { throw Crashed() } }
}

/// The spool as one process sees it.
struct ProcessSpool: SpoolPort {
  let process: DeskProcess
  let spool: MemorySpool

  func arrivals() throws -> [ArrivalName] {
    if !process.isAlive { throw Crashed() }
    return try spool.arrivals()
  }

  func read(_ name: ArrivalName) throws -> ArrivalReading { try process.call { try spool.read(name) } }

  func settle(_ name: ArrivalName, on day: BusinessDay) throws {
    try process.call { try spool.settle(name, on: day) }
  }

  func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws {
    try process.call { try spool.setAside(name, for: reason, at: now) }
  }
}

/// Safaricom as one process sees it.
struct SimulatedDarajaPort: DarajaPort {
  let process: DeskProcess
  let line: DarajaLine

  func token() -> TokenOutcome { line.token(for: process) }
  func drop(_ token: AccessToken) { line.drop(token) }
  func push(_ request: PushRequest, token: AccessToken) -> PushOutcome { line.push(request, token, for: process) }
  func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome { line.query(request, token, for: process) }
}

/// Names that come from the seed.
package final class SeededIdentifiers: IdentifierPort {
  private let random: Mutex<SeededGenerator>

  /// Names from a generator.
  package init(_ random: SeededGenerator) { self.random = Mutex(random) }

  package func paymentID(at now: Moment) -> PaymentID {
    random.withLock { random in
      PaymentID(
        wallMilliseconds: now.wallMilliseconds, randomHigh: UInt16(truncatingIfNeeded: random.next()),
        randomLow: random.next())
    }
  }

  package func question() -> String { random.withLock { "question-" + String($0.next(), radix: 16) } }
}
