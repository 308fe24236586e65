import Cells
import Desk

/// Below 80×24 and down to 40×12: the form, and what became of the payment that matters most.
struct SmallScreen {
  static let leastColumns = 40
  static let leastRows = 12
  let state: DeskState

  func draw(into canvas: inout Canvas) {
    let practice = state.identity.practice
    let role: Role = practice == nil ? .header : .headerDemo
    canvas.grid.fill(Rect(row: 0, column: 0, rows: 1, columns: canvas.columns), ground: role, role: role)
    let title = practice == nil ? "KAUNTA  till \(state.identity.till.number)" : "KAUNTA  DEMO, NO MONEY MOVES"
    canvas.put(
      practice == .sandbox ? "KAUNTA  SANDBOX, NO MONEY MOVES" : title, row: 0, column: 1, endColumn: canvas.columns,
      role: role)
    FormRegion(state: state).draw(row: 1, into: &canvas)
    canvas.rule(4)
    let keysRow = canvas.rows - 1
    KeysRegion(state: state).draw(row: keysRow, into: &canvas)
    if let question = state.question {
      QuestionRegion(state: state, question: question).draw(row: 5, into: &canvas)
      return
    }
    guard let payment = state.payment else { return }
    let words = payment.words(at: state.now)
    canvas.put(
      "\(canvas.glyphs[words.look.glyph]) \(words.word) \(words.detail)", row: 5, column: 2,
      endColumn: canvas.columns - 1, role: words.look.role)
    canvas.put(
      "Number \(payment.number) · KSh \(payment.amount.grouped) · \(payment.phone?.masked ?? "purged")", row: 6,
      column: 2, endColumn: canvas.columns - 1)
    let lines = payment.lines(at: state.now)
    let wrapped = [lines.happened, lines.money, lines.action].flatMap {
      TextWrap.lines($0, columns: canvas.columns - 4, most: 2)
    }
    for (offset, line) in wrapped.prefix(keysRow - 7).enumerated() {
      canvas.put(line, row: 7 + offset, column: 2, endColumn: canvas.columns - 1)
    }
  }
}
