/// Bytes as lower-case hex digits, two each.
package enum Hexadecimal {
  /// The digits of these bytes.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that stand in a text; nil for anything but pairs of lower-case digits.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.map(value)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// The 32 digits of twice 64 bits.
  static func text(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 32) { text in
      for place in 0..<32 {
        let bits = place < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * (place % 16))) & 15
        text[place] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
      }
      return 32
    }
  }

  /// The bits that some digits stand for; nil for anything but lower-case digits.
  static func bits(_ digits: some Sequence<UInt8>) -> UInt64? {
    var bits: UInt64 = 0
    for digit in digits {
      guard let value = value(digit) else { return nil }
      bits = bits << 4 | UInt64(value)
    }
    return bits
  }

  /// Whether this is one of the digits, none of them upper-case.
  package static func isDigit(_ byte: UInt8) -> Bool { value(byte) != nil }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
