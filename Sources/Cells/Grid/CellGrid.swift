/// One cell of the screen.
package struct Cell: Hashable, Sendable {
  /// What a cell holds of its text.
  package enum Span: UInt8, Sendable {
    /// All of it.
    case single
    /// All of it, reaching into the next cell.
    case wide
    /// The right half of the wide text in the cell before.
    case continuation
  }

  /// The character with the marks on it; a blank for an empty cell, nothing for a continuation.
  package var text: String { content.string }
  /// The text's one byte, where it is ASCII.
  package var ascii: UInt8? { content.ascii }
  var content: CellText
  /// What the text means.
  package var role: Role
  /// What it stands on: `surface`, `panel`, `selection` or another role whose background is wanted.
  package var ground: Role
  /// Emphasis on top of the theme's.
  package var attributes: Attributes
  /// How far the text reaches.
  package var span: Span

  /// Makes a cell of one column.
  package init(text: String = " ", role: Role = .text, ground: Role = .surface, attributes: Attributes = .plain) {
    self.init(CellText(text), role: role, ground: ground, attributes: attributes)
  }

  init(_ content: CellText, role: Role, ground: Role, attributes: Attributes = .plain) {
    self.content = content
    self.role = role
    self.ground = ground
    self.attributes = attributes
    span = .single
  }
}

/// The screen as a value: rows of cells that are drawn into and then compared, shown or written down.
package struct CellGrid: Hashable, Sendable {
  /// The width in cells.
  package let columns: Int
  /// The height in cells.
  package let rows: Int
  /// All cells, row by row; written only through the drawing functions, which keep wide text whole.
  package internal(set) var cells: [Cell]

  /// Makes an empty grid; negative sizes count as none.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The whole grid.
  package var bounds: Rect { Rect(row: 0, column: 0, rows: rows, columns: columns) }

  /// The cell at a place that must be on the grid.
  package subscript(row: Int, column: Int) -> Cell {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns, "cell outside of the grid")
    return cells[row * columns + column]
  }

  /// The text of a row, without the blanks at its end.
  package func line(_ row: Int) -> String {
    var text = ""
    for column in 0..<columns { text += self[row, column].text }
    while text.last == " " { text.removeLast() }
    return text
  }
}
