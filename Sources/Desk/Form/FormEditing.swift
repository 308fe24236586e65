import Keys

extension PaymentForm {
  /// Types a character into the field that has the keyboard; every letter is text there, never a command.
  mutating func type(_ character: Character) {
    guard self[field].count < Self.longestText, isPrintable(character) else { return }
    insistsOn = nil
    // Commas in an amount stay: dropping that of `12,50` would ask for 1,250.
    self[field].append(character)
  }

  /// Puts pasted text into the field; line ends in it submit nothing.
  mutating func paste(_ text: String) {
    for character in text where character != "\n" && character != "\r" && character != "\r\n" && character != "\t" {
      type(character)
    }
  }

  mutating func deleteBackward() {
    insistsOn = nil
    if !self[field].isEmpty { self[field].removeLast() }
    if isEmpty { attempt = nil }
  }

  /// One step back: what is typed in this field, else the field before.
  mutating func stepBack() {
    insistsOn = nil
    if self[field].isEmpty { field = field.previous } else { self[field] = "" }
    if isEmpty { attempt = nil }
  }

  private func isPrintable(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
        .nonspacingMark, .enclosingMark:
        false
      default: true
      }
    }
  }
}
