/// All that a screen asks of the terminal at one moment: cells, cursor and window title.
///
/// Bells and flashes are not in it, since they happen once and a frame may be drawn twice.
public struct Frame: Hashable, Sendable {
  /// The cells.
  public var grid: CellGrid
  /// Where the cursor blinks; nowhere when no field has the keyboard.
  public var cursor: Position?
  /// Where the cursor waits while it is hidden: screen readers and braille displays read on from there.
  public var rest: Position
  /// The title of the terminal's window, where it has one.
  public var windowTitle: String

  /// Makes a frame.
  public init(
    grid: CellGrid, cursor: Position? = nil, rest: Position = Position(row: 0, column: 0), windowTitle: String = ""
  ) {
    self.grid = grid
    self.cursor = cursor
    self.rest = rest
    self.windowTitle = windowTitle
  }
}
