/// An amount in whole Kenya shillings; M-Pesa asks for nothing smaller.
package struct Shillings: Sendable, Hashable, Comparable {
  /// The number of shillings, 1 or more.
  package let count: Int

  /// The most that Safaricom takes in one payment (daraja.md section 7); a shop may set less.
  package static let largest = Shillings(checked: 250_000)

  /// An amount, or nil below one shilling or above the largest.
  package init?(_ count: Int) {
    guard (1...250_000).contains(count) else { return nil }
    self.count = count
  }

  private init(checked count: Int) { self.count = count }

  /// The same amount in cents, the unit in which answers are compared.
  package var cents: Cents { Cents(count: Int64(count) * 100) }

  /// Grouped in threes: `1,250`.
  package var grouped: String { Self.group(count) }

  /// A whole number grouped in threes.
  package static func group(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = count < 0 ? "-" : ""
    for (place, digit) in digits.unicodeScalars.enumerated() {
      if place > 0, (digits.utf8.count - place).isMultiple(of: 3) { text.unicodeScalars.append(",") }
      text.unicodeScalars.append(digit)
    }
    return text
  }

  /// In the order in which a person would list them.
  package static func < (left: Shillings, right: Shillings) -> Bool { left.count < right.count }
}

/// Why a typed amount is not one.
package enum AmountError: TypedError, Equatable, Sendable {
  case empty
  case stray(StraySign)
  case fraction
  case dotForThousands
  case strangeGrouping
  case zero
  case leadingZero
  case tooLarge(limit: Shillings)

  /// One line for the person who typed it.
  package var sentence: Phrase {
    switch self {
    case .empty: Phrase("Type the amount in whole shillings.", sw: "Andika kiasi kwa shilingi kamili.")
    case .stray(let sign): sign.sentence
    case .fraction: Phrase("M-Pesa takes whole shillings only.", sw: "M-Pesa hupokea shilingi kamili tu.")
    case .dotForThousands:
      Phrase("A dot begins cents: write 1,250 or 1250.", sw: "Nukta huanza senti: andika 1,250 au 1250.")
    case .strangeGrouping: Phrase("Write thousands in groups of three: 1,250.", sw: "Tenga tarakimu tatu tatu: 1,250.")
    case .zero: Phrase("The smallest amount is KSh 1.", sw: "Kiasi cha chini ni KSh 1.")
    case .leadingZero:
      Phrase(
        "No amount begins with 0; a phone number does.",
        sw: "Kiasi hakianzi na 0; namba ya simu huanza.")
    case .tooLarge(let limit):
      Phrase("The largest amount is KSh \(limit.grouped).", sw: "Kiasi cha juu ni KSh \(limit.grouped).")
    }
  }
}

extension Shillings {
  /// Reads what a person typed or pasted: digits, with commas or spaces between groups of three, `KSh` before or behind
  /// them, `/=` or `/-` at the end; `.00` is allowed, other cents are not.
  ///
  /// Whoever means cents by `12,50`, or thousands by `1.000`, is asked again: a guess would ask for other money. So is
  /// whoever begins with a zero, which is how phone numbers begin.
  package static func parse(_ typed: String, limit: Shillings = .largest) -> Result<Shillings, AmountError> {
    let text = AmountText(typed)
    if text.isEmpty { return .failure(.empty) }
    do throws(AmountError) {
      let digits = try text.wholeDigits()
      if digits.first == "0", digits.contains(where: { $0 != "0" }) { return .failure(.leadingZero) }
      guard let count = Int(digits), count <= limit.count else { return .failure(.tooLarge(limit: limit)) }
      guard let amount = Shillings(count) else { return .failure(.zero) }
      return .success(amount)
    } catch {
      return .failure(error)
    }
  }
}
