import Cells
import Desk
import Payments

/// How big the terminal is and what it can draw.
package struct ScreenShape: Sendable, Hashable {
  /// Columns of the terminal.
  package var columns: Int
  /// Rows of the terminal.
  package var rows: Int
  /// The signs that it can show.
  package var glyphs: GlyphSet
  /// The signs of the states, which a theme may choose.
  package var signs: StateSigns

  /// A shape; without a theme's signs, the standard ones.
  package init(columns: Int, rows: Int, glyphs: GlyphSet, signs: StateSigns? = nil) {
    self.columns = columns
    self.rows = rows
    self.glyphs = glyphs
    self.signs = signs ?? StateSigns(glyphs)
  }
}

/// The whole screen as a function of the desk's state: the same state, moment and shape give the same frame.
package enum DeskFrame {
  /// What a terminal of this size has room for all the time.
  package static func room(columns: Int, rows: Int) -> Room {
    let layout = DeskLayout(columns: columns, rows: rows)
    if layout == .tooSmall { return .nothing }
    return layout.hasTimeLine ? .timeLine : .board
  }

  /// Draws a state as it is at a moment.
  ///
  /// Below 80×24 the form and the newest payment are left; below 40×12 one sentence.
  package static func frame(
    of state: DeskState, at now: Moment, shape: ScreenShape, regions: PageRegions = .standard
  ) -> Frame {
    var canvas = Canvas(shape: shape, language: state.identity.language)
    draw(state, at: now, shape: shape, regions: regions, into: &canvas)
    if state.demoPhone?.inHand != nil { canvas.cursor = nil }
    return Frame(
      grid: canvas.grid, cursor: canvas.cursor, rest: canvas.cursor ?? canvas.rest,
      windowTitle: "Kaunta till \(state.identity.till.number)")
  }

  private static func draw(
    _ state: DeskState, at now: Moment, shape: ScreenShape, regions: PageRegions, into canvas: inout Canvas
  ) {
    let layout = DeskLayout(columns: shape.columns, rows: shape.rows)
    switch layout {
    case .full, .wide, .tall: FullScreen(state: state, now: now, layout: layout, regions: regions).draw(into: &canvas)
    case .small: SmallScreen(state: state, now: now, regions: regions).draw(into: &canvas)
    case .tooSmall:
      let least = "\(DeskLayout.least.columns) x \(DeskLayout.least.rows)"
      canvas.put(
        Phrase(
          "Too small: Kaunta needs \(least), and takes no key until then.",
          sw: "Skrini ndogo: Kaunta inahitaji \(least), na haipokei kitufe hadi hapo."), row: 0, column: 0,
        endColumn: canvas.columns, role: .textStrong)
      if let warning = state.identity.practice?.warning {
        canvas.put(warning, row: 1, column: 0, endColumn: canvas.columns, role: .headerDemo)
      }
    }
  }
}
