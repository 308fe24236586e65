/// A part of one row that must be drawn anew.
package struct ChangedRun: Hashable, Sendable {
  /// The row.
  package var row: Int
  /// The columns, from a cell that starts text to the end of one.
  package var columns: Range<Int>

  package init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

extension CellGrid {
  /// The parts that differ from another grid, top to bottom, left to right; everything, if the sizes differ.
  package func runs(changedFrom old: CellGrid?) -> [ChangedRun] {
    guard let old, old.columns == columns, old.rows == rows else {
      guard columns > 0 else { return [] }
      return (0..<rows).map { ChangedRun(row: $0, columns: 0..<columns) }
    }
    var runs: [ChangedRun] = []
    for row in 0..<rows {
      let base = row * columns
      var column = 0
      while column < columns {
        guard cells[base + column] != old.cells[base + column] else {
          column += 1
          continue
        }
        var start = column
        while column < columns, cells[base + column] != old.cells[base + column] { column += 1 }
        while start > 0, cells[base + start].span == .continuation { start -= 1 }
        while column < columns, cells[base + column].span == .continuation { column += 1 }
        runs.append(ChangedRun(row: row, columns: start..<column))
      }
    }
    return runs
  }
}
