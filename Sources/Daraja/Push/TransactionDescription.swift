/// The second short text of a request: 13 characters at most, never empty.
///
/// Safaricom calls it optional, but has refused requests without it (daraja.md section 2.1).
package struct TransactionDescription: Sendable, Hashable, CustomStringConvertible {
  /// One to thirteen letters, digits and single spaces.
  package let text: String

  /// The most characters that Safaricom takes.
  package static let longest = 13

  /// Makes any text fit: other characters become spaces, it is cut, and nothing becomes `Payment`.
  package init(fitting text: String) {
    let words = text.utf8.split { !ASCII.isLetterOrDigit($0) }.map { String(decoding: $0, as: UTF8.self) }
    let cut = String(words.joined(separator: " ").prefix(Self.longest))
    let trimmed = cut.last == " " ? String(cut.dropLast()) : cut
    self.text = trimmed.isEmpty ? "Payment" : trimmed
  }

  /// For people.
  package var description: String { text }
}

enum ASCII {
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

  /// Whether a word stands anywhere in a text.
  static func isFound(_ word: String.UTF8View, in text: [UInt8]) -> Bool {
    let last = text.count - word.count
    guard last >= 0, let first = word.first else { return last >= 0 }
    return (0...last).contains { text[$0] == first && text[$0...].starts(with: word) }
  }
}
