import Cells
import Desk
import Payments

/// A sentence about a part that is in trouble, above the board; as many rows as it needs.
struct TroubleRegion {
  let sentence: Phrase
  var most = 3

  /// Draws it and returns how many rows it took.
  func draw(row: Int, into canvas: inout Canvas) -> Int {
    let lines = TextWrap.lines(
      canvas.text(sentence), columns: canvas.columns - 4, most: most, mark: canvas.glyphs[.ellipsis])
    for (offset, line) in lines.enumerated() {
      canvas.fill(
        Rect(row: row + offset, column: 0, rows: 1, columns: canvas.columns), ground: .stateAlarm, role: .stateAlarm)
      canvas.put(
        verbatim: (offset == 0 ? "! " : "  ") + line, row: row + offset, column: 1, endColumn: canvas.columns - 1,
        role: .stateAlarm)
    }
    return lines.count
  }
}

/// What is worth reading once, above the board: no trouble.
struct NewsRegion {
  let sentence: Phrase
  var role = Role.toast
  var most = 3

  /// Draws it and returns how many rows it took.
  func draw(row: Int, into canvas: inout Canvas) -> Int {
    let lines = TextWrap.lines(canvas.text(sentence), columns: canvas.columns - 4, most: most)
    for (offset, line) in lines.enumerated() {
      // Good news is green, and nothing else is.
      if role == .toast {
        canvas.fill(
          Rect(row: row + offset, column: 0, rows: 1, columns: canvas.columns), ground: .toast, role: .toast)
      }
      canvas.put(verbatim: line, row: row + offset, column: 2, endColumn: canvas.columns - 1, role: role)
    }
    return lines.count
  }
}
