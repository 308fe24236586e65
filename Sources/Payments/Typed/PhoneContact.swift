/// A phone number with what people and programs write around it: `Mama Mboga: 0712 345 678`, `Simu 0712345678`,
/// `"0712345678",`.
enum PhoneContact {
  /// The number of a text that holds no other digits; the text itself, where that cannot be told.
  ///
  /// What is left out stands apart from the number: a letter right beside it may be a digit that was misread, and a
  /// stroke or an `@` makes it a part of something else.
  static func number(in text: TypedText) -> TypedText {
    let signs = text.signs
    guard let first = signs.firstIndex(where: isDigit), let last = signs.lastIndex(where: isDigit) else { return text }
    // A plus and a bracket are the number's own.
    let start = signs[..<first].lastIndex { !openings.contains($0.read) }.map { $0 + 1 } ?? signs.startIndex
    let end = signs[last...].dropFirst().firstIndex { $0.read != ")" } ?? signs.endIndex
    let before = signs[..<start]
    let behind = signs[end...]
    // Nine digits alone may as well be an account's.
    let number = TypedText(signs[start..<end])
    let begin = number.text.drop { $0 == "(" || $0 == " " }
    guard ["0", "+", "254"].contains(where: begin.hasPrefix) else { return text }
    let standsApart =
      (start < first || before.last.map { separators.contains($0.read) } ?? true)
      && behind.first.map { separators.contains($0.read) } ?? true
    guard standsApart, !(before + behind).contains(where: { refused.contains($0.read) }), !isLone(words(before).last),
      !isLone(words(behind).first)
    else { return text }
    return number
  }

  private static let openings: Set<Unicode.Scalar> = ["+", "(", " "]
  private static let separators: Set<Unicode.Scalar> = [
    " ", "\t", "\n", ":", ",", ";", ".", "-", "(", ")", "<", ">", "[", "]", "\"", "'", "\u{201C}", "\u{201D}",
    "\u{2018}", "\u{2019}", "|",
  ]
  /// A part of an address, a code for the phone's keys, or what hides digits.
  private static let refused: Set<Unicode.Scalar> = ["/", "@", "#", "*", "%", "&", "=", "?", "\u{B7}", "\u{2022}"]

  private static func words(_ signs: ArraySlice<TypedText.Sign>) -> [ArraySlice<TypedText.Sign>] {
    signs.split { $0.read == " " || $0.read == "\n" || $0.read == "\t" }
  }

  /// One letter by itself may be a digit: `O 712 345 678`.
  private static func isLone(_ word: ArraySlice<TypedText.Sign>?) -> Bool {
    word?.count { $0.read.properties.isAlphabetic } == 1
  }

  private static func isDigit(_ sign: TypedText.Sign) -> Bool { ("0"..."9").contains(sign.read) }
}
