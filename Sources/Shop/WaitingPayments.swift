import Payments

/// The payments whose answer is still to come, oldest first, kept up by what changes in the ledger.
public struct WaitingPayments: Sendable {
  private struct Place: Comparable {
    let recordedWallMilliseconds: Int64
    let id: PaymentID

    static func < (left: Place, right: Place) -> Bool {
      left.recordedWallMilliseconds != right.recordedWallMilliseconds
        ? left.recordedWallMilliseconds < right.recordedWallMilliseconds : left.id < right.id
    }
  }

  private var order: [Place] = []
  // Looked up, never iterated.
  private var payments: [PaymentID: PaymentSummary] = [:]

  /// None yet.
  public init() {}

  /// How many wait.
  public var count: Int { order.count }
  /// None waits.
  public var isEmpty: Bool { order.isEmpty }
  /// The one that has waited longest.
  public var oldest: PaymentSummary? { order.first.flatMap { payments[$0.id] } }

  /// The newest of them, oldest first: whether answers reach the shop is judged by these, at the same cost however many
  /// are open, and by no clock.
  public var newest: [PaymentSummary] { order.suffix(200).compactMap { payments[$0.id] } }

  /// Takes payments as they are now.
  public mutating func note(_ changed: [PaymentSummary]) {
    for payment in changed {
      let place = Place(recordedWallMilliseconds: payment.recordedAt.wallMilliseconds, id: payment.id)
      let index = firstPlace { $0 >= place }
      let isThere = index < order.count && order[index] == place
      payments[payment.id] = payment.answerIsToCome ? payment : nil
      if payment.answerIsToCome, !isThere { order.insert(place, at: index) }
      if !payment.answerIsToCome, isThere { order.remove(at: index) }
    }
  }

  /// The first place from which on something holds.
  private func firstPlace(where holds: (Place) -> Bool) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(order[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension PaymentSummary {
  fileprivate var answerIsToCome: Bool {
    switch status.standing {
    case .recorded, .sending, .waiting, .check, .unknown: status.isOpen
    case .paid, .notPaid, .refused, .notSent, .held, .byHand: false
    }
  }
}
