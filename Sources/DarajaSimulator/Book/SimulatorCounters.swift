/// What the simulator did so far.
public struct SimulatorCounters: Sendable, Equatable {
  /// Requests for a token.
  public internal(set) var tokenRequests = 0
  /// Tokens given out.
  public internal(set) var tokensMinted = 0
  /// Push requests.
  public internal(set) var pushes = 0
  /// Pushes whose prompt went out.
  public internal(set) var pushesAccepted = 0
  /// Query requests.
  public internal(set) var queries = 0
  /// Queries answered "still pending", in whatever form.
  public internal(set) var queriesPending = 0
  /// Queries answered with a result.
  public internal(set) var queriesAnswered = 0
  /// Callbacks that left.
  public internal(set) var callbacksSent = 0
  /// Callbacks that a fault swallowed.
  public internal(set) var callbacksLost = 0
  /// Callbacks that were answered with HTTP 200.
  public internal(set) var callbacksTaken = 0
  /// Callbacks that were answered with another status.
  public internal(set) var callbacksRefused = 0
  /// Callbacks that reached nobody, or were not answered in time.
  public internal(set) var callbacksUnanswered = 0
}
