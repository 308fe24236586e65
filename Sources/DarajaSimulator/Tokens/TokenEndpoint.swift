import CanonicalJSON

/// `GET /oauth/v1/generate` (daraja.md section 1).
extension SimulatedDaraja {
  mutating func mintToken(_ request: SimulatedRequest, at now: Int64) -> SimulatedAnswer {
    counters.tokenRequests += 1
    let faults = strikingFaults(on: .token, at: now)
    if let answer = gatewayAnswer(faults, at: now) { return answer }
    guard request.method == "GET" else { return refuse(.methodNotAllowed(request.method)) }
    guard let authorization = request.header("Authorization"), let encoded = basicCredentials(authorization) else {
      return refuse(.invalidAuthenticationType)
    }
    guard request.parameter("grant_type") == "client_credentials" else { return refuse(.invalidGrantType) }
    guard let bytes = Base64Text.bytes(of: encoded),
      bytes == Array((settings.consumerKey + ":" + settings.consumerSecret).utf8)
    else {
      // Observed: an empty body; and no content type, since one client decodes the nothing and crashes.
      return SimulatedAnswer(status: 400, note: "refused: wrong consumer key or secret")
    }
    let token = random.accessToken()
    let graceMilliseconds = faults.contains(.secondMintInvalidates) ? 0 : settings.effectiveTokenGraceMilliseconds
    tokens.add(
      token, atMilliseconds: now, lifetimeMilliseconds: Int64(settings.tokenLifetimeSeconds) * 1000,
      graceMilliseconds: graceMilliseconds)
    counters.tokensMinted += 1
    let lifetime = max(0, settings.tokenLifetimeSeconds - 1)
    let expiresIn: JSONValue =
      if faults.contains(.tokenLifetimeAsNumber) {
        .integer(lifetime)
      } else if faults.contains(.tokenLifetimeUnreadable) {
        .string("")
      } else {
        .string(String(lifetime))
      }
    return .json(["access_token": .string(token), "expires_in": expiresIn], note: "token minted")
  }

  /// The access token of a product call, or the refusal that a wrong one gets.
  func bearerToken(_ request: SimulatedRequest, at now: Int64) throws(DarajaRefusal) -> String {
    guard let authorization = request.header("Authorization") else { throw .invalidAuthenticationHeader }
    let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw .invalidAuthenticationHeader }
    guard tokens.accepts(parts[1], atMilliseconds: now) else { throw .invalidAccessToken }
    return String(parts[1])
  }

  private func basicCredentials(_ authorization: String) -> Substring? {
    let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
    return parts.count == 2 && parts[0].lowercased() == "basic" ? parts[1] : nil
  }
}
