import Files

/// Why the simulator does not run.
package enum SimulatorServerError: Error, Equatable, Sendable {
  /// What the system said (errno) when it asked for its address.
  case cannotListen(host: String, port: Int, code: Int32)
  case journal(reason: String)

  /// For the person who started it.
  package var sentence: String {
    switch self {
    case .cannotListen(let host, let port, let code):
      "The simulator cannot listen on \(host), port \(port): \(Errno(rawValue: code).words)."
    case .journal(let reason):
      "The simulator's journal cannot be used: \(reason). Name another file with --journal."
    }
  }
}
