import Cells
import Desk
import Payments
import Wording

/// A question in the place of the three lines.
struct QuestionRegion {
  let state: DeskState
  let now: Moment
  private let page: QuestionPage
  private let words: QuestionWords

  /// Nil where nothing is asked.
  init?(state: DeskState, now: Moment) {
    guard let page = state.pages.page(QuestionPage.self) else { return nil }
    self.state = state
    self.now = now
    self.page = page
    words = QuestionWords(page, at: state, now)
  }

  func draw(row: Int, into canvas: inout Canvas) {
    canvas.fill(
      Rect(row: row, column: 0, rows: DetailRegion.rows, columns: canvas.columns), ground: .question, role: .question)
    for (offset, line) in lines.enumerated() {
      canvas.put(line, row: row + offset, column: 2, endColumn: canvas.columns - 1, role: .question)
    }
    takeCursor(row: row, into: &canvas)
  }

  /// The cursor waits at the question, unless somebody is typing: then it stays where the text goes.
  func takeCursor(row: Int, into canvas: inout Canvas) {
    canvas.rest = Position(row: row, column: 2)
    if state.isTypingInForm, state.form.isEmpty { canvas.cursor = nil }
  }

  /// What is asked, beginning with whom and how much; the last line says which keys answer, or why the last key did
  /// not.
  var lines: [Phrase] { words.facts + [page.hint ?? words.answers] }
}
