/// For whom a proxy says that it speaks.
///
/// Each proxy adds the address that it has seen to the end of one header, so that the last entry is what the nearest
/// proxy says, and everything before it is what that one was told.
package struct Forwarding: Sendable, Equatable {
  /// The header in which the shop's proxies say it.
  ///
  /// One alone: whatever stands in the other was written by the sender.
  package enum Header: String, Sendable, CaseIterable {
    case xForwardedFor = "X-Forwarded-For"
    /// RFC 7239.
    case forwarded = "Forwarded"
  }

  /// One entry for each proxy, the nearest last; nil for one that tells no address.
  package let addresses: [PeerAddress?]

  /// The entries of a header that may stand there more than once.
  package init(_ header: Header, _ values: [String]) {
    let entries = values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    addresses = entries.map { entry in
      switch header {
      case .xForwardedFor: Self.address(entry)
      case .forwarded: Self.element(entry)
      }
    }
  }

  /// The nearest address that is none of the shop's own proxies; where all of them are, the farthest.
  ///
  /// Nil where the entry that counts tells no address.
  func origin(behind trustedProxies: AddressList) -> PeerAddress? {
    for address in addresses.reversed() {
      guard let address else { return nil }
      if !trustedProxies.contains(address) { return address }
    }
    return addresses.first ?? nil
  }

  /// `for=` of one element: `for=192.0.2.60;proto=https;by=203.0.113.43`, `For="[2001:db8::17]:4711"`.
  private static func element(_ text: Substring) -> PeerAddress? {
    for pair in text.split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, trimmed(parts[0]).lowercased() == "for" { return address(parts[1]) }
    }
    return nil
  }

  /// An address with or without its port, in quotes or brackets: `196.201.214.200:443`, `"[2001:db8::1]:443"`.
  private static func address(_ text: Substring) -> PeerAddress? {
    var bare = trimmed(text)
    if bare.count >= 2, bare.first == "\"", bare.last == "\"" { bare = trimmed(bare.dropFirst().dropLast()) }
    if let whole = PeerAddress(bare) { return whole }
    guard let colon = bare.lastIndex(of: ":") else { return nil }
    let (host, port) = (bare[..<colon], bare[bare.index(after: colon)...])
    guard (1...5).contains(port.count), port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    // Without brackets an IPv6 address has no port: its colons are its own.
    return host.contains(":") && !host.hasPrefix("[") ? nil : PeerAddress(host)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0 == " " || $0 == "\t" }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}
