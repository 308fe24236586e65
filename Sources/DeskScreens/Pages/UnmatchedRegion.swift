import Cells
import Desk
import Payments
import Wording

/// The unmatched callbacks: what fits no payment, and what a supervisor decides about one item.
struct UnmatchedRegion: PageRegion {
  let page: UnmatchedPage
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    canvas.put(
      Phrase("ANSWERS THAT FIT NO PAYMENT", sw: "MAJIBU YASIYOLINGANA NA MALIPO"), row: 0, column: 2,
      endColumn: canvas.textEnd, role: .title)
    if page.field == .list { drawList(into: &canvas) } else { drawEntry(into: &canvas) }
  }

  private func drawList(into canvas: inout Canvas) {
    let first = 1
    if let trouble = page.loading.trouble {
      let enter = page.key(for: .advance, on: state, at: now)
      canvas.putSentences(
        [
          (trouble.sentence, .stateFailed),
          (Phrase("What waits was not read: \(enter) reads it again.", sw: "Haikusomwa: \(enter) husoma tena."), .text),
        ], fromRow: first)
      return
    }
    guard let items = page.items else {
      canvas.put(
        Phrase("Looking for unmatched callbacks…", sw: "Inaangalia majibu yasiyolingana…"), row: first, column: 2,
        endColumn: canvas.textEnd,
        role: .textMuted)
      return
    }
    let visible = max(1, canvas.rows - first - 4)
    let start = max(0, page.row - visible + 1)
    var row = first
    for (offset, item) in items.dropFirst(start).prefix(visible).enumerated() where row < canvas.rows {
      draw(item, isChosen: start + offset == page.row, row: row, into: &canvas)
      row += 1
    }
    let sentences: [(Phrase, Role)] =
      items.isEmpty
      ? [(Phrase("No callback is unmatched.", sw: "Hakuna jibu lisilolingana."), .textMuted)]
      : [
        (page.item?.whyWords ?? .none, .text),
        (
          Phrase(
            "Look for each in the statement, then resolve it: that is kept with name and reason.",
            sw: "Tafuta kila jibu kwenye statement, kisha ulitatue: huhifadhiwa kwa jina na sababu."), .textMuted
        ),
      ]
    canvas.putSentences(
      sentences, fromRow: items.isEmpty ? row : row + 1)
  }

  private func draw(_ item: UnmatchedItem, isChosen: Bool, row: Int, into canvas: inout Canvas) {
    if isChosen {
      canvas.put(.selectionMarker, row: row, column: 1, role: .textStrong)
      canvas.rest = Position(row: row, column: 1)
    }
    let role: Role = isChosen ? .textStrong : .text
    var column = 3
    column += 2 + canvas.put(verbatim: item.timeWords, row: row, column: column, endColumn: canvas.textEnd, role: role)
    canvas.put(item.statedWords, row: row, column: column, endColumn: canvas.textEnd, role: role)
  }

  private func drawEntry(into canvas: inout Canvas) {
    let first = 1
    guard let item = page.item else { return }
    canvas.put(item.statedWords, row: first, column: 2, endColumn: canvas.textEnd, role: .textStrong)
    let dots = String(repeating: canvas.glyphs[.dot], count: page.signing?.pinLength ?? 0)
    let fields: [(UnmatchedPage.Field, Phrase, String)] = [
      (.money, Phrase("Money", sw: "Pesa"), canvas.text(resolution)),
      (.reason, Phrase("Reason", sw: "Sababu"), canvas.hidden(page.signing?.reason ?? "")),
      (.pin, Phrase(verbatim: "PIN"), dots),
    ]
    var row = first + 1
    for (step, label, text) in fields where row < canvas.rows {
      PageField(
        label: label, text: text, hasKeyboard: step == page.field && step != .money
      ).draw(row: row, endColumn: canvas.textEnd, into: &canvas)
      if step == page.field { canvas.rest = Position(row: row, column: 2) }
      row += 1
    }
    var sentences: [(Phrase, Role)] = []
    if let remark = page.signing?.remark { sentences.append((remark, page.isDeciding ? .textStrong : .stateFailed)) }
    sentences += [state.demoSupervisorWords].compactMap(\.self).map { ($0, .text) }
    sentences.append(
      (
        Phrase(
          "Only a supervisor resolves it. Each try at a PIN is noted, not the PIN.",
          sw: "Ni msimamizi tu anayetatua. Kila jaribio la PIN huandikwa, si PIN yenyewe."), .textMuted
      ))
    canvas.putSentences(sentences, fromRow: row)
  }

  private var resolution: Phrase {
    switch page.resolution {
    case .goods: Phrase("the customer has the goods", sw: "mteja ana bidhaa")
    case .refund: Phrase("it goes back", sw: "inarudishwa")
    case .kept: Phrase("kept for the customer", sw: "imehifadhiwa kwa mteja")
    case .nothing, nil:
      page.field == .money
        ? ResolvingLetters.pressOneOrNothing : Phrase("nothing to do", sw: "hakuna la kufanya")
    }
  }
}
