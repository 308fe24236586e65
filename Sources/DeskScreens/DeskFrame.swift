import Cells
import Desk

/// How big the terminal is and what it can draw.
public struct ScreenShape: Sendable, Hashable {
  /// Columns of the terminal.
  public var columns: Int
  /// Rows of the terminal.
  public var rows: Int
  /// The signs that it can show.
  public var glyphs: GlyphSet
  /// The signs of the states, which a theme may choose.
  public var signs: StateSigns

  /// A shape; without a theme's signs, the standard ones.
  public init(columns: Int, rows: Int, glyphs: GlyphSet, signs: StateSigns? = nil) {
    self.columns = columns
    self.rows = rows
    self.glyphs = glyphs
    self.signs = signs ?? StateSigns(glyphs)
  }
}

/// The whole screen as a function of the desk's state: the same state and shape give the same frame.
public enum DeskFrame {
  /// The smallest full layout.
  static let fullColumns = 80
  /// The smallest full layout.
  static let fullRows = 24

  /// The terminal has room for the time line beside the board.
  public static func hasRoomForTimeLine(columns: Int, rows: Int) -> Bool {
    columns >= TimeLineRegion.besideFromColumns && rows >= fullRows
  }

  /// Draws a state.
  ///
  /// Below 80×24 the form and the newest payment are left; below 40×12 one sentence.
  public static func frame(of state: DeskState, shape: ScreenShape) -> Frame {
    var canvas = Canvas(shape: shape)
    if shape.columns >= fullColumns, shape.rows >= fullRows {
      FullScreen(state: state).draw(into: &canvas)
    } else if shape.columns >= SmallScreen.leastColumns, shape.rows >= SmallScreen.leastRows {
      SmallScreen(state: state).draw(into: &canvas)
    } else {
      canvas.grid.put(
        "Too small: Kaunta needs \(SmallScreen.leastColumns) x \(SmallScreen.leastRows).", row: 0, column: 0,
        role: .textStrong)
    }
    return Frame(grid: canvas.grid, cursor: canvas.cursor, windowTitle: "Kaunta till \(state.identity.till.number)")
  }
}

/// What is being drawn on.
struct Canvas {
  var grid: CellGrid
  let glyphs: GlyphSet
  let signs: StateSigns
  var cursor: Position?

  init(shape: ScreenShape) {
    grid = CellGrid(columns: max(1, shape.columns), rows: max(1, shape.rows))
    glyphs = shape.glyphs
    signs = shape.signs
  }

  var columns: Int { grid.columns }
  var rows: Int { grid.rows }

  mutating func rule(_ row: Int) {
    grid.horizontalLine(row: row, column: 0, columns: columns, glyphs: glyphs)
  }

  /// Puts text that may be cut, and shows that it was.
  @discardableResult
  mutating func put(_ text: String, row: Int, column: Int, endColumn: Int, role: Role = .text) -> Int {
    let clipped = CellWidth.clip(spelled(text), to: max(0, endColumn - column), mark: glyphs[.ellipsis])
    return grid.put(clipped, row: row, column: column, role: role)
  }

  mutating func putRight(_ text: String, row: Int, endColumn: Int, role: Role = .text) {
    grid.putRight(spelled(text), row: row, endColumn: endColumn, role: role)
  }

  /// Words of ours hold a few signs that ASCII lacks; a terminal without them gets their twins.
  func spelled(_ text: String) -> String {
    guard glyphs == .ascii else { return text }
    // Between two things a dash reads better than the star of a hidden digit.
    return String(
      text.replacing(" · ", with: " - ").map {
        $0 == "·" ? "*" : $0 == "…" ? "~" : $0 == "–" ? "-" : $0.isASCII ? $0 : "?"
      })
  }
}
