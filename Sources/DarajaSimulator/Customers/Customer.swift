import Payments

/// What the customer with a certain phone number does with a prompt.
enum Customer: Equatable, Sendable {
  /// Types the PIN; what the wallet and the limits make of it is another matter.
  case pays
  /// Types the PIN when the prompt's life is almost over.
  case paysAtTheLastMoment
  /// Ends with this code, whatever the wallet holds.
  case ends(code: String)
  /// Leaves the prompt alone until it closes itself.
  case ignores
  /// Never ends: no callback, and every query says that it is still processing.
  case neverEnds
  /// Answers only when somebody answers for them.
  case byHand

  /// The customers whom the number names; everybody else pays.
  ///
  /// `0700 00 dddd` ends with the code that the last four digits spell; `0700 01x xxx` is a list.
  init(_ phone: PhoneNumber, byHand: Bool) {
    let national = phone.msisdn.dropFirst(3)
    if let fault = Fault.of(phone) {
      self = fault == .queryZeroUnpaid || fault == .lateSuccess ? .ignores : .pays
    } else if national.hasPrefix("70000"), let spelled = Int(national.suffix(4)) {
      self = spelled == 0 ? .pays : spelled == 4999 ? .neverEnds : .ends(code: String(spelled))
    } else if national.hasPrefix("70001"), let special = Self.special(Int(national.suffix(4)) ?? -1) {
      self = special
    } else {
      self = byHand ? .byHand : .pays
    }
  }

  private static func special(_ suffix: Int) -> Customer? {
    switch suffix {
    case 1: .ends(code: "SFC_IC0003")
    case 2: .ends(code: "E3008")
    case 3: .neverEnds
    case 4: .ignores
    case 5: .byHand
    case 6: .paysAtTheLastMoment
    case 100...111: .ends(code: String(100_000_000 + suffix - 100))
    default: nil
    }
  }

  /// The prompt is on the phone, where a person could answer it.
  var seesPrompt: Bool {
    switch self {
    case .pays, .paysAtTheLastMoment, .ignores, .byHand: true
    case .neverEnds: false
    case .ends(let code): CataloguedResult.of(code).timing == .customer
    }
  }

  /// A number whose outcome is fixed, so that limits and the code-17 window leave it alone.
  static func hasFixedOutcome(_ phone: PhoneNumber) -> Bool { Fault.of(phone) != nil }
}

/// What a person answers for a customer.
package enum ManualAnswer: String, CaseIterable, Sendable {
  case pay
  case cancel
  case wrongPIN = "wrong-pin"
  case noMoney = "no-money"
  case ignore

  /// The result, nil for leaving the prompt alone.
  var code: String? {
    switch self {
    case .pay: "0"
    case .cancel: "1032"
    case .wrongPIN: "2001"
    case .noMoney: "1"
    case .ignore: nil
    }
  }
}
