/// Which Daraja a home talks to: always explicit, always on screen, bound to the ledger.
package enum DarajaEnvironment: String, Sendable, CaseIterable {
  case simulator
  case sandbox
  case production

  /// Safaricom's address for it; nil for the simulator, whose address is a setting.
  package var safaricomBaseURL: String? {
    switch self {
    case .simulator: nil
    case .sandbox: "https://sandbox.safaricom.co.ke"
    case .production: "https://api.safaricom.co.ke"
    }
  }
}

/// The paths of the calls that Kaunta makes (daraja.md sections 1 to 3).
package enum DarajaPath {
  /// `GET`, with Basic authentication.
  package static let token = "/oauth/v1/generate"
  /// The token call's only query; a trailing space here was one shop's lost day.
  package static let tokenQuery = "grant_type=client_credentials"
  /// `POST`: asks a phone for money.
  package static let push = "/mpesa/stkpush/v1/processrequest"
  /// `POST`: asks what became of a prompt.
  package static let query = "/mpesa/stkpushquery/v1/query"
}
