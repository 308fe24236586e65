import Payments
import Shop
import SimulatedShop

/// A ledger that stands between the shop's work and the one in memory, and does some things otherwise.
protocol LedgerBetween: LedgerPort {
  var ledger: MemoryLedger { get }
}

extension LedgerBetween {
  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome { try ledger.record(draft, at: now) }

  func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome {
    try ledger.append(evidence, to: id, at: now)
  }

  func append(_ callbacks: [ReceivedCallback], at now: Moment) throws -> [AppendOutcome] {
    try ledger.append(callbacks, at: now)
  }

  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    try ledger.beginSending(id, owner: owner, at: now)
  }

  func beginSecondRequest(_ id: PaymentID, at now: Moment) throws -> Bool {
    try ledger.beginSecondRequest(id, at: now)
  }

  func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at moment: () -> Moment
  ) throws -> CheckoutRequestID? {
    try ledger.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: spacingMilliseconds, at: moment)
  }

  func payment(_ id: PaymentID) throws -> PaymentSummary? { try ledger.payment(id) }

  func till(of id: PaymentID) throws -> Till? { try ledger.till(of: id) }

  func unfinishedPayments() throws -> [PaymentSummary] { try ledger.unfinishedPayments() }

  func watchedPayments(sinceWallMilliseconds since: Int64) throws -> LedgerChanges {
    try ledger.watchedPayments(sinceWallMilliseconds: since)
  }

  func changes(since position: Int64) throws -> LedgerChanges { try ledger.changes(since: position) }
}

/// A ledger whose writer waits behind others before an attempt's row is its own.
struct SlowLedger: LedgerBetween {
  let ledger: MemoryLedger
  let clock: VirtualClock
  /// How long the winner waited for its row.
  let waitsMilliseconds: Int64

  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    clock.advance(byMilliseconds: waitsMilliseconds)
    return try ledger.beginSending(id, owner: owner, at: now)
  }
}

/// A spool that stands between the shop's work and the one in memory, and does some things otherwise.
protocol SpoolBetween: SpoolPort {
  var spool: MemorySpool { get }
}

extension SpoolBetween {
  func arrivals() throws -> Arrivals { try spool.arrivals() }
  func read(_ name: ArrivalName) throws -> ArrivalReading { try spool.read(name) }
  func archive(_ names: [ArrivalName], on day: BusinessDay) throws { try spool.archive(names, on: day) }
  func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws {
    try spool.setAside(name, for: reason, at: now)
  }
  func keep(_ answer: LearntEvidence, of id: PaymentID) throws -> ArrivalName? { try spool.keep(answer, of: id) }
  func keptAnswer(_ name: ArrivalName) throws -> LearntEvidence? { try spool.keptAnswer(name) }
  func forget(_ name: ArrivalName) throws { try spool.forget(name) }
}
