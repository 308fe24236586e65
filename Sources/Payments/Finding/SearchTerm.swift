/// What a person types to find a payment: a receipt or its end, a number, the last digits of a phone, an amount.
public struct SearchTerm: Sendable, Hashable {
  /// Upper-case letters and digits.
  public let text: String

  /// A term; nil unless there is something to look for.
  public init?(_ typed: String) {
    let kept = typed.filter { $0 != " " && $0 != "," && $0 != "-" && $0 != "#" }.uppercased()
    let fits = kept.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    guard fits, !kept.isEmpty, kept.utf8.count <= 24 else { return nil }
    text = kept
  }

  /// As a number or an amount; nil when there is a letter in it.
  public var count: Int? { text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil }

  /// As the last digits of a phone: three of them at least, so that it tells phones apart.
  public var phoneEnd: String? {
    guard count != nil, (3...12).contains(text.count) else { return nil }
    return text.hasPrefix("0") && text.count == 10 ? String(text.dropFirst()) : text
  }

  /// As a receipt or a part of one: four characters at least.
  public var receiptPart: String? { text.count >= 4 ? text : nil }

  /// Whether a payment is what the term may mean.
  public func matches(_ payment: PaymentSummary) -> Bool {
    if let count, payment.number == count || payment.amount.count == count { return true }
    if let phoneEnd, payment.phone?.msisdn.hasSuffix(phoneEnd) == true { return true }
    guard let part = receiptPart else { return false }
    return ([payment.status.receipt].compactMap(\.self) + payment.status.otherReceipts).contains {
      $0.code.contains(part)
    }
  }
}

/// What the ledger knows of a receipt code.
public enum CodeFinding: Sendable, Equatable {
  /// It stands on these payments, oldest first.
  case seen([PaymentSummary])
  /// It stands on no payment, and on something that a supervisor settled in the tray, then.
  case settledInTray(TraySettlement, at: Moment)
  /// It stands on none yet; so many payments have no answer.
  case notSeen(unanswered: Int)
}
