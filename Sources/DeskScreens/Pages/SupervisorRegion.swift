import Cells
import Desk
import Payments
import Wording

/// A supervisor's decision: what, why, and the PIN as dots.
struct SupervisorRegion: PageRegion {
  let page: SupervisorEntry
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    canvas.put(title, row: 0, column: 2, endColumn: canvas.textEnd, role: .title)
    var row = 1
    for step in page.fields where row < canvas.rows {
      field(step, canvas).draw(row: row, endColumn: canvas.textEnd, into: &canvas)
      if step == page.field { canvas.rest = Position(row: row, column: 2) }
      row += 1
    }
    var sentences: [(Phrase, Role)] = []
    if let obstacle = page.obstacle, page.remark == nil {
      sentences.append((obstacle.sentence, .stateFailed))
    }
    if let remark = page.remark {
      sentences.append((remark, page.isDeciding ? .textStrong : .stateFailed))
    }
    sentences += hints.map { ($0, .textMuted) }
    let gap = canvas.rows - row > 4 ? 1 : 0
    canvas.putSentences(sentences, fromRow: row + gap)
  }

  private var title: Phrase {
    let payment = page.payment
    let what =
      Phrase("NUMBER ", sw: "NAMBA ") + payment.spokenNumber(at: now)
      + Phrase(verbatim: ", till \(payment.till.number), KSh \(payment.amount.grouped): ")
    // The number first: half of one, where the line is cut, would be another payment's.
    return switch page.purpose {
    case .resolve: what + Phrase("supervisor resolves", sw: "msimamizi anatatua")
    case .acceptByHand: what + Phrase("supervisor accepts by hand", sw: "msimamizi anakubali")
    case .letTillGoOn(let draft):
      Phrase(
        "SUPERVISOR LETS THIS TILL GO ON: KSh \(draft.amount.grouped), \(draft.phone.spoken)",
        sw: "MSIMAMIZI ANARUHUSU TILL HII: KSh \(draft.amount.grouped), \(draft.phone.spoken)")
    }
  }

  private func field(_ step: SupervisorEntry.Field, _ canvas: Canvas) -> PageField {
    let hasKeyboard = page.field == step && (page.purpose == .acceptByHand || step != .what)
    switch step {
    case .what:
      return switch page.purpose {
      case .acceptByHand:
        PageField(
          label: Phrase("Receipt", sw: "Code"), text: canvas.hidden(page.receipt), hasKeyboard: hasKeyboard)
      case .resolve:
        PageField(label: Phrase("Money", sw: "Pesa"), text: canvas.text(resolution), hasKeyboard: hasKeyboard)
      case .letTillGoOn: PageField(label: Phrase(verbatim: ""), text: "", hasKeyboard: false)
      }
    case .reason:
      return PageField(
        label: Phrase("Reason", sw: "Sababu"), text: canvas.hidden(page.reason), hasKeyboard: hasKeyboard)
    case .pin:
      let dots = String(repeating: canvas.glyphs[.dot], count: page.signing?.pinLength ?? 0)
      return PageField(label: Phrase(verbatim: "PIN"), text: dots, hasKeyboard: hasKeyboard)
    }
  }

  private var resolution: Phrase {
    switch page.resolution {
    case .goods: Phrase("the customer has the goods", sw: "mteja ana bidhaa")
    case .refund: Phrase("it goes back", sw: "inarudishwa")
    case .kept: Phrase("kept for the customer", sw: "imehifadhiwa kwa mteja")
    case nil: ResolvingLetters.pressOne
    }
  }

  private var hints: [Phrase] {
    switch page.purpose {
    case .acceptByHand:
      [
        Phrase(
          "The code stands in the customer's SMS and on the shop's statement: look at the statement.",
          sw: "Code iko kwenye SMS ya mteja na statement ya M-Pesa ya duka: angalia statement."),
        Phrase(
          "It is counted apart from PAID, and stays watched. Each try at a PIN is noted, not the PIN.",
          sw: "Huhesabiwa kando ya IMELIPWA, na hufuatiliwa. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
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
        ResolvingLetters.meanings,
        Phrase(
          "What you resolve goes off the list, with your name and reason. Each try at a PIN is noted, not the PIN.",
          sw:
            "Unachotatua hutoka kwenye orodha, kwa jina na sababu yako. Kila jaribio la PIN huandikwa, si PIN yenyewe."),
      ]
    }
  }
}
