/// What the simulator did so far.
package struct SimulatorCounters: Sendable, Equatable {
  /// Requests for a token.
  package internal(set) var tokenRequests = 0
  /// Tokens given out.
  package internal(set) var tokensMinted = 0
  /// Push requests.
  package internal(set) var pushes = 0
  /// Pushes whose prompt went out.
  package internal(set) var pushesAccepted = 0
  /// Query requests.
  package internal(set) var queries = 0
  /// Queries answered "still pending", in whatever form.
  package internal(set) var queriesPending = 0
  /// Queries answered with a result.
  package internal(set) var queriesAnswered = 0
  /// Callbacks that left.
  package internal(set) var callbacksSent = 0
  /// Callbacks that a fault swallowed.
  package internal(set) var callbacksLost = 0
  /// Callbacks that were answered with HTTP 200.
  package internal(set) var callbacksTaken = 0
  /// Callbacks that were answered with another status.
  package internal(set) var callbacksRefused = 0
  /// Callbacks that reached nobody, or were not answered in time.
  package internal(set) var callbacksUnanswered = 0
}
