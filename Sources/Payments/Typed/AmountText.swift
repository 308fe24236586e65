/// An amount as people write it, without what says that it is money: `KSh 1,500`, `KES: 1500`, `1500/=`, `1,500/-`,
/// `1500=`, `500 bob`, `Ksh 1,500/= only`.
package struct AmountText: Sendable {
  private static let currencies = ["kshs", "ksh", "kes", "shs", "sh", "bob"]
  /// As on a cheque: nothing comes behind it.
  private static let closings = ["only", "tu"]

  /// What is left: digits, and what stands between them.
  private let text: TypedText

  /// The amount in a text.
  package init(_ typed: String) {
    let trimmed = TypedText(typed).trimmed
    // Nearly always digits alone, and looked at with every key: nothing stands around them.
    if trimmed.signs.allSatisfy({ ("0"..."9").contains($0.read) }) {
      text = trimmed
      return
    }
    let whole = Self.withoutClosing(trimmed)
    let amount = Self.withoutEnd(Self.withoutCurrencyBehind(Self.withoutEnd(Self.withoutCurrencyBefore(whole))))
    // Whoever has begun to type the currency has typed no amount yet.
    let isBegun = Self.currencies.contains { $0.hasPrefix(amount.text.lowercased()) }
    text = isBegun ? amount.dropping(amount.signs.count) : amount
  }

  /// There is no amount in it.
  package var isEmpty: Bool { text.signs.isEmpty }

  /// How many digits stand before the dot, and how many behind it.
  package var digitCounts: (whole: Int, cents: Int) {
    let parts = text.signs.split(maxSplits: 1, omittingEmptySubsequences: false) { $0.read == "." }
    func count(_ part: ArraySlice<TypedText.Sign>) -> Int { part.count { ("0"..."9").contains($0.read) } }
    return (parts.first.map(count) ?? 0, parts.dropFirst().first.map(count) ?? 0)
  }

  /// The digits of its shillings.
  ///
  /// - Throws: why they cannot be told, or that there are cents.
  func wholeDigits() throws(AmountError) -> String {
    var groups = [""]
    var cents: String?
    var separator: TypedText.Sign?
    for sign in text.signs {
      switch sign.read {
      case "0"..."9":
        separator = nil
        if cents == nil {
          groups[groups.count - 1].unicodeScalars.append(sign.read)
        } else {
          cents?.unicodeScalars.append(sign.read)
        }
      // A space may stand beside a comma.
      case " " where cents == nil && separator != nil: continue
      case "," where cents == nil && separator?.read == " ": separator = sign
      case _ where Self.separates(sign) && cents == nil && separator == nil && groups != [""]:
        separator = sign
        groups.append("")
      case "." where cents == nil && separator == nil && groups != [""]: cents = ""
      default: throw .stray(sign.came)
      }
    }
    // A comma at the end may stand before digits that got lost.
    if separator != nil { throw .strangeGrouping }
    if groups.dropFirst().contains(where: { $0.count != 3 }) || groups.count > 1 && groups[0].count > 3 {
      throw .strangeGrouping
    }
    if let cents, cents.contains(where: { $0 != "0" }) || cents.count > 2 {
      throw cents.count == 3 ? .dotForThousands : .fraction
    }
    return groups.joined()
  }

  private static func separates(_ sign: TypedText.Sign) -> Bool { sign.read == " " || sign.read == "," }

  private static func withoutCurrencyBefore(_ text: TypedText) -> TypedText {
    guard let rest = text.after(currencies), rest.signs.first.map({ !isLetter($0.read) }) ?? true else { return text }
    return (rest.after([".", ":"]) ?? rest).trimmed
  }

  private static func withoutClosing(_ text: TypedText) -> TypedText {
    let small = text.text.lowercased()
    guard let word = closings.first(where: { small.hasSuffix($0) }) else { return text }
    let rest = text.droppingLast(word.count)
    return rest.signs.last.map { " =-".unicodeScalars.contains($0.read) } ?? false ? rest.trimmed : text
  }

  private static func withoutCurrencyBehind(_ text: TypedText) -> TypedText {
    let small = text.text.lowercased()
    let word = currencies.first { small.hasSuffix($0) || small.hasSuffix($0 + ".") }
    guard let word else { return text }
    let rest = text.droppingLast(word.count + (small.hasSuffix(".") ? 1 : 0))
    return rest.signs.last.map({ !isLetter($0.read) }) ?? false ? rest.trimmed : text
  }

  /// Without the stroke that ends an amount on paper, so that nobody writes digits behind it.
  private static func withoutEnd(_ text: TypedText) -> TypedText {
    let ends = ["/=", "/-", "/ =", "/ -", "="]
    return ends.first { text.text.hasSuffix($0) }.map { text.droppingLast($0.count).trimmed } ?? text
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
}
