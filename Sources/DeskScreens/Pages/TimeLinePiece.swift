import Cells
import Desk
import Payments
import Wording

/// One piece of evidence as rows: when, who says so, and what it says.
///
/// A broad one has a column for each; a middling one has who and what in one column; a narrow one has a rail of dots at
/// its edge, and what it says below the time.
struct TimeLinePiece {
  private enum Form {
    case narrow, middling, broad

    init(columns: Int) {
      switch columns {
      case ..<40: self = .narrow
      case ..<64: self = .middling
      default: self = .broad
      }
    }
  }

  /// One row of a piece.
  struct Row {
    fileprivate var rail: Glyph?
    fileprivate var time = ""
    fileprivate var source = ""
    fileprivate var text = ""
    fileprivate var timeOffset = 0
    fileprivate var textOffset: Int

    func draw(row: Int, column: Int, endColumn: Int, into canvas: inout Canvas) {
      if let rail { canvas.put(rail, row: row, column: column, role: rail == .dot ? .textMuted : .border) }
      let start = column + timeOffset
      canvas.put(verbatim: time, row: row, column: start, endColumn: endColumn, role: .textMuted)
      canvas.put(verbatim: source, row: row, column: start + 10, endColumn: endColumn, role: .text)
      canvas.put(verbatim: text, row: row, column: column + textOffset, endColumn: endColumn)
    }
  }

  /// The rows, one at least.
  let rows: [Row]

  /// Breaks a piece into rows of so many columns.
  init(_ line: EvidenceLine, columns: Int, on canvas: Canvas) {
    let time = EastAfricaTime(line.at).timeOfDay
    let source = CellWidth.printable(canvas.text(line.source))
    let text = CellWidth.printable(canvas.text(line.text))
    switch Form(columns: columns) {
    case .narrow:
      let wrapped = TextWrap.lines(text, columns: columns - 2, most: 4)
      rows =
        [Row(rail: .dot, time: time, source: source, timeOffset: 2, textOffset: 2)]
        + wrapped.map { Row(rail: .vertical, text: $0, textOffset: 2) }
    case .middling:
      let shown = CellWidth.clip(source, to: 24, mark: canvas.glyphs[.ellipsis]) + ": " + text
      let wrapped = TextWrap.lines(shown, columns: columns - 10, most: 4)
      rows = wrapped.enumerated().map { Row(time: $0 == 0 ? time : "", text: $1, textOffset: 10) }
    case .broad:
      let shown = CellWidth.clip(source, to: 12, mark: canvas.glyphs[.ellipsis])
      let wrapped = TextWrap.lines(text, columns: columns - 24, most: 4)
      rows = wrapped.enumerated().map {
        Row(time: $0 == 0 ? time : "", source: $0 == 0 ? shown : "", text: $1, textOffset: 24)
      }
    }
  }
}
