/// All that a screen asks of the terminal at one moment: cells, cursor and window title.
///
/// Bells and flashes are not in it, since they happen once and a frame may be drawn twice.
package struct Frame: Hashable, Sendable {
  /// The cells.
  package var grid: CellGrid
  /// Where the cursor blinks; nowhere when no field has the keyboard.
  package var cursor: Position?
  /// Where the cursor waits while it is hidden: screen readers and braille displays read on from there.
  package var rest: Position
  /// The title of the terminal's window, where it has one.
  package var windowTitle: String

  package init(
    grid: CellGrid, cursor: Position? = nil, rest: Position = Position(row: 0, column: 0), windowTitle: String = ""
  ) {
    self.grid = grid
    self.cursor = cursor
    self.rest = rest
    self.windowTitle = windowTitle
  }
}
