import Glibc

/// An IP address, whatever it is written like.
package struct PeerAddress: Sendable, Hashable, CustomStringConvertible {
  /// Four bytes or sixteen; an IPv4 address in IPv6 clothes (`::ffff:…`) has four.
  package let bytes: [UInt8]

  /// An address from its text, with or without brackets; nil for names, ports and anything else.
  package init?(_ text: some StringProtocol) {
    var bare = String(text)
    if bare.hasPrefix("[") && bare.hasSuffix("]") { bare = String(bare.dropFirst().dropLast()) }
    if let scope = bare.firstIndex(of: "%") { bare = String(bare[..<scope]) }
    var four = [UInt8](repeating: 0, count: 4)
    var sixteen = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, bare, &four) == 1 {
      bytes = four
    } else if inet_pton(AF_INET6, bare, &sixteen) == 1 {
      let mapped = sixteen[..<10].allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
      bytes = mapped ? Array(sixteen[12...]) : sixteen
    } else {
      return nil
    }
  }

  /// 127.0.0.1 or ::1, from which programs of this machine call unless they choose another address.
  package var isLocalhost: Bool {
    bytes.count == 4 ? bytes == [127, 0, 0, 1] : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
  }

  /// As inet_ntop(3) writes it.
  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Why a text is no list of addresses: the entry that is wrong.
package struct AddressListError: Error, Equatable, Sendable {
  /// The entry as it was written.
  package let entry: String

  /// What to write instead.
  package var sentence: String {
    "\"\(entry)\" is no address: write an IP address such as 196.201.214.200, a range such as 196.201.214.0/24, or any"
  }
}

/// Addresses and ranges that belong together: Safaricom's, or the shop's own proxies.
package struct AddressList: Sendable, Equatable {
  private struct Range: Sendable, Equatable {
    let address: PeerAddress
    let prefixBits: Int

    func contains(_ other: PeerAddress) -> Bool {
      guard other.bytes.count == address.bytes.count else { return false }
      for bit in 0..<prefixBits {
        let mask = UInt8(0x80) >> UInt8(bit % 8)
        if other.bytes[bit / 8] & mask != address.bytes[bit / 8] & mask { return false }
      }
      return true
    }
  }

  /// Every address is on it: the settings say `any`.
  package let isAny: Bool
  private let ranges: [Range]

  /// No address at all.
  package static let none = AddressList(isAny: false, ranges: [])
  /// Every address.
  package static let any = AddressList(isAny: true, ranges: [])

  private init(isAny: Bool, ranges: [Range]) {
    self.isAny = isAny
    self.ranges = ranges
  }

  /// A list from its entries: addresses, ranges with a prefix length, or `any`.
  ///
  /// - Throws: ``AddressListError`` for the first entry that is none of these.
  package init(_ entries: [String]) throws(AddressListError) {
    var ranges: [Range] = []
    var isAny = false
    for entry in entries {
      if entry == "any" {
        isAny = true
        continue
      }
      let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let address = PeerAddress(parts[0]) else { throw AddressListError(entry: entry) }
      let longest = address.bytes.count * 8
      // ::ffff:196.201.214.0/120 is written over the sixteen bytes that such an address had.
      let left = longest == 32 && parts[0].contains(":") ? 96 : 0
      let prefix = parts.count == 2 ? Int(parts[1]).map { $0 - left } : longest
      guard let prefix, (0...longest).contains(prefix) else { throw AddressListError(entry: entry) }
      ranges.append(Range(address: address, prefixBits: prefix))
    }
    self.init(isAny: isAny, ranges: ranges)
  }

  /// Whether the address is on the list.
  package func contains(_ address: PeerAddress) -> Bool { isAny || ranges.contains { $0.contains(address) } }
}
