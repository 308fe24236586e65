import Payments

extension PaymentSummary {
  /// The three lines about a payment at a moment: what happened; what it means for the money; what to do now.
  ///
  /// The first begins with number and amount, whatever it is about: two customers stand at the counter. Money that is
  /// there is told as over; whose goods may be handed over now, ``freshlyPaidLines(at:)`` says.
  ///
  /// - Parameter keysToAsk: the keys by which Safaricom is asked about it, where there are keys.
  package func lines(at now: Moment, keysToAsk: Phrase = .none) -> ThreeLines {
    let isPaid = !isClosedBySupervisor && alarm == nil && status.standing == .paid
    return isPaid ? servedLines(at: now) : named(unnamedLines(at: now, keysToAsk), at: now)
  }

  /// What is said once, to the till that asked, in the moment in which the money is proved.
  ///
  /// Only of money without an alarm on it.
  package func freshlyPaidLines(at now: Moment) -> ThreeLines { named(paidLines, at: now) }

  /// Which payment, and how much.
  package func numberAndAmount(at now: Moment) -> Phrase {
    Phrase("Number ", sw: "Namba ") + spokenNumber(at: now) + Phrase(verbatim: ", KSh \(amount.grouped)")
  }

  private func named(_ lines: ThreeLines, at now: Moment) -> ThreeLines {
    let happened = Phrase(verbatim: ": ") + lines.happened.inSentence
    let spoken = numberAndAmount(at: now) + happened
    // On another day the number is longer; a line that is cut would lose what happened.
    let fits = Language.allCases.allSatisfy { spoken[$0].count <= Self.longestLine }
    return ThreeLines(
      happened: fits ? spoken : shortNumberAndAmount(at: now) + happened, money: lines.money, action: lines.action)
  }

  /// What the narrowest full screen shows of a line.
  private static let longestLine = 77

  /// The same in as few signs as possible: `24/11-41, KSh 300`, and at another till `till 2: 24/11-41, KSh 300`.
  package func shortNumberAndAmount(at now: Moment, seenFrom viewer: Till? = nil) -> Phrase {
    let whose = viewer == nil || viewer == till ? "" : "till \(till.number): "
    if whose.isEmpty, shortDay(at: now) == nil { return numberAndAmount(at: now) }
    let day = shortDay(at: now).map { "\($0)-" } ?? ""
    return Phrase(verbatim: "\(whose)\(day)\(number), KSh \(amount.grouped)")
  }

  private func unnamedLines(at now: Moment, _ keysToAsk: Phrase) -> ThreeLines {
    if isClosedBySupervisor { return resolvedLines }
    if let alarm = alarmLines(at: now) { return alarm }
    if isNotCountedOn, status.notes.sentToWrongNumber {
      return ThreeLines(
        happened: Phrase("its prompt went to a wrong number.", sw: "ombi lake lilienda kwa namba isiyo sahihi."),
        money: Phrase(
          "It cannot be pulled back. Money from it is somebody else's: you hear of it.",
          sw: "Haliwezi kusimamishwa. Pesa yake ni ya mtu mwingine: utajulishwa."),
        action: Phrase(
          "Ask the right number; this one stays watched.", sw: "Omba kwa namba sahihi; hii inafuatiliwa."))
    }
    if isNotCountedOn {
      return ThreeLines(
        happened: Phrase("the customer pays another way.", sw: "mteja analipa kwa njia nyingine."),
        money: Phrase(
          "The prompt cannot be pulled back. Both together would be PAID TWICE.",
          sw: "Ombi haliwezi kusimamishwa. Zote mbili zikija ni IMELIPWA MARA 2."),
        action: Phrase(
          "Take the money the other way. Say: \"Ombi likija, usiweke PIN.\"",
          sw: "Pokea pesa kwa njia nyingine. Sema: \"Ombi likija, usiweke PIN.\""))
    }
    let lines = standingLines(at: now, keysToAsk)
    if let decisiveAttempt, hasGivenWay || isPaidElsewhere {
      return lines.givingWay(to: decisiveAttempt, from: self, at: now)
    }
    if hasBroughtNothing, status.notes.paysAnotherWay {
      return ThreeLines(happened: lines.happened, money: lines.money, action: .doNotAskAgainForAnotherWay)
    }
    if mark != .wrongNumber { return lines }
    return ThreeLines(
      happened: lines.happened, money: lines.money,
      action: Phrase(
        "Nothing to do here: its prompt went to a wrong number.",
        sw: "Hakuna la kufanya hapa: ombi lake lilienda kwa namba isiyo sahihi."))
  }

