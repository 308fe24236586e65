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
    canvas.put(page.title(at: now), row: 0, column: 2, endColumn: canvas.textEnd, role: .title)
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
    sentences += [state.demoSupervisorWords].compactMap(\.self).map { ($0, .text) }
    sentences += page.hints.map { ($0, .textMuted) }
    let gap = canvas.rows - row > 4 ? 1 : 0
    canvas.putSentences(sentences, fromRow: row + gap)
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
      case .undoMark, .letTillGoOn: PageField(label: Phrase(verbatim: ""), text: "", hasKeyboard: false)
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
    case .nothing: Phrase("no money came", sw: "hakuna pesa iliyoingia")
    case nil: page.mayBringNothing ? ResolvingLetters.pressOneOrNothing : ResolvingLetters.pressOne
    }
  }
}
