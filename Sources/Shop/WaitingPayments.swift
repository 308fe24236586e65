import Payments

/// The payments whose answer is still to come, in the order in which they were heard of, kept up by what changes in the
/// ledger.
package struct WaitingPayments: Sendable {
  private struct Place: Sendable {
    let sequence: Int
    let id: PaymentID
  }

  /// In ascending order of their sequence.
  private var order: [Place] = []
  private var lastSequence = 0
  // Looked up, never iterated.
  private var payments: [PaymentID: (sequence: Int, payment: PaymentSummary)] = [:]

  /// None yet.
  package init() {}

  /// How many wait.
  package var count: Int { order.count }
  /// None waits.
  package var isEmpty: Bool { order.isEmpty }

  /// Those that were heard of last, at most so many.
  package func latest(_ count: Int) -> [PaymentSummary] { order.suffix(count).compactMap { payments[$0.id]?.payment } }

  /// It waits, and this till asked for it.
  func isAwaited(_ id: PaymentID, at till: Till) -> Bool { payments[id]?.payment.till == till }

  /// Takes payments as they are now.
  package mutating func note(_ changed: [PaymentSummary]) {
    for payment in changed {
      // A stranger with its address must not make it one that Safaricom has answered.
      switch (payment.isWaiting || payment.status.onlyStrangersAnswered, payments[payment.id]?.sequence) {
      case (true, let sequence?): payments[payment.id] = (sequence, payment)
      case (true, nil):
        lastSequence += 1
        payments[payment.id] = (lastSequence, payment)
        order.append(Place(sequence: lastSequence, id: payment.id))
      case (false, let sequence?):
        payments[payment.id] = nil
        order.remove(at: place(of: sequence))
      case (false, nil): break
      }
    }
  }

  private func place(of sequence: Int) -> Int {
    var (low, high) = (0, order.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if order[middle].sequence >= sequence { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
