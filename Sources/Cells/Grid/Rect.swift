/// A place on the screen, counted from the top left corner, which is row 0 and column 0.
package struct Position: Hashable, Sendable {
  /// Rows from the top.
  package var row: Int
  /// Columns from the left.
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A rectangle of cells; one without rows or columns is empty and draws nothing.
package struct Rect: Hashable, Sendable {
  /// The first row.
  package var row: Int
  /// The first column.
  package var column: Int
  /// How many rows, never negative.
  package private(set) var rows: Int
  /// How many columns, never negative.
  package private(set) var columns: Int

  /// Makes a rectangle; negative sizes count as none.
  package init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// Nothing to draw in.
  package var isEmpty: Bool { rows == 0 || columns == 0 }
  /// The row under the last one.
  package var endRow: Int { row + rows }
  /// The column after the last one.
  package var endColumn: Int { column + columns }

  /// What both have in common.
  package func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left, rows: min(endRow, other.endRow) - top, columns: min(endColumn, other.endColumn) - left)
  }
}
