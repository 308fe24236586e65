import Cells
import Desk
import Payments

/// From 80×24 on: header, form, board, detail, keys, one idea a region; a larger one has the time line besides.
struct FullScreen {
  let state: DeskState
  let now: Moment
  let layout: DeskLayout
  let regions: PageRegions

  func draw(into canvas: inout Canvas) {
    HeaderRegion(state: state, now: now).draw(row: 0, into: &canvas)
    canvas.rule(1)
    var row = 5
    canvas.rule(row)
    FormRegion(state: state, now: now).draw(row: 2, into: &canvas)
    row += 1
    row += TourRegion(state: state).draw(row: row, into: &canvas)
    if let ending = state.endingSentence(at: now) {
      row += TroubleRegion(sentence: ending).draw(row: row, into: &canvas)
    }
    if let trouble = state.troubleSentence {
      row += TroubleRegion(sentence: trouble).draw(row: row, into: &canvas)
    } else if let absence = state.absenceSentence(at: now) {
      row += NewsRegion(sentence: absence).draw(row: row, into: &canvas)
    }
    let question = QuestionRegion(state: state, now: now)
    let hasLines = question == nil && state.panel.map { !type(of: $0).coversLines } ?? true
    if let paid = state.paidBesides(linesAreCovered: !hasLines, at: now) {
      let taken = NewsRegion(sentence: paid, role: .statePaid).draw(row: row, into: &canvas)
      if state.moneyIsFelt(besidesLines: hasLines, at: now) {
        canvas.fillWithColour(of: .statePaid, Rect(row: row, column: 0, rows: taken, columns: canvas.columns))
      }
      row += taken
    }
    let keysRow = canvas.rows - 1
    canvas.rule(keysRow - 1)
    KeysRegion(state: state, now: now).draw(row: keysRow, into: &canvas)
    var detailRow = keysRow - 1 - DetailRegion.rows
    if case .tall(let timeLineRows) = layout {
      detailRow -= timeLineRows
      // The three lines and how one knows are about one payment: a free row is between them, and no line.
      timeLine(fromColumn: 2, on: canvas).draw(
        fromRow: detailRow + DetailRegion.rows + 1, endRow: keysRow - 1, into: &canvas)
    }
    canvas.rule(detailRow - 1)
    drawMiddle(fromRow: row, endRow: detailRow - 1, into: &canvas)
    if let question {
      question.draw(row: detailRow, into: &canvas)
    } else if hasLines {
      DetailRegion(state: state, now: now).draw(row: detailRow, into: &canvas)
    }
  }

  private func timeLine(fromColumn column: Int, on canvas: Canvas) -> TimeLineRegion {
    TimeLineRegion(state: state, now: now, column: column, endColumn: canvas.columns - 1)
  }

  /// The board, or the page that stands in its place; on a wide terminal the time line beside it.
  private func drawMiddle(fromRow row: Int, endRow: Int, into canvas: inout Canvas) {
    let phone = PhonePlace(state: state, now: now)
    if phone.isPage(columns: canvas.columns) {
      phone.drawPage(
        in: Rect(row: row, column: 0, rows: endRow - row, columns: canvas.columns), into: &canvas)
      return
    }
    if let page = state.panel, type(of: page).takesWholeMiddle {
      draw(page, columns: canvas.columns, fromRow: row, endRow: endRow, into: &canvas)
      return
    }
    var endColumn = canvas.columns
    if case .wide(let boardColumns) = layout {
      endColumn = boardColumns
      canvas.verticalRule(column: boardColumns, fromRow: row, endRow: endRow)
      var card = timeLine(fromColumn: boardColumns + 2, on: canvas)
      card.isCard = true
      card.draw(fromRow: row, endRow: endRow, into: &canvas)
    }
    if let page = state.panel, !(layout.hasTimeLine && type(of: page).showsTimeLineAlone) {
      draw(page, columns: endColumn, fromRow: row, endRow: endRow, into: &canvas)
    } else {
      let phoneRows = phone.rows(ofBoard: endRow - row)
      let board = BoardRegion(
        state: state, now: now, columns: endColumn, lastingRows: phone.rowsLeft(ofBoard: endRow - row))
      board.draw(fromRow: row, endRow: endRow - phoneRows, ruleRow: endRow, into: &canvas)
      if phoneRows > 0 {
        let room = Rect(row: endRow - phoneRows, column: 0, rows: phoneRows, columns: endColumn)
        phone.draw(below: endRow - row, in: room, into: &canvas)
      }
    }
  }

  private func draw(
    _ page: any DeskPage, columns: Int, fromRow row: Int, endRow: Int, into canvas: inout Canvas
  ) {
    let room = Rect(row: row, column: 0, rows: endRow - row, columns: columns)
    regions.draw(page, of: state, at: now, in: room, into: &canvas)
  }
}

extension DeskState {
  /// What is wrong, and stands above the board: what just failed, or else the part that is in trouble.
  var troubleSentence: Phrase? {
    if let notice, notice.isTrouble { return notice.text }
    return health.trouble
  }
}
