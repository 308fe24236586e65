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
    var bindings = state.bindings(at: now).filter { !$0.isAction && $0.shownKey != nil }
    if column + bindings.reduce(-3, { $0 + width($1, canvas) + 3 }) > canvas.columns - 1 {
      bindings.removeAll(where: \.isObvious)
    }
    var shown: [KeyBinding] = []
    var end = column
    for binding in bindings {
      end += width(binding, canvas)
      if end > canvas.columns - 1 { break }
      shown.append(binding)
      end += 3
    }
    // A digit that moved the whole line would draw the eye to it, and takes many bytes.
    for binding in shown.filter({ !$0.isPassing }) + shown.filter(\.isPassing) {
      let key = binding.shownKey ?? ""
      column += canvas.put(verbatim: key, row: row, column: column, endColumn: canvas.columns, role: .key)
      column += 1
      column += canvas.put(binding.word, row: row, column: column, endColumn: canvas.columns, role: .text)
      column += 3
    }
  }

  private func width(_ binding: KeyBinding, _ canvas: Canvas) -> Int {
    CellWidth.of(binding.shownKey ?? "") + 1 + canvas.width(of: binding.word)
  }
}
