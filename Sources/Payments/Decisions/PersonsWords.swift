/// What a person typed as a reason, made fit to be kept for ever.
package enum PersonsWords {
  /// The most characters that are kept.
  package static let longest = 120

  /// Printable characters, single spaces, at most 120 of them; nine digits or more become dots, since evidence is kept
  /// for ever and a phone number must not be (rules.md section 8).
  package static func clean(_ text: String) -> String {
    var words: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let printable = word.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
      }
      if !printable.isEmpty { words.append(String(String.UnicodeScalarView(printable))) }
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
}
