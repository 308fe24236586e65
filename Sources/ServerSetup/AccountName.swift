/// The name of a cashier's account, as Debian takes it: it stands in paths, on screens and in the evidence.
package struct AccountName: Sendable, Hashable, CustomStringConvertible {
  /// The name.
  package let text: String

  /// A name; nil unless it has 1 to 32 of a to z, 0 to 9, "-" and "_", and begins with a letter.
  package init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
    }
    guard isPlain, (1...32).contains(text.utf8.count), text.first?.isLetter == true else { return nil }
    self.text = text
  }

  /// The same.
  package var description: String { text }
}
