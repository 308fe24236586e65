import Payments

/// What is said of an attempt where another one decides about the sale: never that it is to be asked for once more.
extension ThreeLines {
  /// The lines of a standing, with what the other attempt makes of them.
  func givingWay(to other: DecisiveAttempt, from payment: PaymentSummary, at now: Moment) -> ThreeLines {
    let number = payment.spokenNumber(of: other, at: now)
    if payment.hasBroughtNothing {
      return ThreeLines(happened: happened, money: money, action: other.reason.action(naming: number))
    }
    return ThreeLines(
      happened: happened, money: other.reason.money(naming: number),
      // Once the prompt is over, what was doubtful before is looked into as ever.
      action: payment.mayHavePrompt(at: now)
        ? Phrase(
          "If the prompt still comes: no PIN. It would be paid a second time.",
          sw: "Ombi likija bado: mteja asiweke PIN. Ingelipwa mara ya pili.") : action)
  }
}

extension DecisiveAttempt.Reason {
  /// What it means for the money of an attempt that may still bring some.
  fileprivate func money(naming number: Phrase) -> Phrase {
    switch self {
    case .paidAnotherWay:
      Phrase(
        "The customer pays another way; this one may be paid too.",
        sw: "Mteja analipa kwa njia nyingine; hii pia huenda ikalipwa.")
    case .paid, .isLater, .wentBack:
      Phrase(
        "Number \(number.english) is paid; this one may be paid too.",
        sw: "Namba \(number.swahili) imelipwa; hii pia huenda ikalipwa.")
    }
  }

  /// What to do about an attempt that brought nothing.
  fileprivate func action(naming number: Phrase) -> Phrase {
    switch self {
    case .paid:
      Phrase(
        "Do not ask again: the sale was paid as number \(number.english).",
        sw: "Usiombe tena: mauzo haya yamelipwa kama namba \(number.swahili).")
    case .paidAnotherWay: .doNotAskAgainForAnotherWay
    case .isLater:
      Phrase(
        "Nothing to do here: it was asked again as number \(number.english).",
        sw: "Hakuna la kufanya hapa: iliombwa tena kama namba \(number.swahili).")
    case .wentBack: .none
    }
  }
}

extension DecisiveAttempt {
  /// What to say about an attempt that gave way to this one; nil where its own words are to be said.
  func lineForCustomer(of payment: PaymentSummary, at now: Moment) -> Phrase? {
    if !payment.hasBroughtNothing, !payment.mayHavePrompt(at: now) { return nil }
    switch reason {
    case .paid where payment.hasBroughtNothing:
      return Phrase("This is paid already. Thank you.", sw: "Hii imeshalipwa. Asante.")
    case .paid:
      return Phrase(
        "You have paid already. If another prompt comes, do not enter your PIN.",
        sw: "Umeshalipa. Ombi lingine likija, usiweke PIN.")
    case .paidAnotherWay: return .youPayAnotherWay
    case .wentBack: return nil
    case .isLater: return Phrase("We have asked you again after this one.", sw: "Tulikuomba tena baada ya hii.")
    }
  }
}

extension PaymentSummary {
  /// Its prompt may be on the phone now.
  fileprivate func mayHavePrompt(at now: Moment) -> Bool { Guards.mayHaveLivePrompt(self, at: now) }
}

extension Phrase {
  static let doNotAskAgainForAnotherWay = Phrase(
    "Do not ask again: the customer pays another way.", sw: "Usiombe tena: mteja analipa kwa njia nyingine.")
  static let youPayAnotherWay = Phrase(
    "You pay another way: no PIN for this.", sw: "Unalipa kwa njia nyingine: usiweke PIN.")
}
