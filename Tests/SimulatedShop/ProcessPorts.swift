import Daraja
import PaymentLaws
import Payments
import Shop
import Synchronization

/// The ledger as one process sees it, which may die before and after each write.
struct ProcessLedger: LedgerPort, DecisionPort, PersonalDataPort {
  let process: DeskProcess
  let ledger: MemoryLedger
  unowned let world: World

  init(process: DeskProcess, ledger: MemoryLedger, world: World) {
    self.process = process
    self.ledger = ledger
    self.world = world
  }

  /// A write, which may fail at its commit, or be told to have failed after it.
  private func write<Outcome>(_ work: () throws -> Outcome) throws -> Outcome {
    try process.call {
      try checkPlace()
      guard world.weatherStrikes(\.commitFails) else { return try work() }
      world.counts.commitsFailed += 1
      if world.random.happens(perThousand: 300) { _ = try work() }
      throw LedgerUnwritable()
    }
  }

  /// A program that still has the old ledger open reads and writes nothing more.
  private func checkPlace() throws(LedgerReplaced) {
    if process.ledgerGeneration != world.ledgerGeneration { throw LedgerReplaced() }
  }

  func obstacleToSupervisors() -> DecisionRefusal? { ledger.obstacleToSupervisors() }

  func decide(_ request: DecisionRequest, at now: Moment) throws -> DecisionOutcome {
    try write { try ledger.decide(request, at: now) }
  }

  func resolveUnmatched(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome {
    try write { try ledger.resolveUnmatched(decision, at: now) }
  }

  func unmatchedResolutions() throws -> [UnmatchedResolution] {
    try living()
    return try ledger.unmatchedResolutions()
  }

  func newestMoment() throws -> Moment? {
    try living()
    return try ledger.newestMoment()
  }

  func known(_ callbacks: [CallbackName]) throws -> Set<CallbackName> {
    try living()
    return try ledger.known(callbacks)
  }

  func purgePersonal(before limit: PurgeLimit) throws -> PurgedPersonal {
    try write {
      let before = ledger.allPayments.map { (payment: $0, evidence: ledger.evidence(of: $0.id)) }
      let purged = try ledger.purgePersonal(before: limit)
      world.counts.phonesPurged += purged.phones
      world.counts.promptsPurged += purged.prompts
      world.checkPurged(before)
      return purged
    }
  }

  func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    try write { try ledger.record(draft, at: now) }
  }

  func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome {
    try write { try ledger.append(evidence, to: id, at: now) }
  }

  func append(_ callbacks: [ReceivedCallback], at now: Moment) throws -> [AppendOutcome] {
    try write { try ledger.append(callbacks, at: now) }
  }

  func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    try write { try ledger.beginSending(id, owner: owner, at: now) }
  }

  func beginSecondRequest(_ id: PaymentID, at now: Moment) throws -> Bool {
    try write { try ledger.beginSecondRequest(id, at: now) }
  }

  func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at moment: () -> Moment
  ) throws -> CheckoutRequestID? {
    try write {
      try ledger.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: spacingMilliseconds, at: moment)
    }
  }

  // A reading changes nothing, so dying beside it is dying at the step before or after.

  func payment(_ id: PaymentID) throws -> PaymentSummary? {
    try living()
    return try ledger.payment(id)
  }

  func till(of id: PaymentID) throws -> Till? {
    try living()
    return try ledger.till(of: id)
  }

  func unfinishedPayments() throws -> [PaymentSummary] {
    try living()
    return world.plan.neverConcludes ? [] : try ledger.unfinishedPayments()
  }

  func watchedPayments(sinceWallMilliseconds: Int64) throws -> LedgerChanges {
    try living()
    return try ledger.watchedPayments(sinceWallMilliseconds: sinceWallMilliseconds)
  }

  func changes(since position: Int64) throws -> LedgerChanges {
    try living()
    return try ledger.changes(since: position)
  }

  func living() throws {
    if !process.isAlive { throw Crashed() }
    try checkPlace()
  }
}

/// Another ledger lies in the place of the one that this process opened.
struct LedgerReplaced: ExplainedError {
  var explanation: Phrase {
    Phrase(
      "Another ledger lies in the place of the one that this program opened.",
      sw: "Leja nyingine ipo mahali pa ile ambayo programu hii ilifungua.")
  }
}

/// The spool as one process sees it.
struct ProcessSpool: SpoolPort {
  let process: DeskProcess
  let spool: MemorySpool
  unowned let world: World

  func arrivals() throws -> Arrivals {
    if !process.isAlive { throw Crashed() }
    return try spool.arrivals()
  }

  func read(_ name: ArrivalName) throws -> ArrivalReading { try process.call { try spool.read(name) } }

  func archive(_ names: [ArrivalName], on day: BusinessDay) throws {
    // It may die between any two of them.
    for name in names {
      try process.call {
        // What was filed for the ledger before, a moment ago, is seen by the restore.
        if process.ledgerGeneration != world.ledgerGeneration { throw LedgerReplaced() }
        try spool.archive(name, on: day)
      }
    }
  }

  func setAside(_ name: ArrivalName, for reason: AsideReason, at now: Moment) throws {
    try process.call { try spool.setAside(name, for: reason, at: now) }
  }

  func keep(_ answer: LearntEvidence, of id: PaymentID) throws -> ArrivalName? {
    try process.call { try spool.keep(answer, of: id) }
  }

  func keptAnswer(_ name: ArrivalName) throws -> LearntEvidence? { try process.call { try spool.keptAnswer(name) } }

  func forget(_ name: ArrivalName) throws { try process.call { try spool.forget(name) } }
}

/// What waits for a person, as one process sees it.
extension ProcessSpool: UnmatchedPort {
  func unmatchedFiles() throws -> [UnmatchedFile] { try process.call { try spool.unmatchedFiles() } }

  func content(of file: UnmatchedFile) -> (arrival: Arrival, arrivedWallMilliseconds: Int64)? {
    process.isAlive ? spool.content(of: file) : nil
  }

  func archive(_ file: UnmatchedFile, on day: BusinessDay) throws {
    try process.call { try spool.archive(file, on: day) }
  }
}

/// What was archived, as one process sees it.
extension ProcessSpool: ArchivePort {
  func archiveDays() throws -> [BusinessDay] { try process.call { try spool.archiveDays() } }

  func archived(on day: BusinessDay) throws -> [ArchivedFile] { try process.call { try spool.archived(on: day) } }

  func remove(_ files: [ArchivedFile], archivedOn day: BusinessDay) throws -> Int {
    try process.call {
      world.checkRemoved(files)
      let removed = try spool.remove(files, archivedOn: day)
      world.counts.bodiesPurged += removed
      return removed
    }
  }
}

/// Safaricom as one process sees it.
struct SimulatedDarajaPort: DarajaPort {
  let process: DeskProcess
  let line: DarajaLine

  func token() -> TokenOutcome { line.token(for: process) }
  func drop(_ token: AccessToken) { line.drop(token) }
  func push(
    _ request: PushRequest, token: AccessToken, startingOnlyIf mayStart: @escaping @Sendable () -> Bool
  ) -> PushOutcome {
    line.push(request, token, for: process, startingOnlyIf: mayStart)
  }
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
