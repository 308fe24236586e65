import Payments
import Shop
import Synchronization

/// The ledger as the shop's work sees it, in memory: the same guards, numbers, folds and turns, one transaction a call.
package final class MemoryLedger: LedgerPort {
  /// What is wrong with the disk at the moment.
  package enum Trouble: Sendable, Equatable {
    /// Writing fails and changes nothing.
    case refusesWrites
    /// What is written stands, and the writer is told that it failed: a commit whose answer got lost.
    case failsAfterCommit
    /// Nothing works, reading included.
    case unreachable
  }

  private struct State {
    var book: LedgerBook
    var trouble: Trouble?
    var failures = 0
  }

  private let state: Mutex<State>

  /// An empty ledger that folds by the rules, unless told otherwise.
  package init(fold: @escaping Folding = { PaymentStatus(folding: $0, neighbours: $1) }) {
    state = Mutex(State(book: LedgerBook(fold: fold)))
  }

  /// Breaks or mends the disk.
  package func setTrouble(_ trouble: Trouble?) { state.withLock { $0.trouble = trouble } }

  /// How many calls failed.
  package var failures: Int { state.withLock(\.failures) }

  /// The position of the newest evidence.
  package var position: Int64 { state.withLock(\.book.position) }

  /// Every payment as it is cached, in the order of recording, whatever trouble there is.
  package var allPayments: [PaymentSummary] { state.withLock { $0.book.entries.map(\.summary) } }

  /// All evidence of a payment, whatever trouble there is.
  package func evidence(of id: PaymentID) -> [EvidenceRow] { state.withLock { $0.book.entry(id)?.rows ?? [] } }

  /// There is a row with this key.
  package func has(_ key: String, of id: PaymentID) -> Bool {
    state.withLock { $0.book.entry(id)?.keys.contains(key) ?? false }
  }

  /// What a payment was at a position at which it changed; nil if it never was anything then.
  package func status(of id: PaymentID, atPosition position: Int64) -> PaymentStatus? {
    state.withLock { $0.book.entry(id)?.history.last { $0.position == position }?.status }
  }

  private func write<Outcome: Sendable>(
    _ change: (inout LedgerBook) -> Outcome
  ) throws(LedgerUnwritable) -> Outcome {
    let outcome: Outcome? = state.withLock { state in
      switch state.trouble {
      case .refusesWrites, .unreachable:
        state.failures += 1
        return nil
      case .failsAfterCommit:
        state.failures += 1
        _ = change(&state.book)
        return nil
      case nil: return change(&state.book)
      }
    }
    guard let outcome else { throw LedgerUnwritable() }
    return outcome
  }

  private func read<Outcome: Sendable>(_ look: (LedgerBook) -> Outcome) throws(LedgerUnwritable) -> Outcome {
    let outcome: Outcome? = state.withLock { state in
      guard state.trouble != .unreachable else {
        state.failures += 1
        return nil
      }
      return look(state.book)
    }
    guard let outcome else { throw LedgerUnwritable() }
    return outcome
  }

  package func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    try write { $0.record(draft, at: now) }
  }

  package func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> AppendOutcome {
    try write { $0.append(evidence, to: id, at: now) }
  }

  package func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws -> Bool {
    try write { $0.beginSending(id, owner: owner, at: now) }
  }

  package func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at now: Moment
  ) throws -> CheckoutRequestID? {
    try write {
      $0.takeQueryTurn(id, till: till, question: question, spacingMilliseconds: spacingMilliseconds, at: now)
    }
  }

  package func payment(_ id: PaymentID) throws -> PaymentSummary? { try read { $0.entry(id)?.summary } }

  package func openPayments() throws -> [PaymentSummary] {
    try read { Self.oldestFirst($0.entries.filter(\.status.isOpen)) }
  }

  package func watchedPayments(sinceWallMilliseconds since: Int64) throws -> [PaymentSummary] {
    try read { book in
      Self.oldestFirst(
        book.entries.filter {
          $0.status.isOpen || ($0.recordedAt.wallMilliseconds >= since && $0.status.standing == .notPaid)
        })
    }
  }

  package func changes(since position: Int64) throws -> LedgerChanges {
    try read { book in
      if book.position == position { return LedgerChanges(payments: [], position: position) }
      let changed = book.entries.filter { $0.position > position }.sorted {
        $0.position != $1.position ? $0.position < $1.position : $0.id < $1.id
      }
      return LedgerChanges(payments: changed.map(\.summary), position: book.position)
    }
  }

  private static func oldestFirst(_ entries: [LedgerBook.Entry]) -> [PaymentSummary] {
    entries.sorted {
      $0.recordedAt.wallMilliseconds != $1.recordedAt.wallMilliseconds
        ? $0.recordedAt.wallMilliseconds < $1.recordedAt.wallMilliseconds : $0.id < $1.id
    }.map(\.summary)
  }
}

/// The disk under the ledger takes nothing at the moment.
package struct LedgerUnwritable: ExplainedError {
  /// The error.
  package init() {}

  package var sentence: String { "The ledger cannot be written. Nothing was sent. Try again in a moment." }
}
