import Cells
import Desk

/// The bottom line: the keys that work now, drawn from the bindings that are enabled.
struct KeysRegion {
  let state: DeskState

  func draw(row: Int, into canvas: inout Canvas) {
    var column = 2
    for binding in state.bindings {
      guard let key = binding.shownKey else { continue }
      let width = CellWidth.of(key) + 1 + CellWidth.of(binding.word)
      if column + width > canvas.columns - 1 { break }
      column += canvas.grid.put(key, row: row, column: column, role: .key)
      column += 1
      column += canvas.put(binding.word, row: row, column: column, endColumn: canvas.columns, role: .text)
      column += 3
    }
  }
}

/// The page of help, in the place of the board.
struct HelpRegion {
  let state: DeskState

  private static let lines: [(key: String, text: String)] = [
    ("0712345678 Enter", "the customer's phone; also 7…, +254…, with spaces or dashes"),
    ("50 Enter", "whole shillings; the request goes out, the form is free at once"),
    ("Tab", "the next field: a reference for the customer's SMS, then the board"),
    ("Esc", "one step back; it never stops a payment"),
    ("F2 or Ctrl-B", "to the board; Up and Down choose a payment"),
    ("c", "on the board: ask Safaricom now what became of the payment"),
    ("F10 or Ctrl-Q", "leave; payments that wait stay in the ledger"),
  ]

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    canvas.grid.put("HELP", row: first, column: 2, role: .title)
    for (offset, line) in Self.lines.enumerated() where first + 1 + offset < endRow {
      canvas.put(line.key, row: first + 1 + offset, column: 2, endColumn: 20, role: .key)
      canvas.put(line.text, row: first + 1 + offset, column: 21, endColumn: canvas.columns - 1)
    }
    let row = first + 2 + Self.lines.count
    if row < endRow {
      canvas.put(
        "Only a green PAID with a receipt is money. Sent, waiting and CHECK are not.", row: row, column: 2,
        endColumn: canvas.columns - 1, role: .textStrong)
    }
  }
}
