/// The money of one business day.
package struct DayTotals: Sendable, Equatable {
  /// Payments that count as paid on it.
  package var paidCount = 0
  /// Their shillings.
  package var paidShillings = 0
  /// Those of them that one till asked for.
  package var ownPaidCount = 0
  /// Their shillings.
  package var ownPaidShillings = 0
  /// Payments, and unmatched answers, whose money is the shop's on that day by a supervisor's word alone.
  package var bySupervisorCount = 0
  /// Their shillings.
  package var bySupervisorShillings = 0
  /// Payments, of any day, that only a supervisor can end (``PaymentSummary/isToResolve``).
  package var toResolveCount = 0
  /// The shillings that were asked for in them, as on their rows.
  package var toResolveShillings = 0
  /// Payments asked for on it that still wait for an answer.
  package var waitingCount = 0
  /// Their shillings.
  package var waitingShillings = 0

  /// Nothing yet.
  package init() {}

  /// What these payments amount to on a day, among them all that counted on it, were asked for on it or are open.
  ///
  /// - Parameter till: whose part of it is told besides.
  package init(of payments: some Sequence<PaymentSummary>, on day: BusinessDay, till: Till) {
    for payment in payments {
      let shillings = payment.amount.count
      if payment.countsOn == day {
        paidCount += 1
        paidShillings += shillings
        if payment.till == till {
          ownPaidCount += 1
          ownPaidShillings += shillings
        }
      }
      if let word = payment.bySupervisor, word.day == day {
        bySupervisorCount += 1
        bySupervisorShillings += word.shillings
      }
      if payment.isToResolve {
        toResolveCount += 1
        toResolveShillings += shillings
      }
      if payment.day == day, payment.isWaiting {
        waitingCount += 1
        waitingShillings += shillings
      }
    }
  }
}
