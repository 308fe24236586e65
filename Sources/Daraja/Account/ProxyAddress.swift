/// A proxy through which Safaricom is reached; its password is never shown.
package struct ProxyAddress: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// What the proxy speaks.
  package enum Kind: Sendable, Hashable {
    case http
    case socks
  }

  /// What the proxy speaks.
  package let kind: Kind
  /// Its name or address.
  package let host: String
  /// Its port.
  package let port: Int
  /// Who we are to it; nil where it does not ask.
  package let user: String?
  /// The secret that goes with that.
  package let password: String?

  /// Where it is, and nothing of who we are to it.
  package var description: String {
    (kind == .socks ? "socks5://" : "") + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
  }
  /// The same.
  package var debugDescription: String { description }
  /// Without children, so that `dump` shows no password.
  package var customMirror: Mirror { Mirror(self, children: [:]) }

  /// Reads `http://proxy.example:3128`, `http://user:password@proxy.example:3128`, `proxy.example:3128` or
  /// `socks5://proxy.example:1080`; nil for anything else.
  package init?(_ text: String) {
    var rest = text[...]
    var kind = Kind.http
    if let range = text.firstRange(of: "://") {
      switch text[..<range.lowerBound].lowercased() {
      case "http": break
      case "socks5", "socks5h": kind = .socks
      default: return nil
      }
      rest = text[range.upperBound...]
    }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    if let at = rest.lastIndex(of: "@") {
      guard kind == .http else { return nil }
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let user = Self.unescaped(parts[0]), !user.isEmpty,
        let password = Self.unescaped(parts.count > 1 ? parts[1] : "")
      else { return nil }
      (self.user, self.password) = (user, password)
      rest = rest[rest.index(after: at)...]
    } else {
      (user, password) = (nil, nil)
    }
    self.kind = kind
    var host = rest
    var port = kind == .socks ? 1080 : 80
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      host = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
    } else if let colon = rest.lastIndex(of: ":") {
      host = rest[..<colon]
      rest = rest[colon...]
    } else {
      rest = ""
    }
    if !rest.isEmpty {
      guard rest.first == ":", let number = Int(rest.dropFirst()), (1...65_535).contains(number) else { return nil }
      port = number
    }
    let isName = host.utf8.allSatisfy { ASCII.isLetterOrDigit($0) || "-._:%".utf8.contains($0) }
    guard !host.isEmpty, isName else { return nil }
    self.host = String(host)
    self.port = port
  }

  /// With `%40` and its like as what they stand for (RFC 3986 section 2.1).
  private static func unescaped(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// What the settings say of a proxy.
package enum ProxySetting: Sendable, Hashable {
  /// Whatever `HTTPS_PROXY` and `NO_PROXY` say.
  case fromEnvironment
  /// None.
  case never
  /// This one.
  case always(ProxyAddress)

  /// Reads `daraja.proxy`: nothing, `none`, or an address; nil for anything else.
  package init?(_ text: String) {
    switch text {
    case "": self = .fromEnvironment
    case "none": self = .never
    default:
      guard let proxy = ProxyAddress(text) else { return nil }
      self = .always(proxy)
    }
  }
}

/// Which proxy is used: the settings' one, or the one that the environment names.
package enum ProxyChoice: Sendable, Hashable {
  case none
  /// This one, named there.
  case proxy(ProxyAddress, from: String)
  /// What is named there is no proxy's address.
  case unreadable(from: String)

  /// The choice for an API address.
  ///
  /// The settings come first; then `HTTPS_PROXY` or `https_proxy`, unless `NO_PROXY` excepts the host. Of a simulator
  /// on this machine the environment's proxies know nothing.
  ///
  /// - Parameter variable: the value of a variable of the environment.
  package static func choose(
    _ setting: ProxySetting, baseURL: String, environment variable: (String) -> String?
  ) -> ProxyChoice {
    switch setting {
    case .never: return .none
    case .always(let proxy): return .proxy(proxy, from: "daraja.proxy")
    case .fromEnvironment: break
    }
    let host = host(of: baseURL)
    if ["localhost", "::1"].contains(host) || host.hasPrefix("127.") { return .none }
    for name in ["HTTPS_PROXY", "https_proxy"] {
      guard let value = variable(name), !value.isEmpty else { continue }
      let excepted = (variable("NO_PROXY") ?? "") + "," + (variable("no_proxy") ?? "")
      return isExcepted(host, by: excepted) ? .none : read(value, from: name)
    }
    return .none
  }

  /// Without scheme, port and the brackets round an IPv6 address.
  private static func host(of baseURL: String) -> String {
    let place = baseURL.split(separator: "/").dropFirst().first ?? ""
    return String(place.hasPrefix("[") ? place.dropFirst().prefix { $0 != "]" } : place.prefix { $0 != ":" })
  }

  private static func read(_ text: String, from place: String) -> ProxyChoice {
    ProxyAddress(text).map { .proxy($0, from: place) } ?? .unreadable(from: place)
  }

  /// `NO_PROXY` lists hosts and the ends of hosts, with commas between them; `*` is every host.
  private static func isExcepted(_ host: String, by list: String) -> Bool {
    list.split { $0 == "," || $0.isWhitespace }.contains { entry in
      let entry = (entry.split(separator: ":").first ?? "").lowercased()
      if entry == "*" || entry == host { return true }
      let end = entry.hasPrefix("*.") ? entry.dropFirst(2) : entry.hasPrefix(".") ? entry.dropFirst() : entry[...]
      return host == end || !end.isEmpty && host.hasSuffix("." + end)
    }
  }
}
