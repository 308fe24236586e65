/// What a person types or pastes to find a payment: a receipt or its end, an SMS, a number, a phone, its first or its
/// last digits, or both as a masked one shows them, an amount.
package struct SearchTerm: Sendable, Hashable {
  /// Upper-case letters and digits; a masked phone's two ends with `*` between them.
  package let text: String
  /// As a number or an amount; nil where it is none.
  package let count: Int?

  /// A term; nil unless there is something to look for.
  package init?(_ typed: String) {
    let read = TypedText(typed).text
    let kept = read.filter { !" \n\t,-#".contains($0) }.uppercased()
    if let masked = Self.masked(kept) {
      self.init(text: masked)
    } else if let receipt = ReceiptText(typed).receipt, receipt.code != kept {
      self.init(text: receipt.code)
    } else if let phone = try? PhoneNumber.parse(typed).get() {
      self.init(text: "0" + phone.msisdn.dropFirst(3))
    } else {
      let isPlain = kept.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
      // With all that people write about an amount: `KSh 1,500.00`.
      let amount = try? Shillings.parse(typed).get().count
      guard isPlain || amount != nil, !kept.isEmpty, kept.utf8.count <= 24 else { return nil }
      self.init(text: isPlain ? kept : "\(amount ?? 0)", amount: amount)
    }
  }

  private init(text: String, amount: Int? = nil) {
    self.text = text
    count = text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : amount
  }

  /// `0712***678`, as M-Pesa's messages and our own screens show a phone: its two ends with one `*` between them.
  private static func masked(_ text: String) -> String? {
    let ends = text.split { "*·•…X".contains($0) }
    guard ends.count == 2, text.first != "X", let start = ends.first, let end = ends.last, end.count >= 2,
      start.hasPrefix("07") || start.hasPrefix("01") || start.hasPrefix("254") || start.hasPrefix("+254"),
      (start.drop { $0 == "+" } + end).allSatisfy({ ("0"..."9").contains($0) })
    else { return nil }
    return start.drop { $0 == "+" } + "*" + end
  }

  /// What a phone that is meant begins and ends with, in its twelve digits.
  package struct PhoneEnds: Sendable, Hashable {
    /// Its first digits, or nothing.
    package let start: String
    /// Its last digits, or nothing.
    package let end: String
  }

  /// As a phone: three digits at its end at least, or four at its beginning, so that they tell phones apart.
  package var phones: [PhoneEnds] {
    let parts = text.split(separator: "*")
    if parts.count == 2 { return [PhoneEnds(start: Self.international(parts[0]), end: String(parts[1]))] }
    guard text.allSatisfy(\.isNumber), (3...12).contains(text.count) else { return [] }
    if text.hasPrefix("0"), text.count == 10 { return [PhoneEnds(start: "", end: String(text.dropFirst()))] }
    let end = PhoneEnds(start: "", end: text)
    guard text.hasPrefix("07") || text.hasPrefix("01"), text.count >= 4 else { return [end] }
    return [end, PhoneEnds(start: Self.international(text[...]), end: "")]
  }

  private static func international(_ start: Substring) -> String {
    start.hasPrefix("0") ? "254" + start.dropFirst() : String(start)
  }

  /// As a receipt or a part of one: four characters at least.
  package var receiptPart: String? { text.count >= 4 && !text.contains("*") ? text : nil }

  /// Whether a payment is what the term may mean.
  package func matches(_ payment: PaymentSummary) -> Bool {
    if let count, payment.number == count || payment.amount.count == count { return true }
    let phone = payment.phone?.msisdn ?? ""
    if phones.contains(where: { phone.hasPrefix($0.start) && phone.hasSuffix($0.end) && !phone.isEmpty }) {
      return true
    }
    guard let part = receiptPart else { return false }
    return payment.status.receipts.contains { $0.code.contains(part) }
  }
}

/// What the ledger knows of a receipt code.
package enum CodeFinding: Sendable, Equatable {
  /// It stands on these payments, oldest first.
  case seen([PaymentSummary])
  /// It stands on no payment, and on something that a supervisor resolved among the unmatched callbacks, then.
  case resolvedUnmatched(UnmatchedResolution, at: Moment)
  /// It stands on none yet, and one that looks the same stands on these, oldest first.
  case looksLike(Receipt, [PaymentSummary])
  /// It stands on none yet; so many payments have no answer.
  case notSeen(unanswered: Int)
}
