import Payments
import Shop
import Synchronization

/// The ledger as the shop's work sees it, in memory: the same guards, numbers, folds, turns and decisions, one
/// transaction a call.
///
/// A differential test holds it to the ledger on disk (Tests/LedgerTests).
package final class MemoryLedger: LedgerPort, DecisionPort, PersonalDataPort {
  /// What is wrong with the disk at the moment.
  package enum Trouble: Sendable, Equatable {
    /// Writing fails and changes nothing: the disk is full, or the transaction fails at its commit.
    case refusesWrites
    /// What is written stands, and the writer is told that it failed: a commit whose answer got lost.
    case failsAfterCommit
    /// Nothing works, reading included.
    case unreachable
  }

  private struct State {
    var contents: LedgerContents
    var trouble: Trouble?
    var failures = 0
  }

  private let state: Mutex<State>
  private let supervisors: [MemorySupervisor]

  /// An empty ledger that folds by the rules, unless told otherwise.
  ///
  /// - Parameters:
  ///   - fold: how a payment's evidence is folded.
  ///   - conceal: how a prompt stands in the keys of evidence.
  ///   - supervisors: who has a PIN.
  ///   - omits: what it leaves out, to see that the checks notice.
  package init(
    fold: @escaping Folding = { PaymentStatus(folding: $0, neighbours: $1) },
    conceal: @escaping Concealing = { $0.digestOfPurged ?? $0.rawValue }, supervisors: [MemorySupervisor] = [],
    omits: LedgerOmissions = []
  ) {
    state = Mutex(State(contents: LedgerContents(fold: fold, conceal: conceal, omits: omits)))
    self.supervisors = supervisors
  }

  /// Breaks or mends the disk.
  package func setTrouble(_ trouble: Trouble?) { state.withLock { $0.trouble = trouble } }

  /// Nothing can be written at the moment.
  package var refusesWrites: Bool { state.withLock { $0.trouble == .refusesWrites || $0.trouble == .unreachable } }

  /// How many calls failed.
  package var failures: Int { state.withLock(\.failures) }

  /// The position of the newest evidence.
  package var position: Int64 { state.withLock(\.contents.position) }

  /// Every payment as it is cached, in the order of recording, whatever trouble there is.
  package var allPayments: [PaymentSummary] { state.withLock { $0.contents.entries.map(\.summary) } }

  /// One payment, whatever trouble there is.
  package func summary(of id: PaymentID) -> PaymentSummary? { state.withLock { $0.contents.entry(id)?.summary } }

  /// All evidence of a payment, whatever trouble there is.
  package func evidence(of id: PaymentID) -> [EvidenceRow] {
    state.withLock { state in
      guard let index = state.contents.index(of: id) else { return [] }
      return state.contents.rows(of: index)
    }
  }

  /// There is a row with this key.
  package func has(_ key: String, of id: PaymentID) -> Bool {
    state.withLock { $0.contents.entry(id)?.keys.contains(key) ?? false }
  }

  /// A callback is evidence, whatever trouble there is.
  package func has(_ callback: CallbackName) -> Bool { state.withLock { $0.contents.has(callback) } }

  /// What was resolved among the unmatched callbacks, whatever trouble there is.
  package var resolutions: [UnmatchedResolution] { state.withLock(\.contents.resolutions) }

  /// A payment was this at a position at which it changed, before a purge or after it.
  package func was(_ status: PaymentStatus, _ id: PaymentID, atPosition position: Int64) -> Bool {
    state.withLock { state in
      guard let index = state.contents.index(of: id) else { return false }
      return state.contents.entries[index].history.reversed().contains {
        $0.position == position && $0.status == status
      }
    }
  }

  /// Whose phone was asked, also once that was purged.
  package func askedPhone(of id: PaymentID) -> PhoneNumber? { state.withLock { $0.contents.entry(id)?.askedPhone } }

  /// Where a payment's rows stand in the chain, whatever trouble there is.
  package func positions(of id: PaymentID) -> [Int64] { state.withLock { $0.contents.entry(id)?.positions ?? [] } }

  private func write<Outcome: Sendable>(_ change: (inout LedgerContents) throws -> Outcome) throws -> Outcome {
    try state.withLock { state in
      switch state.trouble {
      case .refusesWrites, .unreachable:
        state.failures += 1
        throw LedgerUnwritable()
      case .failsAfterCommit:
        state.failures += 1
        _ = try change(&state.contents)
        throw LedgerUnwritable()
      case nil: return try change(&state.contents)
      }
    }
  }

  private func read<Outcome: Sendable>(_ look: (LedgerContents) -> Outcome) throws -> Outcome {
    try state.withLock { state in
      guard state.trouble != .unreachable else {
        state.failures += 1
        throw LedgerUnwritable()
      }
      return look(state.contents)
    }
  }

  package func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    try write { try $0.record(draft, at: now) }
  }

  package func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome {
    try write { $0.append(evidence, to: id, at: now) }
  }

  package func append(_ callbacks: [ReceivedCallback], at now: Moment) throws -> [AppendOutcome] {
    try write { $0.append(callbacks.map { ($0.paymentID, [.callback($0.evidence)]) }, at: now) }
  }

  package func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    try write { $0.beginSending(id, owner: owner, at: now) }
  }

  package func beginSecondRequest(_ id: PaymentID, at now: Moment) throws -> Bool {
    try write { $0.beginSecondRequest(id, at: now) }
  }

  package func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at moment: () -> Moment
  ) throws -> CheckoutRequestID? {
    try write {
      $0.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: spacingMilliseconds, at: moment())
    }
  }

  /// A simulated shop has its supervisors.
  package func obstacleToSupervisors() -> DecisionRefusal? { nil }

  package func decide(_ request: DecisionRequest, at now: Moment) throws -> DecisionOutcome {
    try write { $0.decide(request, supervisors: supervisors, at: now) }
  }

  package func resolveUnmatched(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome {
    try write { $0.resolveUnmatched(decision, supervisors: supervisors, at: now) }
  }

  package func unmatchedResolutions() throws -> [UnmatchedResolution] { try read(\.resolutions) }

  package func newestMoment() throws -> Moment? { try read(\.newestAt) }

  package func known(_ callbacks: [CallbackName]) throws -> Set<CallbackName> {
    try read { contents in Set(callbacks.filter(contents.has)) }
  }

  package func purgePersonal(before limit: PurgeLimit) throws -> PurgedPersonal {
    try write { $0.purge(before: limit) }
  }

  package func payment(_ id: PaymentID) throws -> PaymentSummary? { try read { $0.entry(id)?.summary } }

  /// One payment, folded as if this stood here as well.
  package func payment(_ id: PaymentID, assuming beyond: [LearntEvidence]) throws -> PaymentSummary? {
    try read { contents in
      var assumed = contents
      for learnt in beyond { _ = assumed.append([learnt.evidence], to: id, at: learnt.at) }
      return assumed.entry(id)?.summary
    }
  }

  package func openPayments() throws -> [PaymentSummary] {
    try read { contents in Self.oldestFirst(contents) { $0.status.isOpen } }
  }

  package func till(of id: PaymentID) throws -> Till? { try read { $0.entry(id)?.summary.till } }

  package func unfinishedPayments() throws -> [PaymentSummary] { try read(\.unfinishedPayments) }

  package func watchedPayments(sinceWallMilliseconds since: Int64) throws -> LedgerChanges {
    try read { contents in
      LedgerChanges(
        payments: Self.oldestFirst(contents) { $0.isWatched(sinceWallMilliseconds: since) }, position: contents.position
      )
    }
  }

  package func changes(since position: Int64) throws -> LedgerChanges {
    // Asked at every turn, and a copy of the whole book is no small thing without optimization.
    let isKnown = state.withLock { $0.trouble != .unreachable && $0.contents.position == position }
    if isKnown { return LedgerChanges(payments: [], position: position) }
    return try read { contents in
      var changed = contents.entries.indices.filter { contents.entries[$0].summary.position > position }
        .map { contents.entries[$0].summary }
      changed.sort { $0.position != $1.position ? $0.position < $1.position : $0.id < $1.id }
      return LedgerChanges(payments: changed, position: contents.position)
    }
  }

  /// What a desk that starts puts on its board.
  package func board(newest limit: Int) throws -> LedgerChanges {
    try read { book in
      let newest = Set(book.entries.indices.sorted { book.isOlder($1, $0) }.prefix(limit))
      let shown = book.entries.indices.filter { newest.contains($0) || book.entries[$0].summary.status.isOpen }
      return LedgerChanges(
        payments: shown.map { book.entries[$0].summary }.sorted { $0.id < $1.id }, position: book.position)
    }
  }

  /// The money of one business day.
  package func totals(of day: BusinessDay, till: Till) throws -> DayTotals {
    try read { contents in
      var totals = DayTotals(of: contents.entries.map(\.summary), on: day, till: till)
      for kept in contents.unmatchedKept where kept.day == day && kept.shillings > 0 {
        totals.bySupervisorCount += 1
        totals.bySupervisorShillings += kept.shillings
      }
      return totals
    }
  }

  private static func oldestFirst(
    _ contents: LedgerContents, _ isWanted: (PaymentSummary) -> Bool
  ) -> [PaymentSummary] {
    contents.entries.indices.filter { isWanted(contents.entries[$0].summary) }.sorted(by: contents.isOlder)
      .map { contents.entries[$0].summary }
  }
}

