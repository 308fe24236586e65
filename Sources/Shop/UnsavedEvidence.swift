import Payments
import Synchronization

/// What became known while the ledger could not be written.
///
/// It must not be forgotten: an acknowledgement that is lost
/// can never be asked for again. Kept in memory and tried again with each round of work.
final class UnsavedEvidence: Sendable {
  struct Entry: Sendable, Equatable {
    let id: PaymentID
    let evidence: [Evidence]
    let at: Moment
  }

  private let entries = Mutex<[Entry]>([])

  var isEmpty: Bool { entries.withLock(\.isEmpty) }

  func isAbout(_ id: PaymentID) -> Bool { entries.withLock { $0.contains { $0.id == id } } }

  func keep(_ entry: Entry) { entries.withLock { $0.append(entry) } }

  /// Tries every entry once, oldest first; those that fail stay.
  func retry(_ save: (Entry) throws -> Void) {
    for entry in entries.withLock(\.self) {
      guard (try? save(entry)) != nil else { continue }
      // Only now: nobody may take the payment for abandoned while its answer is in nobody's hands.
      entries.withLock { entries in
        if let place = entries.firstIndex(of: entry) { entries.remove(at: place) }
      }
    }
  }
}

extension ShopWorker {
  /// There is evidence that the ledger has not taken yet.
  package var hasUnsavedEvidence: Bool { !unsaved.isEmpty }

  /// Adds evidence, or keeps it in memory until the ledger takes it.
  func save(_ evidence: [Evidence], for id: PaymentID, at now: Moment) {
    do {
      _ = try ledger.append(evidence, to: id, at: now)
    } catch {
      unsaved.keep(UnsavedEvidence.Entry(id: id, evidence: evidence, at: now))
    }
  }

  /// Tries again to add what the ledger had not taken.
  ///
  /// An answer to a question counts when the book has it, so that a closed day never changes. How a sending ended keeps
  /// its time: the prompt's life runs from there.
  package func retryUnsaved() {
    unsaved.retry { entry in
      let isAnswer = entry.evidence.contains { if case .queryAnswer = $0 { true } else { false } }
      _ = try ledger.append(entry.evidence, to: entry.id, at: isAnswer ? clock.now() : entry.at)
    }
  }
}
