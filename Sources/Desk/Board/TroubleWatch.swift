import Payments

/// Payments of which time alone will make trouble, in the order in which it does.
///
/// Overdue is what is overdue by either clock, so both orders are kept.
struct TroubleWatch: Sendable, Equatable {
  /// Since when a payment waits, by each clock.
  struct Since: Sendable, Equatable {
    fileprivate let wallMilliseconds: Int64
    /// From the start of this boot, for what was asked in an earlier one.
    fileprivate let bootMilliseconds: Int64

    /// Nil where time alone makes no trouble of it, or has done so.
    init?(_ payment: PaymentSummary, at now: Moment) {
      guard payment.isAwaited, !payment.isTrouble(at: now) else { return nil }
      switch payment.status.state {
      case .waiting(let since), .sending(let since):
        wallMilliseconds = since.wallMilliseconds
        bootMilliseconds = since.bootID == now.bootID ? since.bootMilliseconds : 0
      default: return nil
      }
    }
  }

  private struct Entry: Comparable, Sendable {
    let milliseconds: Int64
    let id: PaymentID

    static func < (left: Entry, right: Entry) -> Bool {
      left.milliseconds == right.milliseconds ? left.id < right.id : left.milliseconds < right.milliseconds
    }
  }

  private var byWall = SortedKeys<Entry>()
  private var byBoot = SortedKeys<Entry>()

  init() {}

  /// Many payments at once, put in order once.
  init(_ waiting: [(id: PaymentID, since: Since)]) {
    byWall = SortedKeys(waiting.map { Entry(milliseconds: $0.since.wallMilliseconds, id: $0.id) })
    byBoot = SortedKeys(waiting.map { Entry(milliseconds: $0.since.bootMilliseconds, id: $0.id) })
  }

  mutating func add(_ id: PaymentID, since: Since) {
    byWall.insert(Entry(milliseconds: since.wallMilliseconds, id: id))
    byBoot.insert(Entry(milliseconds: since.bootMilliseconds, id: id))
  }

  mutating func remove(_ id: PaymentID, since: Since) {
    byWall.remove(Entry(milliseconds: since.wallMilliseconds, id: id))
    byBoot.remove(Entry(milliseconds: since.bootMilliseconds, id: id))
  }

  /// Of which it is trouble by now; one may be named twice.
  func due(at now: Moment) -> [PaymentID] {
    let limit = PromptFigures.checkAfterMilliseconds
    return byWall.all.prefix { now.wallMilliseconds - $0.milliseconds >= limit }.map(\.id)
      + byBoot.all.prefix { now.bootMilliseconds - $0.milliseconds >= limit }.map(\.id)
  }

  /// Until it is trouble of the first; nil when there is none.
  func nextMilliseconds(at now: Moment) -> Int64? {
    guard let wall = byWall.first, let boot = byBoot.first else { return nil }
    let oldest = max(now.wallMilliseconds - wall.milliseconds, now.bootMilliseconds - boot.milliseconds, 0)
    return max(1, PromptFigures.checkAfterMilliseconds - oldest)
  }
}