  private func standingLines(at now: Moment, _ keysToAsk: Phrase) -> ThreeLines {
    if isOverdue(at: now) { return noAnswerLines(keysToAsk) }
    switch status.state {
    case .recorded, .sending:
      return ThreeLines(
        happened: Phrase("the request is going out.", sw: "ombi linatumwa."),
        // A prompt may be on the phone before its acknowledgement is here, and its money may have moved.
        money: Phrase("No payment was seen yet.", sw: "Bado hakuna malipo yaliyoonekana."),
        action: Phrase("Wait a moment.", sw: "Subiri kidogo."))
    case .waiting(let since): return waitingLines(for: now.overdueMilliseconds(since: since) / 1000, at: now)
    case .check(let doubt, _): return checkLines(doubt)
    case .paid: return paidLines
    case .byHand:
      return ThreeLines(
        happened: Phrase(
          "accepted by hand\(withReceipt.english).", sw: "imekubaliwa na msimamizi\(withReceipt.swahili)."),
        money: Phrase(
          "A supervisor says that it is paid; M-Pesa has not said so.",
          sw: "Msimamizi anasema imelipwa; M-Pesa haijasema hivyo."),
        action: Phrase(
          "The supervisor says whether goods leave.", sw: "Msimamizi anasema kama bidhaa zitoke."))
    case .held(let doubt, let stated, _, _): return heldLines(doubt, stating: stated)
    case .notPaid(let code, _, let isFinal, _): return notPaidLines(code, isFinal: isFinal)
    case .refused(let reason, let code, _): return reason.lines.naming(code)
    case .notSent(let reason, _): return reason.lines
    case .unknown(let reason, _): return reason.lines
    }
  }

  private var resolvedLines: ThreeLines {
    let receipt = status.receipt.map { Phrase(", receipt \($0.code)", sw: ", code \($0.code)") } ?? .none
    return ThreeLines(
      happened: Phrase("resolved by a supervisor", sw: "imetatuliwa na msimamizi") + receipt + Phrase(verbatim: "."),
      money: whatBecameOfIt, action: .nothingToDo)
  }

  /// In which sum it is, once a supervisor has resolved it.
  private var whatBecameOfIt: Phrase {
    if status.resolved?.isRefund == true {
      return Phrase("The money was given back to the customer.", sw: "Pesa ilirudishwa kwa mteja.")
    }
    if status.resolved?.isNothing == true {
      return Phrase("No money came of it: so the supervisor says.", sw: "Hakuna pesa iliyoingia: asema msimamizi.")
    }
    let shillings = bySupervisor.map { Shillings.group($0.shillings) }
    switch (status.standing, shillings) {
    case (.paid, nil): return Phrase("It is counted as paid.", sw: "Imehesabiwa kama imelipwa.")
    case (.paid, let more?):
      return Phrase(
        "It is counted as paid, and KSh \(more) besides, by a supervisor's word.",
        sw: "Imehesabiwa kama imelipwa, na KSh \(more) zaidi kwa neno la msimamizi.")
    case (_, let all?):
      return Phrase(
        "KSh \(all) is counted by a supervisor's word, apart from PAID.",
        sw: "KSh \(all) imehesabiwa kwa neno la msimamizi, kando ya IMELIPWA.")
    case (_, nil):
      return Phrase(
        "What was done with the money stands in the ledger.", sw: "Pesa ilifanyiwa nini, kumeandikwa kwenye leja.")
    }
  }

  private func waitingLines(for seconds: Int64, at now: Moment) -> ThreeLines {
    let notYet = Phrase("Not paid yet.", sw: "Bado haijalipwa.")
    switch seconds {
    case ..<20:
      let words = lineForCustomer(at: now).swahili
      return ThreeLines(
        happened: Phrase("with the customer.", sw: "ombi liko kwa mteja."),
        money: notYet,
        // Most customers of a Kenyan shop are spoken to in Swahili, whatever the desk speaks.
        action: Phrase("Say: \"\(words)\"", sw: "Sema: \"\(words)\""))
    case ..<60:
      return ThreeLines(
        happened: Phrase("still with the customer.", sw: "ombi bado liko kwa mteja."),
        money: notYet,
        action: Phrase(
          "Ask whether the prompt is on the phone. It lives for a minute.",
          sw: "Uliza kama ombi liko kwenye simu. Hukaa dakika moja tu."))
    default:
      return ThreeLines(
        happened: Phrase("the prompt should be over.", sw: "muda wa ombi unapaswa kuwa umeisha."),
        money: Phrase(
          "Not known yet: Safaricom is being asked.", sw: "Bado haijulikani: Safaricom inaulizwa."),
        action: Phrase(
          "Wait for the answer; do not hand over goods yet.", sw: "Subiri jibu; usitoe bidhaa bado."))
    }
  }

