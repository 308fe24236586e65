import Payments
import Wording

/// A question in words, for every face.
package struct QuestionWords {
  private let page: QuestionPage
  private let state: DeskState
  private let now: Moment

  /// - Parameter state: where it is asked.
  package init(_ page: QuestionPage, at state: DeskState, _ now: Moment) {
    self.page = page
    self.state = state
    self.now = now
  }

  private func askingAgain(_ draft: PaymentDraft, _ payment: PaymentSummary) -> [Phrase] {
    [
      Phrase(
        "Ask \(draft.phone.spoken) again for KSh \(draft.amount.grouped)?",
        sw: "Unataka kuomba tena KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken)?"),
      Guards.isSurelyOver(payment.status)
        ? Phrase(
          "It is another attempt at the sale of \(name(payment).english); both stay watched.",
          sw: "Ni jaribio lingine la mauzo ya \(name(payment).swahili); yote mawili yanafuatiliwa.")
        : Phrase(
          "\(name(payment).english) may be paid already: then the money comes twice.",
          sw: "\(name(payment).swahili) huenda imelipwa tayari: basi pesa itakuja mara mbili."),
    ]
  }

  /// What is asked, beginning with whom and how much.
  package var facts: [Phrase] {
    switch page.question {
    case .largeAmount(let draft):
      [
        Phrase(
          "A large amount: KSh \(draft.amount.grouped) of \(draft.phone.spoken).",
          sw: "Kiasi kikubwa: KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken)."),
        AmountWords.phrase(draft.amount) + Phrase(verbatim: "."),
      ]
    case .withoutListener(let draft): withoutListener(draft)
    case .askAnyway(let draft, let block) where block.reason == .tillPace:
      [
        named(draft)
          + Phrase("this till has asked too many phones.", sw: "till hii imeomba simu nyingi mno."),
        Phrase(
          "With a supervisor's word it goes out now; in a minute it goes without.",
          sw: "Kwa idhini ya msimamizi inaombwa sasa; baada ya dakika moja, bila idhini."),
      ]
    case .askAnyway(let draft, let block): [named(draft) + why(block), danger(block)]
    case .sameSale(let draft, let block):
      [
        named(draft)
          + Phrase(
            "for the same goods as \(name(block.payment).english)?",
            sw: "bidhaa zile zile za \(name(block.payment).swahili)?"),
        Phrase(
          "If both are paid, the desk says PAID TWICE only when they are one sale.",
          sw: "Yote yakilipwa, IMELIPWA MARA 2 huonekana tu kama ni mauzo yale yale."),
      ]
    case .askAgain(let draft, let payment): askingAgain(draft, payment)
    case .wrongNumber(let payment):
      [
        named(payment)
          + Phrase("did its prompt go to a wrong number, ", sw: "ombi lake lilienda kwa namba isiyo sahihi, ")
          + payment.shownPhone + Phrase(verbatim: "?"),
        Phrase(
          "It cannot be pulled back. Money from it is somebody else's: you see whose.",
          sw: "Haliwezi kusimamishwa. Pesa yake ni ya mtu mwingine: utaona ni ya nani."),
      ]
    case .paysAnotherWay(let payment):
      [
        named(payment) + Phrase("does its customer pay another way?", sw: "mteja analipa kwa njia nyingine?"),
        Phrase(
          "The prompt cannot be pulled back: it stays watched, in case it is paid too.",
          sw: "Ombi haliwezi kusimamishwa: linafuatiliwa, likilipwa pia utajua."),
      ]
    case .undoMark(let payment):
      [
        named(payment) + whatIsTakenBack(payment.status.notes),
        Phrase(
          "Then it is as if nobody had said so: money from it is this sale's again.",
          sw: "Basi ni kama haikusemwa: pesa yake ni ya mauzo haya tena."),
      ]
    case .quit(let waiting): [stillWaiting(waiting), whatStays(waiting)]
    }
  }

  /// The listener may be there again before anybody has answered.
  private func withoutListener(_ draft: PaymentDraft) -> [Phrase] {
    if !state.health.answersMayNotArrive {
      return [
        named(draft) + Phrase("Safaricom's answers are taken again.", sw: "majibu ya Safaricom yanapokelewa tena."),
        Phrase("Nothing was sent yet.", sw: "Bado hakuna kilichotumwa."),
      ]
    }
    let isAbsent = state.health.listener == .absent
    return [
      named(draft)
        + Phrase("nobody takes Safaricom's answers now.", sw: "hakuna anayepokea majibu ya Safaricom."),
      (isAbsent
        ? Phrase("There is no listener", sw: "Kipokezi (kaunta listen) hakijawashwa")
        : Phrase("The listener is silent", sw: "Kipokezi kiko kimya"))
        + Phrase(
          ": whether it is paid is known a minute or more later.",
          sw: ": itajulikana baada ya dakika moja au zaidi kama imelipwa."),
    ]
  }

  /// Which keys answer.
  package var answers: Phrase {
    let (yes, no) = (page.key(for: .yes), page.key(for: .no))
    switch page.question {
    case .largeAmount:
      return Phrase(
        "Send it? Press \(yes.english) to send, \(no.english) to change it.",
        sw: "Unataka kutuma ombi? Bonyeza \(yes.swahili) kutuma, \(no.swahili) kubadilisha.")
    case .withoutListener where !state.health.answersMayNotArrive:
      return Phrase(
        "Send it? Press \(yes.english) to send, \(no.english) not to.",
        sw: "Unataka kutuma ombi? Bonyeza \(yes.swahili) kutuma, \(no.swahili) kuacha.")
    case .withoutListener:
      return Phrase(
        "Send it all the same? Press \(yes.english) to send, \(no.english) not to. Tell the owner.",
        sw: "Unataka kutuma ombi hata hivyo? Bonyeza \(yes.swahili) kutuma, \(no.swahili) kuacha. Mwambie mmiliki.")
    case .askAnyway(_, let block) where block.reason == .tillPace:
      return Phrase(
        "Is a supervisor here? Press \(yes.english): the reason, then the PIN. Or \(no.english) not to ask.",
        sw: "Msimamizi yupo? Bonyeza \(yes.swahili): sababu, kisha PIN. Au \(no.swahili) kuacha.")
    case .askAnyway:
      return Phrase(
        "Ask anyway? Press \(yes.english) to ask, \(no.english) not to.",
        sw: "Unataka kuomba hata hivyo? Bonyeza \(yes.swahili) kuomba, \(no.swahili) kuacha.")
    case .sameSale:
      let (same, other) = (page.key(for: .sameSale), page.key(for: .otherGoods))
      return Phrase(
        "Press \(same.english) for the same sale, \(other.english) for other goods, \(no.english) not to ask.",
        sw: "Bonyeza \(same.swahili) kama ni mauzo yale yale, \(other.swahili) kama ni bidhaa nyingine, "
          + "\(no.swahili) kutoomba.")
    case .askAgain:
      return Phrase(
        "Ask again? Press \(yes.english) to ask, \(no.english) not to.",
        sw: "Unataka kuomba tena? Bonyeza \(yes.swahili) kuomba, \(no.swahili) kuacha.")
    case .wrongNumber:
      return Phrase(
        "Press \(yes.english) to mark it and mend the number, \(no.english) if the number was right.",
        sw: "Bonyeza \(yes.swahili) kuitia alama na kurekebisha namba, \(no.swahili) kama namba ilikuwa sahihi.")
    case .paysAnotherWay:
      return Phrase(
        "Stop counting on it? Press \(yes.english) to stop, \(no.english) to keep waiting.",
        sw: "Bonyeza \(yes.swahili) kama ni njia nyingine, \(no.swahili) kuendelea kusubiri M-Pesa.")
    case .undoMark:
      return Phrase(
        "Press \(yes.english) to take the mark back, \(no.english) to leave it.",
        sw: "Bonyeza \(yes.swahili) kufuta alama, \(no.swahili) kuiacha.")
    case .quit:
      return Phrase(
        "Leave? Press \(yes.english) to leave, \(no.english) to stay.",
        sw: "Unataka kutoka? Bonyeza \(yes.swahili) kutoka, \(no.swahili) kubaki.")
    }
  }

  private func whatIsTakenBack(_ notes: PaymentStatus.Notes) -> Phrase {
    if notes.sentToWrongNumber, notes.paysAnotherWay {
      return Phrase("were both its marks a mistake?", sw: "je, alama zake zote mbili ni kosa?")
    }
    return notes.sentToWrongNumber
      ? Phrase("was the number right after all?", sw: "je, namba ilikuwa sahihi?")
      : Phrase("does its customer pay by M-Pesa after all?", sw: "je, mteja analipa kwa M-Pesa?")
  }

  private func stillWaiting(_ count: Int) -> Phrase {
    switch count {
    case 0:
      Phrase("No payment of this till waits any more.", sw: "Hakuna malipo ya till hii yanayosubiri tena.")
    case 1: Phrase("One payment still waits for its answer.", sw: "Malipo 1 bado yanasubiri jibu.")
    default:
      Phrase("\(count) payments still wait for their answers.", sw: "Malipo \(count) bado yanasubiri majibu.")
    }
  }

  private func whatStays(_ count: Int) -> Phrase {
    if state.demoPhone != nil {
      return Phrase(
        "This is the demo: whatever was asked is thrown away with it.",
        sw: "Hili ni onyesho: yote yaliyoombwa yanatupwa pamoja nalo.")
    }
    return switch count {
    case 0: Phrase("What was asked is in the ledger.", sw: "Yaliyoombwa yako kwenye leja.")
    case 1:
      Phrase(
        "It stays in the ledger; a desk that starts again shows what became of it.",
        sw: "Yanabaki kwenye leja; programu ikianza tena itaonyesha yalivyoisha.")
    default:
      Phrase(
        "They stay in the ledger; a desk that starts again shows what became of them.",
        sw: "Yanabaki kwenye leja; programu ikianza tena itaonyesha yalivyoisha.")
    }
  }

  /// Who is asked, and for how much.
  private func named(_ draft: PaymentDraft) -> Phrase {
    Phrase(
      "KSh \(draft.amount.grouped) of \(draft.phone.spoken): ",
      sw: "KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken): ")
  }

  private func named(_ payment: PaymentSummary) -> Phrase {
    payment.numberAndAmount(at: now, seenFrom: state.identity.till) + Phrase(verbatim: ": ")
  }

  private func name(_ payment: PaymentSummary) -> Phrase {
    Phrase("number ", sw: "namba ") + payment.spokenNumber(at: now, seenFrom: state.identity.till)
  }

  /// What stands in the way.
  private func why(_ block: GuardBlock) -> Phrase {
    let who = name(block.payment)
    if Guards.isSurelyOver(block.payment.status) {
      let word = block.payment.words(at: now).word
      return Phrase("\(who.english) is over: \(word.english).", sw: "\(who.swahili) imekwisha: \(word.swahili).")
    }
    if block.payment.status.standing == .paid {
      return Phrase("PAID already, as \(who.english).", sw: "IMELIPWA tayari, \(who.swahili).")
    }
    if block.isAboutWrongNumber {
      return Phrase(
        "that is the wrong number of \(who.english).", sw: "hiyo ndiyo namba isiyo sahihi ya \(who.swahili).")
    }
    return switch block.reason {
    case .livePrompt: Phrase("this phone may show \(who.english).", sw: "simu hii huenda ina ombi la \(who.swahili).")
    case .sameAgain: Phrase("asked already, as \(who.english).", sw: "imeombwa tayari, \(who.swahili).")
    case .tillPace, .unresolvedAttempt:
      Phrase("\(who.english) of this sale is open.", sw: "jaribio \(who.swahili) halina jibu.")
    }
  }

  /// What a yes may do to the customer's money.
  private func danger(_ block: GuardBlock) -> Phrase {
    let payment = block.payment
    if Guards.isSurelyOver(payment.status) {
      return Phrase("No money comes from that one any more.", sw: "Hiyo haitaleta pesa tena.")
    }
    let at = EastAfricaTime(payment.recordedAt).hourAndMinute
    return Phrase(
      "That was KSh \(payment.amount.grouped) at \(at): asking now may take money a second time.",
      sw: "Ilikuwa \(at), KSh \(payment.amount.grouped): ukiomba sasa, huenda akalipa mara mbili.")
  }
}
