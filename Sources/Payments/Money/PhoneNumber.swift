/// A Kenyan mobile number (MSISDN), kept as `254` and nine digits.
package struct PhoneNumber: Sendable, Hashable {
  /// Twelve digits, as Daraja wants them: `254712345678`.
  package let msisdn: String

  /// A number from its twelve digits; nil unless it has the shape that ages well (daraja.md section 6):
  /// `254`, then 7 or 1, then eight digits.
  package init?(msisdn: String) {
    let digits = Array(msisdn.utf8)
    guard digits.count == 12, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      msisdn.hasPrefix("2547")
        || msisdn.hasPrefix("2541")
    else { return nil }
    self.msisdn = msisdn
  }

  /// As people say it: `0712 345 678`.
  package var spoken: String {
    "0" + digits(3..<6) + " " + digits(6..<9) + " " + digits(9..<12)
  }

  /// With its middle hidden, as M-Pesa itself shows numbers since March 2026: `0712 ··· 678`.
  package var masked: String {
    "0" + digits(3..<6) + " ··· " + digits(9..<12)
  }

  /// The masked number for machines, in ASCII: `0712***678`.
  package var maskedASCII: String {
    "0" + digits(3..<6) + "***" + digits(9..<12)
  }

  private func digits(_ places: Range<Int>) -> String {
    String(msisdn.prefix(places.upperBound).dropFirst(places.lowerBound))
  }
}

/// Why a typed phone number is not one.
package enum PhoneNumberError: TypedError, Equatable, Sendable {
  case empty
  case stray(StraySign)
  case tooShort(missing: Int)
  case tooLong
  case notKenyanMobile

  /// One line for the person who typed it; it never repeats the number.
  package var sentence: Phrase {
    switch self {
    case .empty: Phrase("Type the customer's phone number.", sw: "Andika namba ya simu ya mteja.")
    case .stray(let sign): sign.sentence
    case .tooShort(let missing):
      Phrase(
        missing == 1 ? "One digit is missing." : "\(missing) digits are missing.",
        sw: missing == 1 ? "Inakosekana tarakimu moja." : "Zinakosekana tarakimu \(missing).")
    case .tooLong: Phrase("That is too long for a phone number.", sw: "Hiyo ni ndefu mno kwa namba ya simu.")
    case .notKenyanMobile:
      Phrase("A Kenyan mobile number starts with 07 or 01.", sw: "Simu ya Kenya huanza na 07 au 01.")
    }
  }
}

extension PhoneNumber {
  /// Reads what a person typed, pasted or scanned: `07…`, `01…`, `7…`, `1…`, `+254…`, `254…`, `00254…`, also
  /// `+254 (0)712…`, `tel:…` and `wa.me/…`, with spaces, dashes, dots and brackets anywhere, and with a name beside it.
  ///
  /// A line end within it is no part of a number: what stands on the second line may be the amount.
  package static func parse(_ typed: String) -> Result<PhoneNumber, PhoneNumberError> {
    // Nearly always digits alone, and looked at with every key.
    if typed.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return national(typed, plusSeen: false) }
    let text = PhoneContact.number(in: PhoneLink.number(in: TypedText(typed).trimmed))
    var digits = ""
    var plusSeen = false
    for sign in text.signs {
      switch sign.read {
      case "0"..."9": digits.unicodeScalars.append(sign.read)
      case "+" where digits.isEmpty && !plusSeen: plusSeen = true
      case " ", "-", ".", "(", ")", "\t": continue
      default: return .failure(.stray(sign.came))
      }
    }
    // A table program's number with decimals: its zero is no digit of the phone.
    if text.text.hasSuffix(".0"), let dot = text.signs.dropLast().last { return .failure(.stray(dot.came)) }
    return national(digits, plusSeen: plusSeen)
  }

  /// Three cases: the country code, the trunk zero, neither.
  ///
  /// A number that starts with 254 cannot be a bare national one, since those start with 7 or 1.
  private static func national(_ digits: String, plusSeen: Bool) -> Result<PhoneNumber, PhoneNumberError> {
    if digits.isEmpty { return .failure(.empty) }
    var national = Substring(digits)
    // Two zeros stand for the plus.
    let isInternational = plusSeen || national.hasPrefix("00")
    if !plusSeen, isInternational { national = national.dropFirst(2) }
    if national.hasPrefix("254") {
      national = national.dropFirst(3)
    } else if isInternational {
      return .failure("254".hasPrefix(national) ? .tooShort(missing: 12 - national.count) : .notKenyanMobile)
    }
    if national.hasPrefix("0") { national = national.dropFirst() }
    if let first = national.first, first != "7", first != "1" { return .failure(.notKenyanMobile) }
    if national.count < 9 { return .failure(.tooShort(missing: 9 - national.count)) }
    if national.count > 9 { return .failure(.tooLong) }
    guard let number = PhoneNumber(msisdn: "254" + national) else { return .failure(.notKenyanMobile) }
    return .success(number)
  }

  /// What a partly typed number looks like in its field: `0712 345`, grouped as far as it goes.
  ///
  /// Text that is not on its way to a number is shown as it stands.
  package static func grouped(whileTyping typed: String) -> String {
    let digits = typed.filter { $0 != " " && $0 != "-" }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2B }) else { return typed }
    let groups: [Int] =
      if digits.hasPrefix("+") { [4, 3, 3, 3] } else if digits.hasPrefix("254") {
        [3, 3, 3, 3]
      } else if digits.hasPrefix("00") {
        [5, 3, 3, 3]
      } else if digits.hasPrefix("0") {
        [4, 3, 3]
      } else { [3, 3, 3] }
    var parts: [Substring] = []
    var rest = Substring(digits)
    for size in groups where !rest.isEmpty {
      parts.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    if !rest.isEmpty { parts.append(rest) }
    return parts.joined(separator: " ")
  }
}