  private func checkLines(_ doubt: Doubt) -> ThreeLines {
    // Without an acknowledgement there is no ID to ask about: no answer will ever come.
    let beingAsked =
      canBeAskedAbout
      ? Phrase("Not proved: Safaricom is being asked.", sw: "Haijathibitishwa: Safaricom inaulizwa.")
      : Phrase("Not proved, and Safaricom cannot be asked.", sw: "Haijathibitishwa, na Safaricom haiwezi kuulizwa.")
    let wait =
      canBeAskedAbout
      ? Phrase("Wait for Safaricom's answer.", sw: "Subiri jibu la Safaricom.")
      : Phrase(
        "Call the owner: compare with the statement.", sw: "Mwite mmiliki: linganisha na statement ya M-Pesa.")
    switch doubt {
    case .contradicted:
      return ThreeLines(
        happened: Phrase(
          "one answer says paid, another says not.", sw: "jibu moja linasema imelipwa, lingine haijalipwa."),
        money: .notProved,
        action: Phrase(
          "Look at the customer's SMS; the owner checks the statement before goods leave.",
          sw: "Angalia SMS ya mteja; mmiliki akague statement kabla ya kutoa bidhaa."))
    case .strangePeer:
      return ThreeLines(
        happened: Phrase(
          "a message says paid, but is not from Safaricom.",
          sw: "ujumbe unasema imelipwa, lakini si wa Safaricom."),
        money: beingAsked, action: wait)
    case .queryTooEarly:
      return ThreeLines(
        happened: Phrase(
          "asked early, Safaricom says paid: no proof yet.",
          sw: "Safaricom iliulizwa mapema; inasema imelipwa."),
        money: beingAsked, action: wait)
    case .unlistedCode:
      return ThreeLines(
        happened: Phrase("Safaricom gave an unknown code.", sw: "Safaricom imetoa msimbo usiojulikana."),
        money: Phrase("Not proved either way.", sw: "Haijulikani kama imelipwa au la."),
        action: Phrase(
          "Look at the customer's SMS, and tell the owner the code.",
          sw: "Angalia SMS ya mteja, na umwambie mmiliki msimbo huu.")
      ).naming(status.resultCode?.rawValue)
    default:
      return ThreeLines(
        happened: Phrase(
          "a message says paid, which is not proof by itself.", sw: "ujumbe unasema imelipwa, lakini si uthibitisho."),
        money: beingAsked, action: wait)
    }
  }

  private func noAnswerLines(_ keysToAsk: Phrase) -> ThreeLines {
    ThreeLines(
      happened: Phrase("no answer yet.", sw: "bado hakuna jibu."),
      money: Phrase("It may be paid or not: nobody has said.", sw: "Huenda imelipwa au la: hakuna aliyesema."),
      action: canBeAskedAbout && !keysToAsk.isEmpty
        ? Phrase(
          "Look at the customer's phone for an M-Pesa SMS; \(keysToAsk.english) asks Safaricom.",
          sw: "Tafuta SMS ya M-Pesa kwenye simu ya mteja; \(keysToAsk.swahili) huuliza Safaricom.")
        : Phrase("Look at the customer's phone for an M-Pesa SMS.", sw: "Tafuta SMS ya M-Pesa kwenye simu ya mteja."))
  }

  private var paidLines: ThreeLines {
    let paid = Phrase("PAID", sw: "IMELIPWA")
    guard let receipt = status.receipt else {
      return ThreeLines(
        happened: paid + Phrase(verbatim: "."),
        money: receiptIsInDoubt
          ? Phrase(
            "Safaricom says so; the receipt that came stands on another payment too.",
            sw: "Safaricom inasema hivyo; code iliyokuja iko kwenye malipo mengine pia.")
          : Phrase(
            "Safaricom says so; the receipt is to follow.", sw: "Safaricom inasema hivyo; code itafuata."),
        action: Phrase(
          "Hand over the goods. The receipt is on the customer's SMS.",
          sw: "Mpe mteja bidhaa. Code iko kwenye SMS yake."))
    }
    return ThreeLines(
      happened: paid + Phrase(", receipt \(receipt.code).", sw: ", code \(receipt.code)."),
      money: Phrase("The money is in the shop's account.", sw: "Pesa iko kwenye akaunti ya duka."),
      action: Phrase("Hand over the goods.", sw: "Mpe mteja bidhaa."))
  }

