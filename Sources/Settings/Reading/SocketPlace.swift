import Glibc

/// An address and a port to listen on.
package struct SocketPlace: Sendable, Hashable, CustomStringConvertible {
  /// An IPv4 or IPv6 address, without brackets.
  package let address: String
  /// 0 lets the kernel choose.
  package let port: UInt16

  package init(address: String, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// Reads `127.0.0.1:8744` or `[::1]:8744`; nil for anything else, names of hosts too.
  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var address = text[..<colon]
    let digits = text[text.index(after: colon)...]
    if address.hasPrefix("["), address.hasSuffix("]") {
      address = address.dropFirst().dropLast()
      guard NetworkAddress.isIPv6(String(address)) else { return nil }
    } else if !NetworkAddress.isIPv4(String(address)) {
      return nil
    }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else { return nil }
    self.init(address: String(address), port: port)
  }

  /// Why a text is no place, for whoever wrote it.
  package static func fault(in text: String) -> String {
    let typed = "\"\(text.prefix(60))\""
    guard let colon = text.lastIndex(of: ":") else {
      let isPort = !text.isEmpty && text.allSatisfy(\.isNumber)
      return isPort ? "\(typed) has no address" : "\(typed) has no port"
    }
    let address = text[..<colon]
    if UInt16(text[text.index(after: colon)...]) == nil { return "a port is a number from 0 to 65535" }
    if address.isEmpty { return "\(typed) has no address; 0.0.0.0 stands for all of this machine's" }
    if address.contains(":") { return "an IPv6 address stands in brackets, as in [::1]:8744" }
    if address.contains(where: \.isLetter) { return "\(typed) has a name and no address; write the numbers" }
    return "\(typed) has no address that there can be"
  }

  /// Whether only this machine can reach it.
  package var isLoopback: Bool { NetworkAddress.isLoopback(address) }

  /// As ``init(_:)`` reads it.
  package var description: String { (address.contains(":") ? "[\(address)]" : address) + ":\(port)" }
}

/// What is an address on a network.
enum NetworkAddress {
  static func isIPv4(_ text: String) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, text, &address) == 1
  }

  static func isIPv6(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(AF_INET6, text, &address) == 1
  }

  static func isLoopback(_ text: String) -> Bool {
    isIPv4(text) && text.hasPrefix("127.") || text == "::1" || text == "localhost"
  }

  /// An address, or a range such as `196.201.214.0/24`.
  static func isRange(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let address = parts.first.map(String.init), parts.count <= 2 else { return false }
    let isFour = isIPv4(address)
    guard isFour || isIPv6(address) else { return false }
    guard parts.count == 2 else { return true }
    guard let bits = Int(parts[1]), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return bits <= (isFour ? 32 : 128)
  }
}