/// A copy of a ledger in memory, made at some time of the day.
package struct MemoryBackup: Sendable {
  fileprivate let contents: LedgerContents

  /// The payments that it knows.
  package func knows(_ id: PaymentID) -> Bool { contents.index(of: id) != nil }

  /// A callback is evidence in it, or was resolved by a supervisor.
  package func has(_ callback: CallbackName) -> Bool {
    contents.has(callback) || contents.resolutions.contains { $0.item.callback == callback }
  }
}

extension MemoryLedger {
  /// A copy, whatever trouble there is.
  package func backup(at now: Moment) -> MemoryBackup {
    state.withLock { MemoryBackup(contents: $0.contents.copied(at: now)) }
  }

  /// Puts a backup in the ledger's place; a new epoch begins.
  package func restore(_ backup: MemoryBackup, strangers: Int, by person: String, at now: Moment) -> Restoration {
    state.withLock { state in
      let replaced = state.contents
      state.contents = backup.contents
      return state.contents.beginEpoch(inPlaceOf: replaced, strangers: strangers, by: person, at: now)
    }
  }
}

/// The disk under the ledger takes nothing at the moment.
package struct LedgerUnwritable: ExplainedError {
  package init() {}

  package var explanation: Phrase {
    Phrase(
      "The ledger cannot be written. Nothing was sent. Try again in a moment.",
      sw: "Leja haiwezi kuandikwa. Hakuna kilichotumwa. Jaribu tena baada ya muda mfupi.")
  }
}
