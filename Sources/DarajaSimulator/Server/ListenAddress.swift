extension SimulatorSettings {
  /// Takes `ADDR:PORT`, as `--listen` does: `127.0.0.1:8743`, `[::1]:8743`, `0.0.0.0:0`; false when it is neither.
  public mutating func setListenAddress(_ text: String) -> Bool {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return false }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return false
    }
    if host.isEmpty { return false }
    listenHost = String(host)
    listenPort = port
    return true
  }
}

/// Why the simulator does not run.
public enum SimulatorServerError: Error, Equatable, Sendable {
  case cannotListen(address: String, reason: String)
  case journal(reason: String)

  /// For the person who started it.
  public var sentence: String {
    switch self {
    case .cannotListen(let address, let reason):
      "The simulator cannot listen on \(address): \(reason). Stop what listens there, or choose another with --listen."
    case .journal(let reason):
      "The simulator's journal cannot be used: \(reason). Name another file with --journal."
    }
  }
}
