/// Text that came from outside, made fit to be shown and kept.
public enum OutsideText {
  /// The most characters that are kept.
  public static let longest = 120

  /// Keeps printable characters only, hides every run of nine or more digits (it may be a phone number), makes any
  /// white space one space, and cuts at 120 characters.
  ///
  /// Nil when nothing is left. Marks that pile upon a letter, format characters (bidirectional overrides among
  /// them) and everything unassigned are dropped: a text from the internet must not redraw the screen.
  public static func clean(_ text: String) -> String? {
    var output = ""
    var kept = 0
    var digits = ""
    var digitCount = 0
    var spacePending = false

    func append(_ piece: String, count: Int) {
      if spacePending, !output.isEmpty {
        output += " "
        kept += 1
      }
      spacePending = false
      output += piece
      kept += count
    }
    func flushDigits() {
      if digitCount >= 9 { append("•••", count: 3) } else if digitCount > 0 { append(digits, count: digitCount) }
      digits = ""
      digitCount = 0
    }

    // What lies past four times the limit cannot be seen; a hostile text must not cost more than its share.
    for scalar in text.unicodeScalars.prefix(longest * 4) {
      switch scalar.properties.generalCategory {
      case .decimalNumber:
        digits.unicodeScalars.append(scalar)
        digitCount += 1
      case .spaceSeparator, .lineSeparator, .paragraphSeparator:
        flushDigits()
        spacePending = true
      case .control where scalar == "\n" || scalar == "\t" || scalar == "\r":
        flushDigits()
        spacePending = true
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
        .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
        .otherSymbol:
        flushDigits()
        append(String(scalar), count: 1)
      default: continue
      }
      if kept > longest { break }
    }
    flushDigits()
    if output.isEmpty { return nil }
    return kept <= longest ? output : String(output.prefix(longest - 1)) + "…"
  }

  /// An opaque ID from the wire: visible ASCII, 128 bytes at most; nil for anything else.
  static func opaqueID(_ text: String?) -> String? {
    guard let text, (1...128).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isVisible) else { return nil }
    return text
  }

  /// A code from the wire, letter for letter: letters, digits, `_`, `-` and `.`, 64 at most; nil for anything else.
  ///
  /// Exactness matters: `0` says paid, and `00`, `0.0` and ` 0` do not.
  static func code(_ text: String?) -> String? {
    guard let text, (1...64).contains(text.utf8.count),
      text.utf8.allSatisfy({ ASCII.isLetterOrDigit($0) || "_-.".utf8.contains($0) })
    else { return nil }
    return text
  }
}
