/// An amount in whole Kenya shillings; M-Pesa asks for nothing smaller.
public struct Shillings: Sendable, Hashable, Comparable {
  /// The number of shillings, 1 or more.
  public let count: Int

  /// The most that Safaricom takes in one payment (daraja.md section 7); a shop may set less.
  public static let largest = Shillings(checked: 250_000)

  /// An amount, or nil below one shilling or above the largest.
  public init?(_ count: Int) {
    guard (1...250_000).contains(count) else { return nil }
    self.count = count
  }

  private init(checked count: Int) { self.count = count }

  /// The same amount in cents, the unit in which answers are compared.
  public var cents: Cents { Cents(count: Int64(count) * 100) }

  /// Grouped in threes: `1,250`.
  public var grouped: String { Self.group(count) }

  /// A whole number grouped in threes.
  public static func group(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (count < 0 ? "-" : "") + String(text.reversed())
  }

  /// In the order in which a person would list them.
  public static func < (left: Shillings, right: Shillings) -> Bool { left.count < right.count }
}

/// Why a typed amount is not one.
public enum AmountError: Error, Equatable, Sendable {
  case empty
  case notANumber
  case fraction
  case strangeGrouping
  case zero
  case leadingZero
  case tooLarge(limit: Shillings)

  /// One line for the person who typed it.
  public var sentence: Phrase {
    switch self {
    case .empty: Phrase("Type the amount in whole shillings.", sw: "Andika kiasi kwa shilingi kamili.")
    case .notANumber: Phrase("The amount may hold digits only.", sw: "Kiasi kiwe na tarakimu tu.")
    case .fraction: Phrase("M-Pesa takes whole shillings only.", sw: "M-Pesa hupokea shilingi kamili tu.")
    case .strangeGrouping: Phrase("Write thousands in groups of three: 1,250.", sw: "Andika elfu kwa tatu tatu: 1,250.")
    case .zero: Phrase("The smallest amount is KSh 1.", sw: "Kiasi cha chini ni KSh 1.")
    case .leadingZero:
      Phrase(
        "An amount does not begin with 0; a phone number does.",
        sw: "Kiasi hakianzi na 0; namba ya simu ndiyo huanza.")
    case .tooLarge(let limit):
      Phrase("The largest amount is KSh \(limit.grouped).", sw: "Kiasi cha juu ni KSh \(limit.grouped).")
    }
  }
}

extension Shillings {
  /// Reads what a person typed: digits, with commas or spaces between groups of three; `.00` is allowed, other cents
  /// are not.
  ///
  /// Whoever means cents by `12,50`, or thousands by `1.000`, is asked again: a guess would ask for other money. So is
  /// whoever begins with a zero, which is how phone numbers begin.
  public static func parse(_ typed: String, limit: Shillings = .largest) -> Result<Shillings, AmountError> {
    var groups: [String] = [""]
    var fraction: String?
    for scalar in typed.unicodeScalars {
      switch scalar {
      case " ", "\u{A0}", ",": if fraction == nil { groups.append("") }
      case "." where fraction == nil: fraction = ""
      case "0"..."9":
        if fraction == nil {
          groups[groups.count - 1].unicodeScalars.append(scalar)
        } else {
          fraction?.unicodeScalars.append(scalar)
        }
      default: return .failure(.notANumber)
      }
    }
    groups.removeAll(where: \.isEmpty)
    let digits = groups.joined()
    if digits.isEmpty { return .failure(fraction == nil ? .empty : .notANumber) }
    if let fraction, fraction.count > 2 || fraction.contains(where: { $0 != "0" }) { return .failure(.fraction) }
    if groups.dropFirst().contains(where: { $0.count != 3 }) || groups.count > 1 && groups[0].count > 3 {
      return .failure(.strangeGrouping)
    }
    if digits.first == "0", digits.contains(where: { $0 != "0" }) { return .failure(.leadingZero) }
    guard let count = Int(digits), count <= limit.count else { return .failure(.tooLarge(limit: limit)) }
    guard let amount = Shillings(count) else { return .failure(.zero) }
    return .success(amount)
  }
}

/// An amount in cents, as an answer states it; compared, never calculated with.
public struct Cents: Sendable, Hashable {
  /// The number of cents.
  public let count: Int64

  /// An amount in cents.
  public init(count: Int64) { self.count = count }

  /// Reads a decimal as callbacks write it: `1`, `1.0`, `1.00`, `10500.00`.
  ///
  /// Nil for anything finer than a cent,
  /// negative, in exponents or too large to be an amount of money.
  public init?(decimal text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...12).contains(whole.count), whole.utf8.allSatisfy(Self.isDigit),
      let shillings = Int64(whole)
    else { return nil }
    var cents: Int64 = 0
    if parts.count == 2 {
      let fraction = parts[1]
      guard !fraction.isEmpty, fraction.utf8.allSatisfy(Self.isDigit),
        fraction.dropFirst(2).allSatisfy({ $0 == "0" })
      else { return nil }
      let twoDigits = fraction.prefix(2)
      guard let value = Int64(twoDigits) else { return nil }
      cents = twoDigits.count == 1 ? value * 10 : value
    }
    count = shillings * 100 + cents
  }

  /// `1,250` when whole, else `1,250.50`.
  public var grouped: String {
    let cents = count % 100
    let shillings = Shillings.group(Int(count / 100))
    return cents == 0 ? shillings : shillings + "." + (cents < 10 ? "0" : "") + String(cents)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