  private func heldLines(_ doubt: Doubt, stating stated: Cents?) -> ThreeLines {
    let compare = Phrase(
      "Call the owner: compare with the statement.", sw: "Mwite mmiliki: linganisha na statement ya M-Pesa.")
    switch doubt {
    case .amountDiffers:
      let amount =
        stated.map { Phrase(verbatim: "KSh " + $0.grouped) } ?? Phrase("another", sw: "kiasi kingine")
      return ThreeLines(
        happened: Phrase(
          "WRONG AMOUNT, the answer says \(amount.english).", sw: "KIASI TOFAUTI, jibu linasema \(amount.swahili)."),
        money: Phrase(
          "Money may have come, but not what was asked.", sw: "Pesa huenda imeingia, lakini si kiasi kilichoombwa."),
        action: Phrase("Call the owner before goods leave.", sw: "Mwite mmiliki kabla bidhaa hazijatoka."))
    case .receiptReused:
      return ThreeLines(
        happened: Phrase(
          "its receipt stands on another payment too.", sw: "code yake iko kwenye malipo mengine pia."),
        money: Phrase("One of the two is not paid by it.", sw: "Mojawapo haijalipwa kwa code hii."),
        action: Phrase(
          "Call the owner: compare both with the statement.",
          sw: "Mwite mmiliki: linganisha yote mawili na statement ya M-Pesa."
        ))
    case .twoPrompts:
      return ThreeLines(
        happened: Phrase("two prompts claim to be this payment.", sw: "maombi mawili yanadai kuwa malipo haya."),
        money: Phrase("Not clear which one was paid.", sw: "Haijulikani ni lipi lililolipwa."), action: compare)
    case .callbackOnly:
      return ThreeLines(
        happened: Phrase(
          "M-Pesa says paid; the restored ledger has no record.",
          sw: "M-Pesa inasema imelipwa; leja haina rekodi yake."),
        money: Phrase(
          "Money has probably come: who asked for it, and for what, is not known.",
          sw: "Inaelekea pesa imeingia: aliyeiomba, na ni ya nini, haijulikani."), action: compare)
    default:
      return ThreeLines(
        happened: Phrase(
          "an answer came, with the numbers of another payment.", sw: "jibu lililokuja lina namba za malipo mengine."),
        money: .notProved, action: compare)
    }
  }

  private func notPaidLines(_ code: ResultCode, isFinal: Bool) -> ThreeLines {
    let money =
      isFinal
      ? Phrase("Not paid; no money comes from this prompt.", sw: "Haikulipwa; ombi hili halitaleta pesa.")
      : Phrase(
        "Not paid so far. Money may still come: it stays watched.",
        sw: "Haijalipwa hadi sasa. Pesa bado inaweza kuja: inafuatiliwa.")
    // Its own sentence would have it asked for again while the old prompt may still be answered; this one is true
    // before that is over, and after.
    let action =
      isFinal || !code.meaning.mayStillPay || code.meaning == .unlisted
      ? code.meaning.action
      : Phrase(
        "Ask again once the desk offers it: until then the old prompt may be paid.",
        sw: "Omba tena kaunta ikikubali: kabla ya hapo ombi la awali huenda likalipwa.")
    return ThreeLines(happened: code.meaning.happened, money: money, action: action)
      .naming(code.meaning == .unlisted ? code.rawValue : nil)
  }
}

extension Phrase {
  fileprivate static let nothingToDo = Phrase("Nothing to do.", sw: "Hakuna la kufanya.")
  fileprivate static let notProved = Phrase("Not proved.", sw: "Haijathibitishwa.")
}

extension ThreeLines {
  /// The same with Safaricom's code after the second line, for whoever must look it up.
  fileprivate func naming(_ code: String?) -> ThreeLines {
    guard let code else { return self }
    return ThreeLines(
      happened: happened, money: money + Phrase(verbatim: " (\(code.prefix(16)))"), action: action)
  }
}
