/// The bytes of one character in UTF-8, as far as they have come.
struct PartialCharacter: Hashable {
  private var bytes: [UInt8] = []
  private var length = 0

  /// What a byte makes of it.
  enum Step {
    case goesOn
    case whole(Unicode.Scalar)
    /// What came before is no character; the byte begins anew.
    case broken
    /// The byte begins no character.
    case noCharacter
  }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func take(_ byte: UInt8) -> Step {
    if bytes.isEmpty {
      switch byte {
      case 0x00..<0x80: return .whole(Unicode.Scalar(byte))
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF: length = 3
      case 0xF0...0xF4: length = 4
      default: return .noCharacter
      }
      bytes = [byte]
      return .goesOn
    }
    guard (0x80..<0xC0).contains(byte), !isTooEarlyOrLate(byte) else {
      bytes = []
      return .broken
    }
    bytes.append(byte)
    if bytes.count < length { return .goesOn }
    defer { bytes = [] }
    var value = UInt32(bytes[0]) & (0xFF >> UInt32(length + 1))
    for byte in bytes.dropFirst() { value = value << 6 | UInt32(byte & 0x3F) }
    return Unicode.Scalar(value).map(Step.whole) ?? .noCharacter
  }

  /// Longer than it need be, half of a pair, or beyond the last character.
  private func isTooEarlyOrLate(_ byte: UInt8) -> Bool {
    guard bytes.count == 1 else { return false }
    return switch bytes[0] {
    case 0xE0: byte < 0xA0
    case 0xED: byte > 0x9F
    case 0xF0: byte < 0x90
    case 0xF4: byte > 0x8F
    default: false
    }
  }
}
