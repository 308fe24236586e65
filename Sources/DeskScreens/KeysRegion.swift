import Cells
import Desk
import Payments

/// The bottom line: the keys that work now, drawn from the bindings that are enabled.
struct KeysRegion {
  let state: DeskState
  let now: Moment

  func draw(row: Int, into canvas: inout Canvas) {
    var column = 2
    // Where the time line stands beside the board, the selected payment's own keys stand below it.
    for binding in state.bindings(at: now) where !binding.isAction {
      guard let key = binding.shownKey else { continue }
      let width = CellWidth.of(key) + 1 + canvas.width(of: binding.word)
      if column + width > canvas.columns - 1 { break }
      column += canvas.put(verbatim: key, row: row, column: column, endColumn: canvas.columns, role: .key)
      column += 1
      column += canvas.put(binding.word, row: row, column: column, endColumn: canvas.columns, role: .text)
      column += 3
    }
  }
}

/// The page of help, in the place of the board: what the keys do, from the same table as the bindings.
struct HelpRegion {
  let state: DeskState
  let now: Moment

  private static let formLines = [
    HelpLine(
      keys: Phrase("phone Enter", sw: "simu Enter"), text: Phrase(verbatim: "07.., 01.., 7.., +254..")),
    HelpLine(
      keys: Phrase("amount Enter", sw: "kiasi Enter"), text: Phrase("sends the request", sw: "hutuma ombi")),
    HelpLine(
      keys: Phrase(verbatim: "Tab"), text: Phrase("next field, then board", sw: "sehemu ijayo, kisha ubao")),
    HelpLine(
      keys: Phrase(verbatim: "Esc"), text: Phrase("one step back, no more", sw: "hatua moja nyuma, basi")),
  ]

  private static let whatIsMoney = [
    Phrase("Only a green PAID is money.", sw: "IMELIPWA ya kijani tu ndiyo pesa."),
    Phrase("Sent, waiting, CHECK are not.", sw: "Kutumwa, kusubiri, HAIJULIKANI si pesa."),
  ]

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    let left = Self.formLines + DeskCommand.helpInForm
    let right = DeskCommand.helpOnBoard
    guard canvas.columns >= 80 else {
      put(left + right, title: nil, column: 2, fromRow: first, endRow: endRow, endColumn: canvas.columns, into: &canvas)
      return
    }
    let middle = 43
    put(
      left, title: Phrase("IN THE FORM", sw: "KWENYE FOMU"), column: 2, fromRow: first, endRow: endRow,
      endColumn: middle - 1, into: &canvas)
    put(
      right, title: Phrase("ON THE BOARD", sw: "KWENYE UBAO"), column: middle, fromRow: first, endRow: endRow,
      endColumn: canvas.columns,
      into: &canvas)
    let row = min(first + left.count + 2, endRow - 2)
    for (offset, line) in Self.whatIsMoney.enumerated() where row + offset < endRow {
      canvas.put(line, row: row + offset, column: 2, endColumn: middle - 1, role: .textStrong)
    }
  }

  private func put(
    _ lines: [HelpLine], title: Phrase?, column: Int, fromRow first: Int, endRow: Int, endColumn: Int,
    into canvas: inout Canvas
  ) {
    var row = first
    if let title {
      canvas.put(title, row: row, column: column, endColumn: endColumn, role: .title)
      row += 1
    }
    for line in lines where row < endRow {
      canvas.put(line.keys, row: row, column: column, endColumn: column + 14, role: .key)
      canvas.put(line.text, row: row, column: column + 14, endColumn: endColumn)
      row += 1
    }
  }
}
