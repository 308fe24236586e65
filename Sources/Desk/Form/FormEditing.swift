import Keys

extension PaymentForm {
  /// Types a character into the field that has the keyboard; every letter is text there, never a command.
  mutating func type(_ character: Character) {
    guard self[field].count < Self.longestText, isPrintable(character) else { return }
    insistsOn = nil
    // Grouping is ours: commas and spaces that are typed into an amount would only get in its way.
    if field == .amount, character == "," || character == " " { return }
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
  }

  /// One step back: what is typed in this field, else the field before. False when there is nothing to take back.
  mutating func stepBack() -> Bool {
    insistsOn = nil
    if !self[field].isEmpty {
      self[field] = ""
      return true
    }
    guard let previous = Field(rawValue: field.rawValue - 1) else { return false }
    field = previous
    return true
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
