import Ledger
import Payments
import Spool

/// The tray: what the listener took and what fits no payment, kept in the spool's `odd/` until a supervisor has settled
/// it.
public struct Tray: Sendable {
  private let ledger: LedgerDatabase
  private let spool: SpoolDirectory

  /// The tray of a shop.
  public init(ledger: LedgerDatabase, spool: SpoolDirectory) {
    self.ledger = ledger
    self.spool = spool
  }

  /// Everything that waits for a person, oldest first; what was settled already is filed away on the way.
  public func waiting(at now: Moment) throws(UpkeepProblem) -> [TrayItem] {
    try explained {
      let settled = Set(try self.ledger.traySettlements().map(\.item.id))
      var items: [TrayItem] = []
      for file in try self.spool.oddItems() {
        if settled.contains(file.nameDigest) {
          _ = try self.spool.settle(file, day: EastAfricaTime(now).businessDay)
        } else {
          items.append(self.read(file))
        }
      }
      return items.sorted { ($0.sinceWallMilliseconds ?? 0, $0.id) < ($1.sinceWallMilliseconds ?? 0, $1.id) }
    }
  }

  /// Takes a supervisor's decision, and files the item away once that is evidence.
  public func settle(
    _ decision: TrayDecision, supervisors: [SupervisorPIN], at now: Moment
  ) throws(UpkeepProblem) -> TrayOutcome {
    try explained {
      let outcome = try self.ledger.settleTray(decision, supervisors: supervisors, at: now)
      if case .refused = outcome { return outcome }
      for file in try self.spool.oddItems() where file.nameDigest == decision.item.id {
        _ = try self.spool.settle(file, day: EastAfricaTime(now).businessDay)
      }
      return outcome
    }
  }

  private func read(_ file: OddItem) -> TrayItem {
    var item = TrayItem(
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

/// Which files of the spool a supervisor has settled in the tray.
struct SettledInTray {
  /// Callbacks.
  let callbacks: Set<CallbackName>
  /// Anything else, by the digest of its name.
  private let ids: Set<String>

  init(_ settlements: [TraySettlement]) {
    callbacks = Set(settlements.compactMap { CallbackName($0.item) })
    ids = Set(settlements.map(\.item.id))
  }

  func contains(_ item: DoneItem) -> Bool {
    item.name.map { callbacks.contains(CallbackName($0)) } ?? false || item.nameDigests.contains(where: ids.contains)
  }
}

extension CallbackName {
  /// The callback that lay in the tray; nil for a file that no listener put there.
  fileprivate init?(_ item: TrayItem) {
    guard let payment = item.payment, let bodyHash = item.bodyHash, let peer = item.peer else { return nil }
    self.init(paymentID: payment, bodyHash: bodyHash, peer: peer)
  }
}
