import Cells
import Desk
import Payments
import Wording

/// Looking for a payment.
struct SearchRegion: PageRegion {
  let page: Search
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    let isWide = canvas.columns >= DeskLayout.fullSize.columns
    PageField(label: Phrase("Find", sw: "Tafuta"), text: page.text, hasKeyboard: true).draw(
      row: 0, endColumn: min(40, canvas.columns - 1), into: &canvas)
    let rows = state.searchRows
    if isWide {
      canvas.put(remark(rows.count), row: 0, column: 42, endColumn: canvas.columns - 1, role: .textMuted)
    }
    if page.subject == nil {
      canvas.putSentences(
        [
          (
            Phrase(
              "A receipt, a number, the last digits of a phone, or an amount.",
              sw: "Code, namba ya malipo, tarakimu za mwisho za simu, au kiasi."), .textMuted
          )
        ], fromRow: 1)
      return
    }
    guard isWide else { return drawSmall(rows, fromRow: 1, into: &canvas) }
    BoardRegion(state: state, now: now, columns: canvas.columns).draw(
      rows, selected: page.row(in: rows), fromRow: 2, endRow: canvas.rows, into: &canvas)
  }

  private func remark(_ count: Int) -> Phrase {
    guard page.subject != nil else { return .none }
    let enter = page.key(for: .advance, on: state, at: now)
    return switch page.loading {
    case nil:
      Phrase("\(count) on the board; \(enter) asks the ledger", sw: "ubao: \(count); \(enter) hutafuta kwenye leja")
    case .asked: Phrase("asking the ledger…", sw: "inatafuta kwenye leja…")
    case .answered: Phrase("\(count) in the ledger", sw: "\(count) kwenye leja")
    case .failed: Phrase("the ledger was not read; \(enter) asks again", sw: "leja haikusomwa; \(enter) hutafuta tena")
    }
  }

  private func drawSmall(_ rows: [PaymentSummary], fromRow first: Int, into canvas: inout Canvas) {
    let chosen = page.row(in: rows)
    let start = max(0, chosen - (canvas.rows - first) + 1)
    for (offset, payment) in rows.dropFirst(start).prefix(max(0, canvas.rows - first)).enumerated() {
      let words = payment.words(at: now)
      let row = first + offset
      let number = payment.columnNumber(
        at: now, seenFrom: state.identity.till, columns: 7, mark: canvas.glyphs[.ellipsis])
      if start + offset == chosen { canvas.put(.selectionMarker, row: row, column: 0, role: .textStrong) }
      canvas.putRight(verbatim: number, row: row, endColumn: 9)
      canvas.putRight(verbatim: payment.amount.grouped, row: row, endColumn: 17, role: .money)
      canvas.put(
        words.word, row: row, column: 18, endColumn: canvas.columns, role: words.look.role)
    }
  }
}
