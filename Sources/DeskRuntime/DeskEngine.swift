import Desk
import Payments

/// What a desk wants after something happened.
package enum DeskOrder: Sendable, Equatable {
  /// Work, on the lane that the job names; its events come back to the engine.
  case job(DeskJob)
  /// Tell an outcome by sound and light.
  case ring(Bell)
  /// Note in the log that a whole number was shown.
  case noteNumberShown(PaymentID)
  /// The end.
  case quit
}

/// A desk without threads and without a screen: it holds the state, takes what happened, and hands out jobs.
package struct DeskEngine: Sendable {
  /// What a face draws.
  package private(set) var state: DeskState
  /// What was asked of the ledger and has not come back.
  private var owed: Set<RequestID> = []

  /// A desk that has just started.
  package init(identity: DeskIdentity, at now: Moment) { state = DeskState(identity: identity, at: now) }

  /// The ledger owes an answer.
  package var waitsForLedger: Bool { !owed.isEmpty }

  /// Takes what happened, from a key, a job, a round or the clock.
  package mutating func take(_ event: DeskEvent, at now: Moment) -> [DeskOrder] {
    if case .answered(let id, _) = event, owed.remove(id) == nil { impossible("an answer to no job", instead: ()) }
    let orders = state.handle(event, at: now).map(DeskOrder.init)
    for case .job(.ask(let id, _)) in orders { owed.insert(id) }
    return orders
  }
}

extension DeskOrder {
  fileprivate init(_ effect: DeskEffect) {
    self =
      switch effect {
      case .ask(let id, let request): .job(.ask(id, request))
      case .push(let id): .job(.push(id))
      case .query(let id): .job(.query(id))
      case .answerAsCustomer(let prompt, let answer): .job(.answerAsCustomer(prompt, answer))
      case .ring(let bell): .ring(bell)
      case .noteNumberShown(let id): .noteNumberShown(id)
      case .quit: .quit
      }
  }
}
