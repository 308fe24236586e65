import Cells
import Desk
import Payments

/// One field of a page: its label, what is typed, and the cursor where the keyboard is.
struct PageField {
  let label: Phrase
  let text: String
  let hasKeyboard: Bool

  func draw(row: Int, endColumn: Int, into canvas: inout Canvas) {
    let column = 12
    canvas.put(label, row: row, column: 2, endColumn: column, role: hasKeyboard ? .textStrong : .text)
    let ground: Role = hasKeyboard ? .fieldFocus : .field
    let room = max(1, min(endColumn - column, 60))
    canvas.fill(Rect(row: row, column: column, rows: 1, columns: room), ground: ground, role: ground)
    // The end of a long text is what is being typed.
    var shown = Substring(text)
    while CellWidth.of(String(shown)) > room - 2, !shown.isEmpty { shown = shown.dropFirst() }
    let end =
      column + 1
      + canvas.put(verbatim: String(shown), row: row, column: column + 1, endColumn: column + room, role: ground)
    if hasKeyboard { canvas.cursor = Position(row: row, column: end) }
  }
}

extension Canvas {
  /// A text, or dots for one that may be a PIN in the wrong field.
  func hidden(_ text: String) -> String {
    text.looksLikePIN ? String(repeating: glyphs[.dot], count: text.count) : text
  }

  /// Text of a page ends before this column: where there is room, beside a margin.
  var textEnd: Int { columns >= DeskLayout.fullSize.columns ? columns - 1 : columns }

  /// Sentences below the fields of a page.
  mutating func putSentences(_ sentences: [(text: Phrase, role: Role)], fromRow first: Int) {
    var row = first
    for sentence in sentences {
      for line in TextWrap.lines(text(sentence.text), columns: textEnd - 2, most: 3) where row < rows {
        put(verbatim: line, row: row, column: 2, endColumn: textEnd, role: sentence.role)
        row += 1
      }
    }
  }
}
