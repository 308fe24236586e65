import Payments

extension PaymentForm {
  /// Types a character into the field that has the keyboard; every letter is text there, never a command.
  ///
  /// - Returns: whether there was room for it.
  mutating func type(_ character: Character, limit: Shillings) -> Bool {
    let character = field == .reference ? character : Self.read(character)
    guard isPrintable(character) else { return true }
    // A number that is typed first is the next customer's phone, wherever the cursor was left.
    if isEmpty, character.isDigit || character == "+" { field = .phone }
    insistsOn = nil
    if overflow?.cause == .message { overflow = nil }
    let before = isSelected ? "" : self[field]
    guard hasRoom(for: character, after: before, limit: limit) else {
      let earlier = overflow.flatMap { $0.field == field && $0.cause == .full ? $0.text : nil } ?? ""
      overflow = Overflow(field: field, cause: .full, text: earlier + String(character))
      return false
    }
    if isSelected { overflow = nil }
    isSelected = false
    // Commas in an amount stay: dropping that of `12,50` would ask for 1,250.
    self[field] = before + String(character)
    return true
  }

  /// Puts text that came in one piece into the field; line ends in it submit nothing.
  ///
  /// What can be understood as a whole stands there as it was understood. Of several lines only the first is taken, and
  /// is not sent so: the second may be the amount, or somebody else's number.
  ///
  /// - Returns: whether all of it was taken.
  mutating func paste(_ text: String, limit: Shillings) -> Bool {
    if field != .reference, ReceiptText.isMessage(text) {
      overflow = Overflow(field: field, cause: .message)
      return false
    }
    if overflow?.cause == .message { overflow = nil }
    var lines = TypedText(text).lines
    // A contact: a name above its number.
    if lines.count > 1, isEmpty || field == .phone, Self.isPhone(text) { lines = [TypedText(Self.joined(lines))] }
    guard let line = lines.first?.text else { return true }
    if isEmpty, line.first.map({ $0.isDigit || $0 == "+" }) == true || Self.isPhone(line) { field = .phone }
    let whole = (isSelected ? "" : self[field]) + line
    if let understood = understood(whole, limit: limit) {
      replace(with: understood)
    } else if field == .phone, let phone = understood(line, limit: limit) {
      // Behind a part of another one it would be a third.
      replace(with: phone)
    } else if mayStandUnmended(whole, limit: limit) {
      replace(with: String(whole.unicodeScalars.map(shown)))
    } else {
      for scalar in line.unicodeScalars { _ = type(shown(scalar), limit: limit) }
      overflow?.isOnePiece = true
    }
    if lines.count > 1 { overflow = Overflow(field: field, cause: .severalLines) }
    return overflow?.field != field
  }

  private mutating func replace(with text: String) {
    insistsOn = nil
    overflow = nil
    isSelected = false
    self[field] = text
  }

  /// It has a mistake that is told, and is short enough to be looked at: it stands there whole, for that to be found.
  private func mayStandUnmended(_ text: String, limit: Shillings) -> Bool {
    switch field {
    case .phone:
      guard text.count <= Self.longestPhone, case .failure(let error) = PhoneNumber.parse(text) else { return false }
      return error != .tooLong
    case .amount:
      guard text.count <= Self.longestAmount, case .failure(let error) = Shillings.parse(text, limit: limit) else {
        return false
      }
      return error != .tooLarge(limit: limit)
    case .reference: return false
    }
  }

  /// A sign that cannot be seen in its field stands there as one that can: left out, `12` and `50` beside it were
  /// 1,250.
  private func shown(_ scalar: Unicode.Scalar) -> Character {
    let character = Character(scalar)
    if field == .reference || isPrintable(character) { return character }
    return field == .phone && scalar == "\t" ? " " : "\u{FFFD}"
  }

  /// The first sign of a pasted text that is seen; a digit where it is a link to a phone.
  static func firstSign(of text: String) -> Character? {
    let line = TypedText(text).lines.first?.text ?? ""
    return isPhone(line) || isPhone(text) ? "0" : line.first
  }

  /// As it stands in the field once it was understood: the phone as people say it, the amount as digits,
  /// the reference without signs that nobody sees.
  private func understood(_ text: String, limit: Shillings) -> String? {
    switch field {
    case .phone: (try? PhoneNumber.parse(text).get()).map { "0" + $0.msisdn.dropFirst(3) }
    case .amount: (try? Shillings.parse(text, limit: limit).get()).map { String($0.count) }
    case .reference: (try? AccountReference.parse(text).get()).map(\.text)
    }
  }

  private static func joined(_ lines: [TypedText]) -> String { lines.map(\.text).joined(separator: " ") }

  private static func isPhone(_ text: String) -> Bool { (try? PhoneNumber.parse(text).get()) != nil }

  /// A digit of another script, or one as wide as two, is the digit.
  private static func read(_ character: Character) -> Character {
    character.isPrintableASCII ? character : TypedText(String(character)).text.first ?? character
  }

  mutating func deleteBackward() {
    insistsOn = nil
    isSelected = false
    // What was refused is what is taken back first, sign by sign: what then stands there is what was typed before.
    if let refused = overflow, refused.field == field {
      overflow = refused.withoutLast
      return
    }
    if !self[field].isEmpty { self[field].removeLast() }
    if isEmpty { correction = nil }
  }

  /// One step back: what is typed in this field, else the field before; before the first there is nothing, so that from
  /// there whatever stands behind it goes.
  mutating func stepBack() {
    insistsOn = nil
    if overflow?.field == field { overflow = nil }
    isSelected = false
    if !self[field].isEmpty {
      self[field] = ""
    } else if field == .phone {
      self = PaymentForm()
    } else {
      field = field.previous
    }
    if isEmpty { correction = nil }
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
      let digits = AmountText(longer).digitCounts
      return digits.whole <= String(limit.count).count && digits.cents <= 2 && longer.count <= Self.longestAmount
    case .reference: return longer.count <= AccountReference.longest
    }
  }

  private func isPrintable(_ character: Character) -> Bool {
    if character.isPrintableASCII { return true }
    return character.unicodeScalars.allSatisfy { scalar in
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
  /// `https://www.wa.me/+254 712 345 678` and a few signs more.
  fileprivate static let longestPhone = 40
  /// `Kshs. 250,000.00 /=` and a few signs more.
  fileprivate static let longestAmount = 24
}

extension Character {
  /// Nearly everything that is typed: read as it stands, and seen.
  fileprivate var isPrintableASCII: Bool { asciiValue.map { (0x20...0x7E).contains($0) } ?? false }

  /// One of the ten digits that numbers are typed with.
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
