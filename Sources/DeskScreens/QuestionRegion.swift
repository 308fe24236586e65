import Cells
import Desk
import Payments

/// A question in the place of the three lines.
struct QuestionRegion {
  let state: DeskState
  let question: Question

  func draw(row: Int, into canvas: inout Canvas) {
    canvas.fill(
      Rect(row: row, column: 0, rows: DetailRegion.rows, columns: canvas.columns), ground: .question, role: .question)
    for (offset, line) in lines.enumerated() {
      canvas.put(line, row: row + offset, column: 2, endColumn: canvas.columns - 1, role: .question)
    }
  }

  /// What is asked; the last line says which keys answer.
  var lines: [Phrase] {
    if state.pages.top?.takesText == true {
      return facts + [
        Phrase(
          "First finish what you are typing, or leave it with Esc. Then answer this.",
          sw: "Kwanza maliza unachoandika, au kiache kwa Esc. Kisha jibu swali hili.")
      ]
    }
    if state.lettersAreText {
      return facts + [
        Phrase(
          "First finish the reference: Enter sends it, Esc steps back. Then answer this.",
          sw: "Kwanza maliza kumbukumbu: Enter inatuma, Esc inarudi. Kisha jibu swali hili.")
      ]
    }
    return facts + [answers]
  }

  private var facts: [Phrase] {
    switch question {
    case .largeAmount(let draft):
      [
        Phrase(
          "A large amount: KSh \(draft.amount.grouped) from \(draft.phone.spoken).",
          sw: "Kiasi kikubwa: KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken)."),
        AmountWords.phrase(draft.amount) + Phrase(verbatim: "."),
      ]
    case .withoutListener(let draft):
      [
        state.health.listener == .absent
          ? Phrase(
            "Nobody takes Safaricom's answers now: the listener is not running.",
            sw: "Hakuna anayepokea majibu ya Safaricom: kipokezi hakiendeshwi.")
          : Phrase(
            "Nobody takes Safaricom's answers now: the listener is silent.",
            sw: "Hakuna anayepokea majibu ya Safaricom: kipokezi kiko kimya."),
        Phrase(
          "Whether KSh \(draft.amount.grouped) is paid is known a minute or more later.",
          sw: "Kama KSh \(draft.amount.grouped) imelipwa itajulikana baada ya dakika moja au zaidi."),
      ]
    case .askAnyway(let draft, let block) where block.reason == .tillPace:
      [
        why(block),
        Phrase(
          "A supervisor's PIN asks KSh \(draft.amount.grouped) of \(draft.phone.spoken) now; in a minute it goes without.",
          sw:
            "PIN ya msimamizi inaomba KSh \(draft.amount.grouped) kwa \(draft.phone.spoken) sasa; baada ya dakika, bila PIN."
        ),
      ]
    case .askAnyway(let draft, let block):
      [
        why(block),
        Phrase(
          "Asking now may take KSh \(draft.amount.grouped) from the customer a second time.",
          sw: "Kuomba sasa kunaweza kuchukua KSh \(draft.amount.grouped) ya mteja mara ya pili."),
      ]
    case .sameSale(_, let block):
      [
        Phrase(
          "Is this for the same goods as \(name(block.payment).english)?",
          sw: "Je, ni kwa bidhaa zile zile za \(name(block.payment).swahili)?"),
        Phrase(
          "If both are paid, the desk says PAID TWICE only when they are one sale.",
          sw: "Zote zikilipwa, IMELIPWA MARA 2 huonekana tu kama ni mauzo mamoja."),
      ]
    case .askAgain(let draft, let payment):
      [
        Phrase(
          "Ask \(draft.phone.spoken) again for KSh \(draft.amount.grouped)?",
          sw: "Uombe tena KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken)?"),
        Phrase(
          "It is another attempt at the sale of \(name(payment).english); both stay watched.",
          sw: "Ni jaribio jingine la mauzo ya \(name(payment).swahili); yote mawili yanafuatiliwa."),
      ]
    case .wrongNumber(let payment):
      [
        Phrase(
          "Did the prompt of \(name(payment).english) go to a wrong number? It cannot be pulled back.",
          sw: "Ombi la \(name(payment).swahili) lilienda namba siyo? Haliwezi kurudishwa."),
        Phrase(
          "Money that comes from it is somebody else's: the screen says whom to refund.",
          sw: "Pesa ikija ni ya mtu mwingine: skrini itasema arudishiwe nani."),
      ]
    case .paysAnotherWay(let payment):
      [
        Phrase(
          "Does the customer of \(name(payment).english) pay KSh \(payment.amount.grouped) another way?",
          sw: "Mteja wa \(name(payment).swahili) analipa KSh \(payment.amount.grouped) kwa njia nyingine?"),
        Phrase(
          "The prompt cannot be pulled back: it stays watched, in case it is paid too.",
          sw: "Ombi haliwezi kurudishwa: linafuatiliwa, likilipwa pia utajua."),
      ]
    case .quit(let waiting):
      [
        stillWaiting(waiting),
        Phrase(
          "They stay in the ledger; a desk that starts again shows what became of them.",
          sw: "Yanabaki kwenye leja; kaunta ikianza tena itaonyesha yalivyoisha."),
      ]
    }
  }

