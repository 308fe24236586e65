/// The key of `--once`: the same key is the same payment, for ever (rules.md section 4).
///
/// A key that shows nothing is none: a script whose variable is unset gives every sale the same one, and the second
/// customer would be told PAID for what the first one paid.
package struct OnceKey: Sendable, Hashable {
  /// As it was given, letter for letter.
  package let text: String

  /// A key from what was typed; nil when it shows nothing, or when it was not UTF-8, so that two keys look alike.
  package init?(_ text: String) {
    guard text.unicodeScalars.contains(where: Self.shows), !text.unicodeScalars.contains("\u{FFFD}") else { return nil }
    self.text = text
  }

  /// What leaves a mark on paper; not spaces of any width, controls, joiners, fillers, or an accent without its letter.
  private static func shows(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isWhitespace { return false }
    // U+2800 is a symbol by its category, and its picture is blank.
    if scalar == "\u{2800}" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
      .nonspacingMark, .enclosingMark, .spacingMark:
      return false
    default: return true
    }
  }
}
