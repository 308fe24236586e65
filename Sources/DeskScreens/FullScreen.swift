import Cells
import Desk
import Payments

/// From 80×24 on: header, form, board, detail, keys, one idea a region.
struct FullScreen {
  let state: DeskState

  func draw(into canvas: inout Canvas) {
    HeaderRegion(state: state).draw(row: 0, into: &canvas)
    canvas.rule(1)
    FormRegion(state: state).draw(row: 2, into: &canvas)
    var row = 5
    canvas.rule(row)
    row += 1
    if let trouble = state.troubleSentence {
      row += TroubleRegion(sentence: trouble).draw(row: row, into: &canvas)
    } else if let absence = state.absenceSentence {
      row += NewsRegion(sentence: absence).draw(row: row, into: &canvas)
    }
    let keysRow = canvas.rows - 1
    canvas.rule(keysRow - 1)
    KeysRegion(state: state).draw(row: keysRow, into: &canvas)
    let detailRow = keysRow - 1 - DetailRegion.rows
    canvas.rule(detailRow - 1)
    drawMiddle(fromRow: row, endRow: detailRow - 1, into: &canvas)
    if let question = state.question {
      QuestionRegion(state: state, question: question).draw(row: detailRow, into: &canvas)
    } else if state.codeCheck == nil {
      // Beside a code that is looked up, "hand over the goods" of another payment would be read as the answer.
      DetailRegion(state: state).draw(row: detailRow, into: &canvas)
    }
  }

  /// The board, or the page that stands in its place; on a wide terminal the time line beside it.
  private func drawMiddle(fromRow row: Int, endRow: Int, into canvas: inout Canvas) {
    if state.isHelpOpen {
      HelpRegion(state: state).draw(fromRow: row, endRow: endRow, into: &canvas)
      return
    }
    guard canvas.columns >= TimeLineRegion.besideFromColumns else {
      drawPage(endColumn: canvas.columns, fromRow: row, endRow: endRow, into: &canvas)
      return
    }
    // The board takes its further columns only where both have room.
    let boardColumns = canvas.columns >= 180 ? 130 : 80
    canvas.verticalRule(column: boardColumns, fromRow: row, endRow: endRow)
    if case .details = state.panel {
      BoardRegion(state: state, columns: boardColumns).draw(fromRow: row, endRow: endRow, into: &canvas)
    } else {
      drawPage(endColumn: boardColumns, fromRow: row, endRow: endRow, into: &canvas)
    }
    TimeLineRegion(state: state, column: boardColumns + 2, endColumn: canvas.columns - 1).draw(
      fromRow: row, endRow: endRow, into: &canvas)
  }

  private func drawPage(endColumn: Int, fromRow row: Int, endRow: Int, into canvas: inout Canvas) {
    switch state.panel {
    case .details:
      TimeLineRegion(state: state, column: 2, endColumn: endColumn - 1).draw(
        fromRow: row, endRow: endRow, into: &canvas)
    case .supervisor(let entry):
      SupervisorRegion(state: state, entry: entry, endColumn: endColumn - 1).draw(
        fromRow: row, endRow: endRow, into: &canvas)
    case .search(let search):
      SearchRegion(state: state, search: search, columns: endColumn).draw(fromRow: row, endRow: endRow, into: &canvas)
    case .code(let check):
      CodeRegion(state: state, check: check, endColumn: endColumn - 1).draw(
        fromRow: row, endRow: endRow, into: &canvas)
    case nil: BoardRegion(state: state, columns: endColumn).draw(fromRow: row, endRow: endRow, into: &canvas)
    }
  }
}

extension DeskState {
  /// What is wrong, and stands above the board: what just failed, or else the part that is in trouble.
  var troubleSentence: Phrase? {
    if let notice, notice.kind == .trouble { return notice.text }
    return health.trouble
  }
}