  private var answers: Phrase {
    switch question {
    case .largeAmount:
      Phrase("Send it? Press y to send, n to change it.", sw: "Utume? Bonyeza y kutuma, h kubadilisha.")
    case .withoutListener:
      Phrase(
        "Send it all the same? Press y to send, n not to. Tell the owner.",
        sw: "Utume hata hivyo? Bonyeza y kutuma, h kuacha. Mwambie mmiliki.")
    case .askAnyway(_, let block) where block.reason == .tillPace:
      Phrase(
        "Is a supervisor here? Press y to type the PIN, n not to ask.",
        sw: "Msimamizi yupo? Bonyeza y kuandika PIN, h kuacha.")
    case .askAnyway:
      Phrase("Ask anyway? Press y to ask, n not to.", sw: "Uombe hata hivyo? Bonyeza y kuomba, h kuacha.")
    case .sameSale:
      Phrase(
        "Press s for the same sale, o for other goods, n not to ask.",
        sw: "Bonyeza s kama ni mauzo yale yale, o kama ni bidhaa nyingine, h kutoomba.")
    case .askAgain: Phrase("Ask again? Press y to ask, n not to.", sw: "Uombe tena? Bonyeza y kuomba, h kuacha.")
    case .wrongNumber:
      Phrase(
        "Press y to mark it and mend the number, n if the number was right.",
        sw: "Bonyeza y kuitia alama na kurekebisha namba, h kama namba ilikuwa sahihi.")
    case .paysAnotherWay:
      Phrase(
        "Stop counting on it? Press y to stop, n to keep waiting.",
        sw: "Uache kuyasubiri? Bonyeza y kuacha, h kuendelea kusubiri.")
    case .quit: Phrase("Leave? Press y to leave, n to stay.", sw: "Utoke? Bonyeza y kutoka, h kubaki.")
    }
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

  private func name(_ payment: PaymentSummary) -> Phrase {
    let number = Phrase("number \(payment.number)", sw: "namba \(payment.number)")
    if payment.till == state.identity.till { return number }
    return number + Phrase(" at till \(payment.till.number)", sw: " kwenye till \(payment.till.number)")
  }

  private func why(_ block: GuardBlock) -> Phrase {
    if block.reason == .tillPace {
      return Phrase(
        "This till has asked too many different phones within a minute.",
        sw: "Till hii imeomba simu tofauti nyingi mno kwa dakika moja.")
    }
    let payment = block.payment
    let who = name(payment)
    let at = EastAfricaTime(payment.recordedAt).hourAndMinute
    if payment.status.standing == .paid {
      return Phrase(
        "PAID already: \(who.english), KSh \(payment.amount.grouped), asked at \(at).",
        sw: "IMELIPWA tayari: \(who.swahili), KSh \(payment.amount.grouped), saa \(at).")
    }
    switch block.reason {
    case .livePrompt:
      return Phrase(
        "This phone may show a prompt: \(who.english), KSh \(payment.amount.grouped), at \(at).",
        sw: "Simu hii huenda ina ombi: \(who.swahili), KSh \(payment.amount.grouped), saa \(at).")
    case .sameAgain:
      return Phrase(
        "The same phone and amount were asked at \(at): \(who.english).",
        sw: "Simu na kiasi hiki viliombwa saa \(at): \(who.swahili).")
    case .tillPace, .unresolvedAttempt:
      return Phrase(
        "The same sale has an open attempt: \(who.english), asked at \(at).",
        sw: "Mauzo haya yana jaribio lililo wazi: \(who.swahili), saa \(at).")
    }
  }
}
