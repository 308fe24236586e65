/// An address that Safaricom accepts for callbacks (daraja.md section 4.3), checked for one environment.
///
/// Settings checks the shop's public address with it; a request checks the whole address, path included.
package struct CallbackURL: Sendable, Hashable {
  /// The address, without a slash at its end.
  package let text: String

  private init(checked text: String) { self.text = text }

  /// Words that Safaricom refuses anywhere in an address, in any case.
  package static let forbiddenWords = ["mpesa", "m-pesa", "safaricom", "exec", "exe", "cmd", "sql", "query"]

  /// Services whose addresses Safaricom refuses, above all in production.
  package static let tunnelServices = ["ngrok", "mockbin", "requestbin"]

  /// Reads an address for an environment.
  ///
  /// Cases, in the order of the checks: the shape (scheme, host, port, path); what only the simulator may do
  /// (loopback, private and single-word hosts); placeholders; forbidden words; production's https and no tunnels.
  package static func parse(
    _ typed: String, environment: DarajaEnvironment
  ) -> Result<CallbackURL, CallbackURLProblem> {
    var text = Substring(typed)
    while text.last == "/" { text = text.dropLast() }
    if text.isEmpty { return .failure(.empty) }
    guard text.utf8.allSatisfy(ASCII.isVisible) else { return .failure(.strangeCharacter) }
    let isSecure = text.hasPrefix("https://")
    guard isSecure || text.hasPrefix("http://") else { return .failure(.notHTTPS) }
    if text.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) { return .failure(.hasQuery) }
    guard text.utf8.dropFirst(isSecure ? 8 : 7).allSatisfy(Self.isAllowed) else { return .failure(.strangeCharacter) }

    let afterScheme = text.dropFirst(isSecure ? 8 : 7)
    let authority = afterScheme.prefix { $0 != "/" }
    if authority.contains("@") { return .failure(.hasUser) }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return .failure(.badHost) }
    if host.utf8.contains(where: { (0x41...0x5A).contains($0) }) { return .failure(.upperCaseHost) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.allSatisfy(Self.isLabel) else { return .failure(.badHost) }
    if parts.count == 2 {
      guard let port = UInt16(parts[1]), port > 0, parts[1].utf8.allSatisfy(ASCII.isDigit)
      else { return .failure(.badPort) }
    }

    if Self.isPlaceholder(host) { return .failure(.placeholder) }
    if environment != .simulator, Self.isNotPublic(labels) { return .failure(.notPublic) }
    let lowered = Array(text.lowercased().utf8)
    if let word = forbiddenWords.first(where: { ASCII.isFound($0.utf8, in: lowered) }) {
      return .failure(.forbiddenWord(word))
    }
    if environment == .production {
      if !isSecure { return .failure(.notHTTPS) }
      if let service = tunnelServices.first(where: { host.contains($0) }) { return .failure(.tunnel(service)) }
    }
    return .success(CallbackURL(checked: String(text)))
  }

  /// Letters, digits, and the marks that need no escape in a path (RFC 3986 section 3.3).
  private static func isAllowed(_ byte: UInt8) -> Bool {
    ASCII.isLetterOrDigit(byte) || "-._~!$&'()*+,;=:@/%".utf8.contains(byte)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { ASCII.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isPlaceholder(_ host: Substring) -> Bool {
    let names = ["example.com", "example.org", "example.net", "example.co.ke", "yourdomain.com", "mydomain.com"]
    return host.hasSuffix(".example") || host.hasPrefix("your-") || host.hasPrefix("changeme")
      || names.contains { host == $0 || host.hasSuffix("." + $0) }
  }

  /// Names without a dot, names of local use (RFC 6762, RFC 8375), and the IPv4 ranges that no router passes on
  /// (RFC 6890).
  private static func isNotPublic(_ labels: [Substring]) -> Bool {
    let numbers = labels.compactMap { UInt8($0) }
    if labels.count == 4, numbers.count == 4 {
      switch (numbers[0], numbers[1]) {
      case (0, _), (10, _), (127, _), (169, 254), (172, 16...31), (192, 168), (100, 64...127), (224..., _): return true
      default: return false
      }
    }
    if let last = labels.last, last.utf8.allSatisfy(ASCII.isDigit) { return true }
    return labels.count < 2
      || ["localhost", "local", "internal", "lan", "home", "test", "invalid"]
        .contains { labels.last == $0 }
  }
}

/// Why an address cannot be used for callbacks.
package enum CallbackURLProblem: Error, Equatable, Sendable {
  case empty
  case strangeCharacter
  case notHTTPS
  case hasQuery
  case hasUser
  case badHost
  case upperCaseHost
  case badPort
  case placeholder
  case notPublic
  case forbiddenWord(String)
  case tunnel(String)

  /// One line for the owner: what is wrong, and what to write.
  package var sentence: String {
    switch self {
    case .empty: "There is no callback address. Write the public https address of this shop's listener."
    case .strangeCharacter:
      "The callback address holds a space or another character that an address cannot have. Write it plainly, "
        + "such as https://pay.shop.co.ke."
    case .notHTTPS:
      "Safaricom answers only to https:// addresses. Put a TLS proxy before the listener and write its address."
    case .hasQuery: "The callback address may not hold ? or #. Write only the address, such as https://pay.shop.co.ke."
    case .hasUser: "The callback address may not hold a user name or password. Write it without the part before @."
    case .badHost: "The callback address has no proper host name. Write it such as https://pay.shop.co.ke."
    case .upperCaseHost: "Safaricom refuses capital letters in a host name. Write it in small letters."
    case .badPort: "The port in the callback address is not a number from 1 to 65535. Correct it or leave it out."
    case .placeholder: "The callback address is still the example. Write the address that leads to your listener."
    case .notPublic:
      "Safaricom cannot reach this address from the internet, so no answer would arrive. Write a public host name or "
        + "IP address."
    case .forbiddenWord(let word):
      "Safaricom refuses an address with \"\(word)\" in it. Use a host name and a path without that word."
    case .tunnel(let service):
      "Safaricom refuses \(service) addresses in production. Use an address of your own."
    }
  }
}
