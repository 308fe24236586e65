/// What a person typed as a reason, made fit to be kept for ever.
package enum PersonsWords {
  /// The most characters that are kept.
  package static let longest = 120

  /// Printable characters, single spaces, at most 120 of them; nine digits or more become dots, since evidence is kept
  /// for ever and a phone number must not be (rules.md section 8).
  package static func clean(_ text: String) -> String {
    var words: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let visible = visible(word)
      if !visible.isEmpty { words.append(visible) }
    }
    // Spaces, dashes and a plus do not hide a phone number.
    let joined = words.joined(separator: " ")
    var output = ""
    var run = ""
    var digits = 0
    func flushed() -> String { digits >= 9 ? "•••" : run }
    for character in joined {
      if character.isNumber {
        run.append(character)
        digits += 1
      } else if digits > 0, " -+.()".contains(character) {
        run.append(character)
      } else {
        output += flushed()
        (run, digits) = ("", 0)
        output.append(character)
      }
    }
    output += flushed()
    return String(output.prefix(longest))
  }

  /// Without what a terminal obeys, and what nobody sees; a line's end is a blank.
  package static func visible(_ text: some StringProtocol) -> String {
    let visible = text.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      if scalar.properties.isWhitespace { return " " }
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned: return nil
      default: return scalar
      }
    }
    return String(String.UnicodeScalarView(visible))
  }
}
