import Desk
import Payments
import Shop

/// Something that a desk wants done in the world, and where: what only a face can do stays with the face.
package struct DeskJob: Sendable, Equatable {
  /// Who does jobs of a kind one after the other.
  package enum Lane: Sendable, Equatable {
    /// Transactions and readings that keys ask for.
    case ledger
    /// One request each.
    case network
    /// What a demo's customers do.
    case phones
  }

  /// What is to be done.
  package let effect: DeskEffect
  /// By whom.
  package let lane: Lane

  init(_ effect: DeskEffect) {
    switch effect {
    case .ask: lane = .ledger
    case .push, .query: lane = .network
    // The last three are no work: a face does them.
    case .answerAsCustomer, .ring, .noteNumberShown, .quit: lane = .phones
    }
    self.effect = effect
  }
}
