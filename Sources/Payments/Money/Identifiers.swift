/// The 128 bits that name one payment for ever, as 32 lower-case hex digits.
///
/// It stands in the callback address. Hex only: base32 or base64 sooner or later spells `exe`, `cmd` or `sql`, which
/// Safaricom refuses in an address (daraja.md section 4.3). Kept as bits: boards and ledgers compare them all day.
package struct PaymentID: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let high: UInt64
  private let low: UInt64

  /// A payment ID from its 32 lower-case hex digits; nil for anything else.
  package init?(hex: String) {
    guard hex.utf8.count == 32, let high = Hexadecimal.bits(hex.utf8.prefix(16)),
      let low = Hexadecimal.bits(hex.utf8.suffix(16))
    else { return nil }
    self.high = high
    self.low = low
  }

  /// A time-ordered ID: 48 bits of milliseconds, then 80 random bits, so that ledger pages fill in order.
  package init(wallMilliseconds: Int64, randomHigh: UInt16, randomLow: UInt64) {
    high = UInt64(truncatingIfNeeded: wallMilliseconds) << 16 | UInt64(randomHigh)
    low = randomLow
  }

  /// 32 lower-case hex digits.
  package var hex: String { Hexadecimal.text(high, low) }

  /// The wall clock's milliseconds at which it was made; of an ID that was not made by a clock, any number.
  package var wallMilliseconds: Int64 { Int64(high >> 16) }

  /// The last eight digits, the random end: enough for a person to tell two payments apart.
  package var short: String { String(hex.suffix(8)) }

  /// For people.
  package var description: String { hex }

  /// In the order in which a person would list them.
  package static func < (left: PaymentID, right: PaymentID) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

/// Safaricom's handle on one prompt.
///
/// Opaque: it ends in digits of the phone, so it is personal data and is never logged. After a purge the ledger gives
/// back a stand-in that is equal only to itself.
package struct CheckoutRequestID: Sendable, Hashable {
  /// The text as Safaricom sent it, or the ledger's stand-in.
  package let rawValue: String

  /// An ID from the wire or the ledger.
  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// What the ledger gives back once the ID itself was purged.
  package static func standIn(forDigest digest: String) -> CheckoutRequestID { CheckoutRequestID(standInMark + digest) }

  /// It only stands in for one that was purged: nobody can be asked about it.
  package var isStandIn: Bool { rawValue.hasPrefix(Self.standInMark) }

  /// The digest that a stand-in carries; nil for an ID itself.
  package var digestOfPurged: String? { isStandIn ? String(rawValue.dropFirst(Self.standInMark.count)) : nil }

  private static let standInMark = "purged:"
}

/// The code in the customer's SMS, such as `UJ25K3M9QX`; opaque but for its characters.
package struct Receipt: Sendable, Hashable, Comparable {
  /// Upper-case letters and digits.
  package let code: String

  /// A receipt from the wire or from a keyboard: spaces dropped, letters raised.
  ///
  /// Nil unless 6 to 20 letters and digits are left; Safaricom's have ten, which nobody promised.
  package init?(_ text: String) {
    let code = text.filter { $0 != " " && $0 != "-" }.uppercased()
    let fits = code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    guard fits, (6...20).contains(code.utf8.count) else { return nil }
    self.code = code
  }

  /// In the order in which a person would list them.
  package static func < (left: Receipt, right: Receipt) -> Bool { left.code < right.code }
}

/// The name of a till within its shop: a number that cashiers speak; 0 is the command line.
package struct Till: Sendable, Hashable, Comparable {
  /// 0 to 999.
  package let number: Int

  /// The till that `kaunta push` pays as.
  package static let commandLine = Till(checked: 0)

  /// A till; nil outside 0 to 999.
  package init?(_ number: Int) {
    guard (0...999).contains(number) else { return nil }
    self.number = number
  }

  private init(checked number: Int) { self.number = number }

  /// In the order in which a person would list them.
  package static func < (left: Till, right: Till) -> Bool { left.number < right.number }
}
