import Cells
import Desk
import Payments

/// The code of a customer's SMS, and what is known of it.
struct CodeCheckRegion: PageRegion {
  let page: CodeCheck
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    let endColumn = canvas.textEnd
    canvas.put(
      Phrase("IS THIS CODE REAL?", sw: "JE, CODE HII NI YA KWELI?"), row: 0, column: 2, endColumn: endColumn,
      role: .title)
    PageField(label: Phrase("Code", sw: "Code"), text: page.text, hasKeyboard: true).draw(
      row: 1, endColumn: min(40, endColumn), into: &canvas)
    let gap = canvas.rows > 8 ? 1 : 0
    let enter = page.key(for: .lookUp, on: state, at: now)
    var sentences: [(Phrase, Role)] = [
      (
        Phrase(
          "Type the code of the customer's M-Pesa SMS, then \(enter).",
          sw: "Andika code iliyo kwenye SMS ya M-Pesa ya mteja, kisha \(enter)."), .textMuted
      )
    ]
    if let lines = state.codeLines(at: now) {
      sentences = [(lines.happened, .textStrong), (lines.money, .text), (lines.action, .textStrong)]
      // Where there is no room for all, what was found and what to do are worth more.
      let rows = sentences.reduce(0) { $0 + TextWrap.lines(canvas.text($1.0), columns: endColumn - 2, most: 3).count }
      if 2 + gap + rows > canvas.rows { sentences.remove(at: 1) }
    } else if case .asked = page.loading {
      sentences = [(Phrase("Asking the ledger…", sw: "Inatafuta kwenye leja…"), .textMuted)]
    } else if let trouble = page.loading?.trouble {
      sentences = [
        (trouble.sentence, .stateFailed),
        (
          Phrase(
            "Nothing is known of this code yet: \(enter) asks again.", sw: "Bado haijulikani: \(enter) hutafuta tena."),
          .text
        ),
      ]
    }
    canvas.putSentences(sentences, fromRow: 2 + gap)
  }
}
