/// A receipt code as people hand it on: alone, with a word behind it, or in the whole SMS.
///
/// M-Pesa's SMS begins with its code: `UJ25K3M9QX Confirmed. Ksh1,500.00 sent to …`, in Swahili `UJ25K3M9QX
/// Imethibitishwa. …`.
package struct ReceiptText: Sendable {
  /// What a text holds.
  package enum Finding: Sendable, Equatable {
    case code(Receipt)
    /// Nothing that could be a code.
    case none
    /// More than one: which is meant cannot be told.
    case several
  }

  /// The code in the text.
  package let finding: Finding

  /// The one code; nil where there is none, or more than one.
  package var receipt: Receipt? { if case .code(let receipt) = finding { receipt } else { nil } }

  /// Looks for the code in what was typed or pasted.
  package init(_ typed: String) {
    let text = TypedText(typed).trimmed.text
    // A sign of another script belongs to its word, which is then no code: left out, it would leave another code.
    let words = text.split { !$0.isLetter && !$0.isNumber }
    let withDigits = words.filter { Self.looksLikeCode($0) && $0.contains(where: Self.isDigit) }
    let confirmed = Self.confirmed(words)
    if !confirmed.isEmpty {
      // A reversal has a code of its own, and names that of the payment which it took back.
      finding = Self.one(of: confirmed + (words.contains(where: Self.saysReversed) ? withDigits.map(String.init) : []))
      return
    }
    let likely = words.count < 2 ? [] : withDigits.isEmpty ? Self.ofLettersAlone(words) : withDigits
    if !likely.isEmpty {
      finding = Self.one(of: likely.map(String.init))
    } else if !words.contains(where: Self.saysConfirmed),
      let whole = Receipt(words.count == 1 ? String(words[0]) : text), whole.code.contains(where: Self.isLetter)
    {
      // Typed letter by letter, perhaps in groups. Digits alone are a phone, or a PIN in the wrong field.
      finding = .code(whole)
    } else {
      finding = .none
    }
  }

  /// It is an SMS of M-Pesa, and no code alone.
  package static func isMessage(_ text: String) -> Bool {
    let words = TypedText(text).text.split { !$0.isLetter && !$0.isNumber }
    return words.count > 4 && !confirmed(words).isEmpty
  }

  /// What stands before the word that says *confirmed*.
  private static func confirmed(_ words: [Substring]) -> [String] {
    words.indices.compactMap { index in
      guard saysConfirmed(words[index]) else { return nil }
      let glued = withoutConfirmed(words[index])
      if looksLikeCode(glued) { return String(glued) }
      guard index > 0 else { return nil }
      let before = words[index - 1]
      if looksLikeCode(before) || mayBeCode(before) { return String(before) }
      // The code itself may have been typed in groups.
      let joined = words[..<index].joined()
      return index == 2 && looksLikeCode(Substring(joined)) ? joined : nil
    }
  }

  private static func one(of codes: [String]) -> Finding {
    let receipts = Set(codes.compactMap { Receipt($0) })
    guard let first = receipts.first else { return .none }
    return receipts.count == 1 ? .code(first) : .several
  }

  /// Codes without a digit, as one in ten is late in a month: `Ref UKTDIDYKFG`.
  ///
  /// Safaricom's begin with year, month and day, which tells them from most words in capitals. A long text that is
  /// nothing but capitals has too many of those.
  private static func ofLettersAlone(_ words: [Substring]) -> [Substring] {
    let codes = words.filter { word in
      let start = Array(word.prefix(3))
      return looksLikeCode(word) && ("A"..."L").contains(start[1]) && ("A"..."V").contains(start[2])
    }
    return words.count <= 6 || words.contains { $0.contains(where: \.isLowercase) } ? codes : []
  }

  /// Ten letters and digits, as Safaricom's have: with a digit among them, or in capitals, so that a word is none.
  private static func looksLikeCode(_ word: Substring) -> Bool {
    word.count == 10 && word.allSatisfy({ isLetter($0) || isDigit($0) }) && word.contains(where: isLetter)
      && (word.contains(where: isDigit) || word.allSatisfy(\.isUppercase))
  }

  /// Nobody promised ten.
  private static func mayBeCode(_ word: Substring) -> Bool {
    (6...20).contains(word.count) && word.allSatisfy({ isLetter($0) || isDigit($0) })
      && word.contains(where: isLetter) && word.contains(where: isDigit)
      && (try? AmountText(String(word)).wholeDigits()) == nil
  }

  private static func saysConfirmed(_ word: Substring) -> Bool {
    let word = word.uppercased()
    return word.contains("CONFIRMED") || word.contains("THIBITISHW")
  }

  private static func saysReversed(_ word: Substring) -> Bool {
    let word = word.uppercased()
    return ["REVERSAL", "REVERSED", "REJESHWA", "RUDISHWA"].contains { word.contains($0) }
  }

  /// What stands before *confirmed* in the same word.
  private static func withoutConfirmed(_ word: Substring) -> Substring {
    let capitals = word.uppercased()
    for mark in ["CONFIRMED", "IMETHIBITISHW"] {
      if let range = capitals.firstRange(of: mark) { return Substring(capitals[..<range.lowerBound]) }
    }
    return ""
  }

  private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
