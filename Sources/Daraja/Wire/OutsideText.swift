import Payments

/// Text that came from outside, made fit to be shown and kept.
package enum OutsideText {
  /// The most characters that are kept.
  package static let longest = 120

  /// Keeps printable characters only, hides what may be a phone number or a secret, makes any white space one space,
  /// and cuts at 120 characters.
  ///
  /// Nil when nothing is left. Marks that pile upon a letter, format characters (bidirectional overrides among
  /// them) and everything unassigned are dropped: a text from the internet must not redraw the screen.
  package static func clean(_ text: String) -> String? {
    let output = withoutSecrets(withoutLongNumbers(printable(text)))
    if output.isEmpty { return nil }
    return output.count <= longest ? output : String(output.prefix(longest - 1)) + "…"
  }

  private static func printable(_ text: String) -> [Unicode.Scalar] {
    var output: [Unicode.Scalar] = []
    // What lies past four times the limit cannot be seen; a hostile text must not cost more than its share.
    for scalar in text.unicodeScalars.prefix(longest * 4) {
      if (0x21...0x7E).contains(scalar.value) {
        output.append(scalar)
        continue
      }
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .lineSeparator, .paragraphSeparator: if output.last != " " { output.append(" ") }
      case .control where scalar == "\n" || scalar == "\t" || scalar == "\r":
        if output.last != " " { output.append(" ") }
      case .decimalNumber, .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
        .otherSymbol:
        output.append(scalar)
      default: continue
      }
    }
    if output.first == " " { output.removeFirst() }
    if output.last == " " { output.removeLast() }
    return output
  }

  private static let hidden: ArraySlice<Unicode.Scalar> = ["•", "•", "•"]

  /// Nine digits or more may be a phone number, grouped by spaces, dashes or brackets; other signs stand in codes and
  /// addresses as well, and group one only where the digits are those of a phone here.
  private static func withoutLongNumbers(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var output: [Unicode.Scalar] = []
    var index = 0
    while index < text.count {
      // Dates and numbers begin with a digit, and most signs are none.
      if !isDigit(text[index]) {
        output.append(text[index])
        index += 1
        continue
      }
      // A date may stand there; what follows it is looked at by itself.
      if isDate(text[index...]), index == 0 || !isDigit(text[index - 1]) {
        output += text[index..<index + 10]
        index += 10
        continue
      }
      if let end = endOfPhone(text, from: index) {
        output += hidden
        index = end
        continue
      }
      var end = index
      var digits = 0
      var next = index
      while next < text.count, isDigit(text[next]) || digits > 0 && groups(text[next]) {
        if isDigit(text[next]) {
          digits += 1
          end = next + 1
        }
        next += 1
      }
      output += digits >= 9 ? hidden : text[index..<end]
      index = end
    }
    return output
  }

  /// Where a phone number ends that begins here: `0712.345.678`, `254/712/345678`.
  private static func endOfPhone(_ text: [Unicode.Scalar], from start: Int) -> Int? {
    if start > 0, isDigit(text[start - 1]) { return nil }
    var digits = ""
    var index = start
    while index < text.count, digits.count < 12 {
      if isDigit(text[index]) {
        digits.unicodeScalars.append(text[index])
      } else if digits.isEmpty || text[index].properties.isAlphabetic || !isDigit(text[index - 1]) {
        return nil
      }
      index += 1
      let isWhole = index == text.count || !isDigit(text[index])
      let (prefix, length) = digits.hasPrefix("254") ? (3, 12) : (1, 10)
      if isWhole, digits.count == length, prefix == 3 || digits.first == "0",
        ["7", "1"].contains(digits.dropFirst(prefix).first)
      {
        return index
      }
    }
    return nil
  }

  /// `2026-11-24`.
  private static func isDate(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = text.first, first == "1" || first == "2", text.count >= 10,
      text.count == 10 || !isDigit(text[text.startIndex + 10])
    else { return false }
    let date = string(text.prefix(10))
    return BusinessDay(text: date) != nil && (date.hasPrefix("20") || date.hasPrefix("19"))
  }

  /// A long word of letters and digits may be a token or a password that is told back.
  private static func withoutSecrets(_ text: [Unicode.Scalar]) -> String {
    var output: [Unicode.Scalar] = []
    var start = 0
    while start < text.count {
      guard isSecretSign(text[start]) else {
        output.append(text[start])
        start += 1
        continue
      }
      let word = text[start...].prefix(while: isSecretSign)
      output += mayBeSecret(word) ? hidden : word
      start = word.endIndex
    }
    return string(output)
  }

  private static func mayBeSecret(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    word.count >= 20 && word.contains(where: isDigit) && word.contains(where: \.properties.isAlphabetic)
  }

  private static func isSecretSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (ASCII.isLetterOrDigit(UInt8(ascii: scalar)) || "+/=_-".unicodeScalars.contains(scalar))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.generalCategory == .decimalNumber
  }

  /// It may stand between the digits of one number.
  private static func groups(_ scalar: Unicode.Scalar) -> Bool { " -()".unicodeScalars.contains(scalar) }

  private static func string(_ scalars: some Collection<Unicode.Scalar>) -> String {
    // Nearly all of it is ASCII, which is a byte a scalar.
    if scalars.allSatisfy(\.isASCII) {
      return String(decoding: scalars.map { UInt8(truncatingIfNeeded: $0.value) }, as: UTF8.self)
    }
    var text = ""
    for scalar in scalars { text.unicodeScalars.append(scalar) }
    return text
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
