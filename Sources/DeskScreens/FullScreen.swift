import Cells
import Desk

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
    }
    let keysRow = canvas.rows - 1
    canvas.rule(keysRow - 1)
    KeysRegion(state: state).draw(row: keysRow, into: &canvas)
    let detailRow = keysRow - 1 - DetailRegion.rows
    canvas.rule(detailRow - 1)
    if state.isHelpOpen {
      HelpRegion(state: state).draw(fromRow: row, endRow: detailRow - 1, into: &canvas)
    } else {
      BoardRegion(state: state).draw(fromRow: row, endRow: detailRow - 1, into: &canvas)
    }
    if let question = state.question {
      QuestionRegion(state: state, question: question).draw(row: detailRow, into: &canvas)
    } else {
      DetailRegion(state: state).draw(row: detailRow, into: &canvas)
    }
  }
}

extension DeskState {
  /// What is wrong, and stands above the board: what just failed, or else the part that is in trouble.
  var troubleSentence: String? {
    if let notice, notice.kind == .trouble { return notice.text }
    return health.trouble
  }
}
