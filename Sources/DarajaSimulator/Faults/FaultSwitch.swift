/// One of the three calls of the API.
package enum Endpoint: String, CaseIterable, Sendable {
  case token
  case push
  case query
}

/// A fault that is switched on for all traffic.
package struct FaultSwitch: Sendable, Equatable {
  /// The fault.
  package var fault: Fault
  /// How often it strikes, 0 to 1.
  package var probability: Double
  /// Strikes only requests to this endpoint; nil for every one that the fault fits.
  package var endpoint: Endpoint?
  /// The moment from which it is off again, on the simulator's clock; nil for never.
  package var untilMilliseconds: Int64?

  package init(
    fault: Fault, probability: Double = 1, endpoint: Endpoint? = nil, untilMilliseconds: Int64? = nil
  ) {
    self.fault = fault
    self.probability = probability
    self.endpoint = endpoint
    self.untilMilliseconds = untilMilliseconds
  }

  /// Reads `NAME` or `NAME=0.1`, as `--fault` takes it.
  package static func parse(_ text: String) -> Result<FaultSwitch, FaultSwitchError> {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    guard let fault = Fault(rawValue: name) else { return .failure(.unknownFault(name)) }
    guard parts.count == 2 else {
      return fault == .connectionRefused ? .failure(.needsATime) : .success(FaultSwitch(fault: fault))
    }
    guard let probability = Double(parts[1]), (0...1).contains(probability) else {
      return .failure(.badProbability(String(parts[1])))
    }
    if fault == .connectionRefused { return .failure(.needsATime) }
    return .success(FaultSwitch(fault: fault, probability: probability))
  }
}

/// Why a text is not a fault's switch.
package enum FaultSwitchError: Error, Equatable, Sendable {
  case unknownFault(String)
  case badProbability(String)
  case needsATime

  /// What to write instead, for the person who typed it.
  package var sentence: String {
    switch self {
    case .unknownFault(let name):
      "There is no fault named \"\(name)\". `kaunta simulate --list` shows their names."
    case .badProbability(let text):
      "\"\(text)\" is not a probability. Write a number from 0 to 1, such as callback-lost=0.1."
    case .needsATime:
      "connection-refused can only be switched on for a time, by POST /simulator/faults with for_seconds."
    }
  }
}
