import Cells
import Desk

/// The bottom line: the keys that work now, drawn from the bindings that are enabled.
struct KeysRegion {
  let state: DeskState

  func draw(row: Int, into canvas: inout Canvas) {
    var column = 2
    // Where the time line stands beside the board, the selected payment's own keys stand below it.
    for binding in state.bindings where !binding.isAction {
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

  private struct Line {
    let key: String
    let text: String
    /// The same for a narrow screen.
    let short: String
  }

  private static let lines = [
    Line(key: "phone Enter", text: "07…, 01…, 7… or +254…, with spaces or dashes", short: "07…, 01…, 7…, +254…"),
    Line(
      key: "amount Enter", text: "whole shillings; the request goes out, the form is free", short: "sends the request"),
    Line(
      key: "Tab", text: "the next field: a reference for the SMS, then the board", short: "next field, then board"),
    Line(key: "Esc", text: "one step back; it never stops a payment", short: "one step back"),
    Line(key: "F2 or Ctrl-B", text: "to the board; Up and Down choose a payment", short: "to the board"),
    Line(key: "c", text: "on the board: ask Safaricom now about the payment", short: "board: check now"),
    Line(key: "F10 or Ctrl-Q", text: "leave; payments that wait stay in the ledger", short: "leave"),
    Line(key: "F3 or Ctrl-P", text: "takes back what came back while you typed", short: "takes back a draft"),
  ]

  func draw(fromRow first: Int, endRow: Int, into canvas: inout Canvas) {
    var row = first
    // A screen too short for all of it has no room for a title.
    if endRow - row > Self.lines.count {
      canvas.grid.put("HELP", row: row, column: 2, role: .title)
      row += 1
    }
    let isNarrow = canvas.columns < 80
    for line in Self.lines where row < endRow {
      canvas.put(line.key, row: row, column: 2, endColumn: 17, role: .key)
      canvas.put(isNarrow ? line.short : line.text, row: row, column: 17, endColumn: canvas.columns)
      row += 1
    }
    if row + 1 < endRow {
      canvas.put(
        isNarrow ? "Only PAID in green is money." : "Only a green PAID is money. Sent, waiting and CHECK are not.",
        row: row + 1, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
    }
  }
}
