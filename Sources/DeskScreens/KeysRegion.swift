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
