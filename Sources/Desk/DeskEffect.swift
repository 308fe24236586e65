import Payments

/// Something to do in the world, as a plain value: a test compares it, the runtime carries it out.
package enum DeskEffect: Sendable, Equatable {
  /// Ask something of the ledger; the answer comes under the same name.
  case ask(RequestID, LedgerRequest)
  /// Make the one attempt of a payment; asked for only in answer to `recorded`.
  case push(PaymentID)
  /// Ask Safaricom about a payment, because a person wants to know.
  case query(PaymentID)
  /// Note in the log that a whole number was shown; never the number.
  case noteNumberShown(PaymentID)
  /// Do on a demo's phone what the customer does.
  case answerAsCustomer(CheckoutRequestID, CustomersAnswer)
  /// Tell an outcome by bell and flash, as far as the shop and the cashier want them.
  case ring(Bell)
  /// Leave.
  case quit
}

/// Sounds by outcome: two short for money, one long for trouble; a plain one for a key that is refused.
package enum Bell: Sendable, Equatable {
  case paid
  case trouble
  /// A key that does nothing here: the field is full, or the letter came before anybody could have read what it acts
  /// on.
  case refused
}
