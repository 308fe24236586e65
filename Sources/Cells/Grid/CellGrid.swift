/// One cell of the screen.
public struct Cell: Hashable, Sendable {
  /// What a cell holds of its text.
  public enum Span: UInt8, Sendable {
    /// All of it.
    case single
    /// All of it, reaching into the next cell.
    case wide
    /// The right half of the wide text in the cell before.
    case continuation
  }

  /// The character with the marks on it; a blank for an empty cell, nothing for a continuation.
  public var text: String
  /// What the text means.
  public var role: Role
  /// What it stands on: `surface`, `panel`, `selection` or another role whose background is wanted.
  public var ground: Role
  /// Emphasis on top of the theme's.
  public var attributes: Attributes
  /// How far the text reaches.
  public var span: Span

  /// Makes a cell of one column.
  public init(text: String = " ", role: Role = .text, ground: Role = .surface, attributes: Attributes = []) {
    self.text = text
    self.role = role
    self.ground = ground
    self.attributes = attributes
    span = .single
  }
}

/// The screen as a value: rows of cells that are drawn into and then compared, shown or written down.
public struct CellGrid: Hashable, Sendable {
  /// The width in cells.
  public let columns: Int
  /// The height in cells.
  public let rows: Int
  /// All cells, row by row; written only through the drawing functions, which keep wide text whole.
  public internal(set) var cells: [Cell]

  /// Makes an empty grid; negative sizes count as none.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  /// The whole grid.
  public var bounds: Rect { Rect(row: 0, column: 0, rows: rows, columns: columns) }

  /// The cell at a place that must be on the grid.
  public subscript(row: Int, column: Int) -> Cell {
    precondition(row >= 0 && row < rows && column >= 0 && column < columns, "cell outside of the grid")
    return cells[row * columns + column]
  }

  /// The text of a row, without the blanks at its end.
  public func line(_ row: Int) -> String {
    var text = ""
    for column in 0..<columns { text += self[row, column].text }
    while text.last == " " { text.removeLast() }
    return text
  }
}
