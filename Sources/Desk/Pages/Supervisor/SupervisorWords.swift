import Payments
import Wording

/// A supervisor's decision in words, for every face.
extension SupervisorEntry {
  /// What is decided about which payment, as its heading.
  package func title(at now: Moment) -> Phrase {
    let what =
      Phrase("NUMBER ", sw: "NAMBA ") + payment.spokenNumber(at: now) + payment.atItsTill
      + Phrase(verbatim: ", KSh \(payment.amount.grouped): ")
    // The number first: half of one, where the line is cut, would be another payment's.
    return switch purpose {
    case .resolve: what + Phrase("supervisor resolves", sw: "msimamizi anatatua")
    case .acceptByHand: what + Phrase("supervisor accepts by hand", sw: "msimamizi anakubali")
    case .undoMark: what + Phrase("supervisor takes the mark back", sw: "msimamizi anafuta alama")
    case .letTillGoOn(let draft):
      Phrase(
        "SUPERVISOR LETS THIS TILL GO ON: KSh \(draft.amount.grouped), \(draft.phone.spoken)",
        sw: "MSIMAMIZI ANARUHUSU TILL HII: KSh \(draft.amount.grouped), \(draft.phone.spoken)")
    }
  }

  /// What whoever fills it in should know.
  package var hints: [Phrase] {
    switch purpose {
    case .acceptByHand:
      [
        Phrase(
          "The code stands in the customer's SMS and on the shop's statement: look at the statement.",
          sw: "Code iko kwenye SMS ya mteja na statement ya M-Pesa ya duka: angalia statement."),
        Phrase(
          "It is counted apart from PAID, and stays watched. Each try at a PIN is noted, not the PIN.",
          sw: "Huhesabiwa kando ya IMELIPWA, na hufuatiliwa. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
        Phrase(
          "By mistake? Resolve it with \(ResolvingLetters(.english).nothing), nothing came: then it is in no sum. Its code stays on it.",
          sw:
            "Kwa makosa? Itatue kwa \(ResolvingLetters(.swahili).nothing), hakuna: haitakuwa kwenye jumla yoyote. Code hubaki nayo."
        ),
      ]
    case .undoMark:
      [
        Phrase(
          "Only if it was a mistake: then money from it is this sale's, and counts.",
          sw: "Ikiwa tu ilikuwa kosa: basi pesa yake ni ya mauzo haya, na itahesabiwa."),
        Phrase(
          "It stays in the ledger, with your name and reason. Each try at a PIN is noted, not the PIN.",
          sw: "Inabaki kwenye leja, kwa jina na sababu yako. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
      ]
    case .letTillGoOn:
      [
        Phrase(
          "This till has asked many phones within a minute. Are they customers who stand here?",
          sw: "Till hii imeomba simu nyingi kwa dakika moja. Je, ni wateja walio hapa?"),
        Phrase(
          "Your word lets it ask as many more, with your name and reason. Each try at a PIN is noted, not the PIN.",
          sw:
            "Neno lako linaruhusu nyingine kama hizo, kwa jina na sababu yako. Kila jaribio la PIN huandikwa, si PIN yenyewe."
        ),
      ]
    case .resolve:
      [
        mayBringNothing ? ResolvingLetters.meaningsOrNothing : ResolvingLetters.meanings,
        Phrase(
          "What you resolve goes off the list, with your name and reason. Each try at a PIN is noted, not the PIN.",
          sw:
            "Unachotatua hutoka kwenye orodha, kwa jina na sababu yako. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
      ]
    }
  }
}
