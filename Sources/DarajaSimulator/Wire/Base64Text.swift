/// Base64 (RFC 4648 section 4), as the Authorization header and the Password use it.
enum Base64Text {
  /// The bytes that a text stands for; nil when it is not Base64.
  ///
  /// Missing padding is accepted, as common decoders do.
  static func bytes(of text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var collected: UInt32 = 0
    var bits = 0
    var symbols = 0
    var padded = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "=") {
        padded = true
        continue
      }
      guard !padded, let value = value(of: byte) else { return nil }
      symbols += 1
      collected = collected << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: collected >> UInt32(bits)))
        collected &= (1 << UInt32(bits)) - 1
      }
    }
    return symbols % 4 == 1 ? nil : bytes
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
