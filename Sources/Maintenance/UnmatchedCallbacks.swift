import Ledger
import Payments
import Spool

/// The unmatched callbacks: what the listener took and what fits no payment, kept in the spool's `odd/` until a
/// supervisor has resolved it.
package struct UnmatchedCallbacks: Sendable {
  private let ledger: LedgerDatabase
  private let spool: SpoolDirectory

  /// The unmatched callbacks of a shop.
  package init(ledger: LedgerDatabase, spool: SpoolDirectory) {
    self.ledger = ledger
    self.spool = spool
  }

  /// Everything that waits for a person, oldest first; what was resolved already is filed away on the way.
  package func waiting(at now: Moment) throws(MaintenanceProblem) -> [UnmatchedItem] {
    try explained {
      let resolved = Set(try self.ledger.unmatchedResolutions().map(\.item.id))
      var items: [UnmatchedItem] = []
      for file in try self.spool.oddItems() {
        if resolved.contains(file.nameDigest) {
          _ = try self.spool.archive(file, day: EastAfricaTime(now).businessDay)
        } else {
          items.append(self.read(file))
        }
      }
      return items.sorted { ($0.sinceWallMilliseconds ?? 0, $0.id) < ($1.sinceWallMilliseconds ?? 0, $1.id) }
    }
  }

  /// Takes a supervisor's decision, and files the item away once that is evidence.
  package func resolve(
    _ decision: UnmatchedDecision, supervisors: [SupervisorPIN], at now: Moment
  ) throws(MaintenanceProblem) -> UnmatchedOutcome {
    try explained {
      let outcome = try self.ledger.resolveUnmatched(decision, supervisors: supervisors, at: now)
      if case .refused = outcome { return outcome }
      for file in try self.spool.oddItems() where file.nameDigest == decision.item.id {
        _ = try self.spool.archive(file, day: EastAfricaTime(now).businessDay)
      }
      return outcome
    }
  }

  private func read(_ file: OddItem) -> UnmatchedItem {
    var item = UnmatchedItem(
      id: file.nameDigest, oddity: file.reason?.kind.rawValue ?? "", detail: file.reason?.detail ?? "")
    item.payment = file.name?.paymentID
    item.bodyHash = file.name?.bodyHash
    item.peer = file.name?.peerClass
    item.sinceWallMilliseconds = file.sinceWallMilliseconds
    guard let envelope = try? spool.read(file) else { return item }
    item.sinceWallMilliseconds = envelope.arrivedWallMilliseconds
    guard let callback = SpooledCallbacks.callback(in: envelope) else { return item }
    item.code = callback.code
    item.amount = callback.amount
    item.receipt = callback.receipt
    return item
  }
}

/// Which files of the spool a supervisor has resolved among the unmatched callbacks.
struct ResolvedUnmatched {
  /// Callbacks.
  let callbacks: Set<CallbackName>
  /// Anything else, by the digest of its name.
  private let ids: Set<String>

  init(_ resolutions: [UnmatchedResolution]) {
    callbacks = Set(resolutions.compactMap { CallbackName($0.item) })
    ids = Set(resolutions.map(\.item.id))
  }

  func contains(_ item: DoneItem) -> Bool {
    item.name.map { callbacks.contains(CallbackName($0)) } ?? false || item.nameDigests.contains(where: ids.contains)
  }
}

extension CallbackName {
  /// The callback that lay among the unmatched callbacks; nil for a file that no listener put there.
  fileprivate init?(_ item: UnmatchedItem) {
    guard let payment = item.payment, let bodyHash = item.bodyHash, let peer = item.peer else { return nil }
    self.init(paymentID: payment, bodyHash: bodyHash, peer: peer)
  }
}
