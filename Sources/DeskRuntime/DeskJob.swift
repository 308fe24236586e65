import Desk
import Payments

/// Work that a desk wants done in the world.
///
/// What only a face can do is no job: it stays with the face (`DeskOrder`).
package enum DeskJob: Sendable, Equatable {
  /// Ask something of the ledger; the answer comes under the same name.
  case ask(RequestID, LedgerRequest)
  /// Make the one attempt of a payment.
  case push(PaymentID)
  /// Ask Safaricom about a payment.
  case query(PaymentID)
  /// Do on a demo's phone what the customer does.
  case answerAsCustomer(CheckoutRequestID, CustomersAnswer)

  /// Who does jobs of a kind one after the other.
  package enum Lane: Sendable, Equatable {
    /// Transactions and readings that keys ask for.
    case ledger
    /// One request each.
    case network
    /// What a demo's customers do.
    case phones
  }

  /// By whom it is done.
  package var lane: Lane {
    switch self {
    case .ask: .ledger
    case .push, .query: .network
    case .answerAsCustomer: .phones
    }
  }
}
