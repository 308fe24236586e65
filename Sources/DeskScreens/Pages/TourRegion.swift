import Cells
import Desk
import Payments

/// The tour of the demo, above the board: which step, what to do, and the key that ends it.
struct TourRegion {
  let state: DeskState

  /// Draws it and returns how many rows it took.
  func draw(row: Int, into canvas: inout Canvas) -> Int {
    // Whoever asks for the keys wants all of them; the step is there again behind that page.
    guard let words = state.tourWords, !(state.panel is HelpPage) else { return 0 }
    let lines = TextWrap.lines(
      canvas.text(words.sentence), columns: canvas.columns - 4, most: 3, mark: canvas.glyphs[.ellipsis])
    canvas.fill(
      Rect(row: row, column: 0, rows: lines.count + 1, columns: canvas.columns), ground: .panel)
    canvas.put(words.place, row: row, column: 2, endColumn: canvas.columns, role: .title)
    canvas.putRight(words.leave, row: row, endColumn: canvas.columns - 2, role: .textMuted)
    for (offset, line) in lines.enumerated() {
      canvas.put(
        verbatim: line, row: row + 1 + offset, column: 2, endColumn: canvas.columns - 1, role: .textStrong)
    }
    return lines.count + 1
  }
}
