import Payments

/// What is counted of the rows, kept with them instead of being counted again for each frame.
package struct BoardTally: Sendable, Equatable {
  /// Payments whose answer somebody waits for.
  package private(set) var waitingCount = 0
  /// What is asked for in them.
  package private(set) var waitingShillings = 0
  /// Those of them that this till asked for.
  package private(set) var ownWaitingCount = 0
  /// Rows that this till did not ask for.
  package private(set) var othersCount = 0
  /// Those of them that need a person.
  package private(set) var othersNeedingPersonCount = 0
  /// Rows of this till that need a person.
  package private(set) var ownNeedingPersonCount = 0

  /// Adds a row, or takes it out again.
  mutating func count(_ payment: PaymentSummary, isOwn: Bool, times: Int) {
    if payment.isAwaited {
      waitingCount += times
      waitingShillings += times * payment.amount.count
      if isOwn { ownWaitingCount += times }
    }
    if isOwn {
      if payment.status.needsPerson { ownNeedingPersonCount += times }
      return
    }
    othersCount += times
    if payment.status.needsPerson { othersNeedingPersonCount += times }
  }
}
