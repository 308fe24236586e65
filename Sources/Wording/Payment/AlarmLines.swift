import Payments

/// What to say of money that is more, later or somebody else's than it should be, until a supervisor resolves it.
extension PaymentSummary {
  /// Nil where nothing alarms.
  func alarmLines(at now: Moment) -> ThreeLines? {
    switch alarm {
    case .paidTwice: return paidTwiceLines(at: now)
    case .paidByWrongNumber:
      let masked = phone.map { Phrase(verbatim: $0.masked) } ?? Phrase("unknown", sw: "isiyojulikana")
      return ThreeLines(
        happened: Phrase("PAID BY WRONG NUMBER", sw: "IMELIPWA NA SIMU NYINGINE") + receipts(atMost: 1),
        money: Phrase(
          "This is somebody else's money, from phone \(masked.english).",
          sw: "Hii ni pesa ya mtu mwingine, kutoka simu \(masked.swahili)."),
        action: Phrase(
          "Call the owner: it goes back to that phone. No goods for it.",
          sw: "Mwite mmiliki: irudishwe kwa simu hiyo. Usitoe bidhaa kwa pesa hiyo."))
    case .paidLate:
      return ThreeLines(
        happened: Phrase("PAID LATE", sw: "IMELIPWA BAADAYE") + receipts(atMost: 1),
        money: Phrase(
          "An answer said not paid, or it was given up; the customer may be gone.",
          sw: "Jibu lilisema haijalipwa, au iliachwa; mteja huenda ameondoka."),
        action: Phrase(
          "Call the owner: goods, refund, or kept for the customer.",
          sw: "Mwite mmiliki: bidhaa, kurudisha pesa, au kumhifadhia mteja."))
    case .byHandNotPaid:
      return ThreeLines(
        happened: Phrase(
          "BY HAND, and Safaricom says not paid.", sw: "NA MSIMAMIZI; Safaricom inasema haijalipwa."),
        money: Phrase(
          "Goods may have gone out\(withReceipt.english) for money that never came.",
          sw: "Bidhaa huenda zimetolewa\(withReceipt.swahili) kwa pesa ambayo haikuja."),
        action: Phrase(
          "Call the owner: look for the receipt on the statement.",
          sw: "Mwite mmiliki: tafuta code kwenye statement ya M-Pesa."))
    case nil: return nil
    }
  }

  private func paidTwiceLines(at now: Moment) -> ThreeLines {
    let happened = Phrase("PAID TWICE", sw: "IMELIPWA MARA 2") + receipts(atMost: 2)
    if let stray = status.proof?.strayReceipts.first {
      return ThreeLines(
        happened: happened,
        money: status.flags.contains(.wrongAmount)
          ? Phrase(
            "\(stray.code) came in another amount than was asked for.",
            sw: "\(stray.code) ilikuja kwa kiasi kingine, si kilichoombwa.")
          : Phrase(
            "\(stray.code) came with another payment's numbers: look whose it is.",
            sw: "\(stray.code) ilikuja na namba za malipo mengine: angalia ni ya nani."),
        action: Phrase(
          "Call the owner: if the statement has both, one goes back.",
          sw: "Mwite mmiliki: zote mbili zikiwa kwenye statement, moja irudishwe."))
    }
    if let other = decisiveAttempt, other.reason == .wentBack {
      let number = spokenNumber(of: other, at: now)
      return ThreeLines(
        happened: happened,
        money: Phrase(
          "Number \(number.english) went back; this one is the sale's.",
          sw: "Namba \(number.swahili) ilirudishwa; hii ni ya mauzo."),
        action: Phrase(
          "Nothing goes back any more: the supervisor resolves this one too.",
          sw: "Hakuna kingine cha kurudisha: msimamizi aitatue hii pia."))
    }
    if status.standing == .byHand {
      return ThreeLines(
        happened: happened,
        money: Phrase(
          "This one was accepted by hand, M-Pesa has not said so; another one came too.",
          sw: "Hii ilikubaliwa na msimamizi, M-Pesa haijasema hivyo; nyingine imekuja pia."),
        action: Phrase(
          "Call the owner: only if the statement has this one too, one goes back.",
          sw: "Mwite mmiliki: hii ikiwa kwenye statement pia, ndipo moja irudishwe."))
    }
    return ThreeLines(
      happened: happened,
      money: Phrase("This sale brought money more than once.", sw: "Mauzo haya yameleta pesa zaidi ya mara moja."),
      action: Phrase(
        "Call the owner: if both really came, one goes back to the customer.",
        sw: "Mwite mmiliki: zote zikiwa zimekuja kweli, moja irudishwe kwa mteja."))
  }

  var withReceipt: Phrase {
    status.receipt.map { Phrase(" with receipt \($0.code)", sw: " kwa code \($0.code)") } ?? .none
  }

  /// The receipts that the line holds, and how many more there are.
  private func receipts(atMost most: Int) -> Phrase {
    let codes = status.receipts.map(\.code)
    if let stray = codes.first, codes.count == 1, status.proof?.receipts.isEmpty == true {
      return Phrase(", one receipt to follow, one \(stray).", sw: ", code moja itafuata, moja \(stray).")
    }
    switch codes.count {
    case 0: return Phrase(", receipt to follow.", sw: ", code itafuata.")
    case 1: return Phrase(", receipt \(codes[0]).", sw: ", code \(codes[0]).")
    case ...most:
      return Phrase(
        ", receipts \(codes.joined(separator: " and ")).", sw: ", code \(codes.joined(separator: " na ")).")
    default:
      return Phrase(
        ", receipt \(codes[0]) and \(codes.count - 1) more.", sw: ", code \(codes[0]), \(codes.count - 1) zaidi.")
    }
  }
}
