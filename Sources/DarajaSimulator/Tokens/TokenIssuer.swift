/// The access tokens that are good at the moment.
struct TokenIssuer: Sendable {
  private struct Token: Sendable {
    let text: String
    var goodUntilMilliseconds: Int64
  }

  private var tokens: [Token] = []

  /// Adds a token; every older one is good for the grace time at most.
  ///
  /// Safaricom's FAQ says that a new token ends the previous one; many clients that mint for every request appear to
  /// work all the same (daraja.md section 1), so how long the grace is, is a setting.
  mutating func add(_ text: String, atMilliseconds now: Int64, lifetimeMilliseconds: Int64, graceMilliseconds: Int64) {
    for index in tokens.indices {
      tokens[index].goodUntilMilliseconds = min(tokens[index].goodUntilMilliseconds, now + graceMilliseconds)
    }
    tokens.removeAll { $0.goodUntilMilliseconds <= now }
    tokens.append(Token(text: text, goodUntilMilliseconds: now + lifetimeMilliseconds))
  }

  func accepts(_ text: some StringProtocol, atMilliseconds now: Int64) -> Bool {
    tokens.contains { $0.text == text && $0.goodUntilMilliseconds > now }
  }

  /// Ends one token before its time.
  mutating func end(_ text: some StringProtocol) {
    tokens.removeAll { $0.text == text }
  }
}
