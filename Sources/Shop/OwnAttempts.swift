import Payments
import Synchronization

/// Evidence that this process learnt itself, before the ledger has it.
package struct LearntEvidence: Sendable, Equatable {
  /// What it is.
  package let evidence: Evidence
  /// When it became known.
  package let at: Moment

  /// Evidence and its moment.
  package init(_ evidence: Evidence, at: Moment) {
    self.evidence = evidence
    self.at = at
  }
}

/// The attempts that this very process is making: nobody takes his own for abandoned, however long they take.
final class OwnAttempts: Sendable {
  private let living = Mutex<[PaymentID]>([])

  func begin(_ id: PaymentID) { living.withLock { $0.append(id) } }

  func end(_ id: PaymentID) {
    living.withLock { living in
      if let place = living.firstIndex(of: id) { living.remove(at: place) }
    }
  }

  func contains(_ id: PaymentID) -> Bool { living.withLock { $0.contains(id) } }
}
