/// Safaricom's result code: usually a number, sometimes a word (`SFC_IC0003`, `E3008`), so kept as text.
package struct ResultCode: Sendable, Hashable {
  /// The code, as text.
  package let rawValue: String

  /// A code from the wire.
  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// Exactly `0`: the only code that says paid.
  package static let paid = ResultCode("0")

  /// What the code means.
  package var meaning: ResultMeaning { ResultMeaning(self) }
}

/// What a result code means, one case per thing that a cashier would do differently (daraja.md section 5).
package enum ResultMeaning: Sendable, Equatable, CaseIterable {
  case paid
  case notEnoughMoney
  case belowMinimum
  case aboveMaximum
  case aboveDailyLimit
  case receiverLimit
  case repeatedTooSoon
  case systemBusy
  case subscriberBusy
  case expired
  case promptNotDelivered
  case cancelled
  case notAcknowledged
  case phoneNotReached
  case wrongPIN
  case notPermitted
  case lockedPIN
  case receiverUnknown
  case badDebt
  case accountRule
  case authenticationFailed
  case sessionExpired
  case promptTooLong
  case stillProcessing
  case unlisted

  init(_ code: ResultCode) {
    switch code.rawValue {
    case "0": self = .paid
    case "1": self = .notEnoughMoney
    case "2": self = .belowMinimum
    case "3": self = .aboveMaximum
    case "4": self = .aboveDailyLimit
    case "8": self = .receiverLimit
    case "17": self = .repeatedTooSoon
    case "26": self = .systemBusy
    case "1001": self = .subscriberBusy
    case "1019": self = .expired
    case "1025", "9999": self = .promptNotDelivered
    case "1031", "1032": self = .cancelled
    case "1036": self = .notAcknowledged
    case "1037": self = .phoneNotReached
    case "2001": self = .wrongPIN
    case "2028": self = .notPermitted
    case "8006": self = .lockedPIN
    case "SFC_IC0003": self = .receiverUnknown
    case "E3008": self = .badDebt
    case "2006": self = .accountRule
    case "2008": self = .authenticationFailed
    case "2026": self = .sessionExpired
    case "1101", "1102": self = .promptTooLong
    case "4999": self = .stillProcessing
    case "100000000", "100000001", "100000002", "100000003", "100000004", "100000005", "100000006", "100000007",
      "100000008", "100000009", "100000010", "100000011":
      self = .systemBusy
    default: self = .unlisted
    }
  }

  /// Says that this prompt ends without money.
  ///
  /// Paid, still processing and every unlisted code do not.
  package var isFinalFailure: Bool {
    switch self {
    case .paid, .stillProcessing, .unlisted: false
    default: true
    }
  }

  /// Money may still come although the code says not paid (rules.md section 2): such a payment stays watched, and
  /// *ask again* does not unlock by itself.
  package var mayStillPay: Bool {
    switch self {
    case .expired, .promptNotDelivered, .notAcknowledged, .phoneNotReached, .systemBusy, .stillProcessing, .unlisted:
      true
    default: false
    }
  }
}

/// Whose move it is.
package enum Actor: Sendable, Equatable, CaseIterable {
  case you
  case customer
  case safaricom
  case owner
  case nobody

  /// The word in the board's column.
  package var word: Phrase {
    switch self {
    case .you: Phrase("you", sw: "keshia")
    case .customer: Phrase("customer", sw: "mteja")
    case .safaricom: Phrase(verbatim: "Safaricom")
    case .owner: Phrase("owner", sw: "mmiliki")
    case .nobody: .none
    }
  }
}
