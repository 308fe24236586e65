/// Which of the switched faults strike, drawn from the seed in the order in which they were switched on.
extension SimulatedDaraja {
  /// The faults that strike one request to this endpoint.
  mutating func strikingFaults(on endpoint: Endpoint, at now: Int64) -> [Fault] {
    var faults: [Fault] = []
    for item in switches where item.isOn(at: now) && item.strikes(endpoint) {
      if item.probability >= 1 || random.happens(item.probability) { faults.append(item.fault) }
    }
    return faults
  }

  /// Switches a fault on; one with probability 0 switches it off.
  package mutating func switchFault(_ item: FaultSwitch) {
    switches.removeAll { $0.fault == item.fault && $0.endpoint == item.endpoint }
    if item.probability > 0 { switches.append(item) }
  }

  /// Switches every fault off.
  package mutating func clearFaults() { switches = [] }

  /// The moment from which connections are taken again, when they are refused now.
  package func connectionsRefusedUntil(atMilliseconds now: Int64) -> Int64? {
    switches.first { $0.fault == .connectionRefused && $0.isOn(at: now) }?.untilMilliseconds
  }
}

extension FaultSwitch {
  func isOn(at now: Int64) -> Bool { untilMilliseconds.map { now < $0 } ?? true }

  func strikes(_ called: Endpoint) -> Bool {
    if let endpoint, endpoint != called { return false }
    return switch fault.stage {
    case .listening: false
    case .gateway: true
    case .token: called == .token
    case .push, .payment: called == .push
    case .query: called == .query
    }
  }
}
