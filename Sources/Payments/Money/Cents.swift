/// An amount in cents, as an answer states it; compared, never calculated with.
package struct Cents: Sendable, Hashable {
  /// The number of cents.
  package let count: Int64

  /// An amount in cents.
  package init(count: Int64) { self.count = count }

  /// Reads a decimal as callbacks write it: `1`, `1.0`, `1.00`, `10500.00`.
  ///
  /// Nil for anything finer than a cent, negative, in exponents or too large to be an amount of money.
  package init?(decimal text: String) {
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
  package var grouped: String {
    let cents = count % 100
    let shillings = Shillings.group(Int(count / 100))
    return cents == 0 ? shillings : shillings + "." + (cents < 10 ? "0" : "") + String(cents)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
