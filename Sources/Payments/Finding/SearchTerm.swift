/// What a person types or pastes to find a payment: a receipt or its end, an SMS, a number, a phone or its last digits,
/// an amount.
package struct SearchTerm: Sendable, Hashable {
  /// Upper-case letters and digits.
  package let text: String
  /// As a number or an amount; nil where it is none.
  package let count: Int?

  /// A term; nil unless there is something to look for.
  package init?(_ typed: String) {
    let read = TypedText(typed).text
    let kept = read.filter { !" \n\t,-#".contains($0) }.uppercased()
    if let receipt = ReceiptText(typed).receipt, receipt.code != kept {
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

  /// As the last digits of a phone: three of them at least, so that it tells phones apart.
  package var phoneEnd: String? {
    guard text.allSatisfy(\.isNumber), (3...12).contains(text.count) else { return nil }
    return text.hasPrefix("0") && text.count == 10 ? String(text.dropFirst()) : text
  }

  /// As a receipt or a part of one: four characters at least.
  package var receiptPart: String? { text.count >= 4 ? text : nil }

  /// Whether a payment is what the term may mean.
  package func matches(_ payment: PaymentSummary) -> Bool {
    if let count, payment.number == count || payment.amount.count == count { return true }
    if let phoneEnd, payment.phone?.msisdn.hasSuffix(phoneEnd) == true { return true }
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
  /// It stands on none yet; so many payments have no answer.
  case notSeen(unanswered: Int)
}
