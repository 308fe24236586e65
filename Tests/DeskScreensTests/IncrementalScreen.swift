import Cells

/// A terminal that is told of changes only, as the real one is.
struct IncrementalScreen {
  private var drawn: CellGrid?
  private var cells: [Cell] = []

  mutating func draw(_ grid: CellGrid) {
    if drawn?.columns != grid.columns || drawn?.rows != grid.rows {
      cells = Array(repeating: Cell(text: "?"), count: grid.columns * grid.rows)
    }
    for run in grid.runs(changedFrom: drawn) {
      let base = run.row * grid.columns
      for column in run.columns { cells[base + column] = grid.cells[base + column] }
    }
    drawn = grid
  }

  /// The first cell that is not as a full redraw would have it.
  func difference(from grid: CellGrid) -> String? {
    if cells == grid.cells { return nil }
    let index = zip(cells, grid.cells).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
    return "row \(index / grid.columns), column \(index % grid.columns) was not drawn anew"
  }
}
