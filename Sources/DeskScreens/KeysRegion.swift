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
    let bound = state.bindings(at: now).filter { $0.shownKey != nil }
    let actions = state.room == .timeLine ? [] : bound.filter { $0.isAction && !$0.staysInDetails }
    let others = bound.filter { !$0.isAction }
    let needed = others.filter { !$0.isObvious }
    // What can be done about the chosen payment weighs more than what nobody has to be told.
    var bindings = actions.isEmpty && fits(others, canvas) ? others : needed
    for action in actions {
      let place = (bindings.lastIndex { $0.isAction || $0.command == .details } ?? -1) + 1
      guard fits(bindings + [action], canvas) else { break }
      bindings.insert(action, at: place)
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

  private func fits(_ bindings: [KeyBinding], _ canvas: Canvas) -> Bool {
    2 + bindings.reduce(-3) { $0 + width($1, canvas) + 3 } <= canvas.columns - 1
  }

  private func width(_ binding: KeyBinding, _ canvas: Canvas) -> Int {
    CellWidth.of(binding.shownKey ?? "") + 1 + canvas.width(of: binding.word)
  }
}
