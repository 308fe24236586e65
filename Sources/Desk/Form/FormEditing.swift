import Payments

extension PaymentForm {
  /// Types a character into the field that has the keyboard; every letter is text there, never a command.
  ///
  /// - Returns: whether there was room for it.
  mutating func type(_ character: Character, limit: Shillings) -> Bool {
    guard isPrintable(character) else { return true }
    // A number that is typed first is the next customer's phone, wherever the cursor was left.
    if isEmpty, character.isDigit || character == "+" { field = .phone }
    insistsOn = nil
    let before = isSelected ? "" : self[field]
    guard hasRoom(for: character, after: before, limit: limit) else {
      overflowing = field
      return false
    }
    if isSelected { overflowing = nil }
    isSelected = false
    // Commas in an amount stay: dropping that of `12,50` would ask for 1,250.
    self[field] = before + String(character)
    return true
  }

  /// Puts text that came in one piece into the field; line ends in it submit nothing.
  ///
  /// - Returns: whether there was room for all of it.
  mutating func paste(_ text: String, limit: Shillings) -> Bool {
    var hadRoom = true
    for character in text where !character.isNewline && character != "\t" {
      if !type(character, limit: limit) { hadRoom = false }
    }
    return hadRoom
  }

  mutating func deleteBackward() {
    insistsOn = nil
    isSelected = false
    // What was refused is what is taken back first.
    if overflowing == field {
      overflowing = nil
      return
    }
    if !self[field].isEmpty { self[field].removeLast() }
    if isEmpty { attempt = nil }
  }

  /// One step back: what is typed in this field, else the field before.
  mutating func stepBack() {
    insistsOn = nil
    if overflowing == field { overflowing = nil }
    isSelected = false
    if self[field].isEmpty { field = field.previous } else { self[field] = "" }
    if isEmpty { attempt = nil }
  }

  /// The keyboard comes to the field: what is in it was typed before something else was done.
  mutating func selectField() { isSelected = !self[field].isEmpty }

  /// A further character may still make the text of the field something that can be sent.
  private func hasRoom(for character: Character, after text: String, limit: Shillings) -> Bool {
    let longer = text + String(character)
    switch field {
    case .phone:
      if longer.count > Self.longestPhone { return false }
      if case .failure(.tooLong) = PhoneNumber.parse(longer) { return false }
      return true
    case .amount:
      let parts = longer.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let whole = parts.first.map { $0.count(where: \.isDigit) } ?? 0
      let fraction = parts.count > 1 ? parts[1].count : 0
      return whole <= String(limit.count).count && fraction <= 2 && longer.count <= Self.longestAmount
    case .reference: return longer.count <= AccountReference.longest
    }
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

extension PaymentForm {
  /// `+254 (0) 712-345-678` and a few signs more.
  fileprivate static let longestPhone = 24
  /// `250 , 000.00`.
  fileprivate static let longestAmount = 12
}

extension Character {
  /// One of the ten digits that numbers are typed with.
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
