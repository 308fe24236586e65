import Cells
import Desk
import Payments

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
    var canvas = Canvas(shape: shape, language: state.identity.language)
    if shape.columns >= fullColumns, shape.rows >= fullRows {
      FullScreen(state: state).draw(into: &canvas)
    } else if shape.columns >= SmallScreen.leastColumns, shape.rows >= SmallScreen.leastRows {
      SmallScreen(state: state).draw(into: &canvas)
    } else {
      let least = "\(SmallScreen.leastColumns) x \(SmallScreen.leastRows)"
      canvas.put(
        Phrase("Too small: Kaunta needs \(least).", sw: "Ni ndogo: Kaunta inahitaji \(least)."), row: 0, column: 0,
        endColumn: canvas.columns, role: .textStrong)
    }
    return Frame(grid: canvas.grid, cursor: canvas.cursor, windowTitle: "Kaunta till \(state.identity.till.number)")
  }
}
