/// A text drawn from squares, as big as a rectangle allows; where not even the smallest fits, as ordinary text.
package struct BigText {
  let text: String
  let role: Role
  /// It stands on the ground of its own role, so that its strokes are what is not filled.
  let isOnOwnGround: Bool

  package init(text: String, role: Role, isOnOwnGround: Bool = false) {
    self.text = text
    self.role = role
    self.isOnOwnGround = isOnOwnGround
  }

  /// The size of its smallest form; nil where a letter has no shape.
  package static func smallest(_ text: String) -> (columns: Int, rows: Int)? {
    BigLetters.width(of: text).map { ($0, (BigLetters.height + 1) / 2) }
  }

  /// How many columns and half rows a square takes.
  private struct Scale: Equatable {
    var columns: Int
    var halfRows: Int
  }

  /// How many rows it takes of so many, in a width.
  package func rows(within most: Int, columns: Int, glyphs: GlyphSet) -> Int {
    guard most > 0 else { return 0 }
    return scale(rows: most, columns: columns, glyphs: glyphs).map(Self.rows) ?? 1
  }

  /// Draws it in the middle of a rectangle.
  package func draw(in area: Rect, glyphs: GlyphSet, into grid: inout CellGrid) {
    guard let scale = scale(rows: area.rows, columns: area.columns, glyphs: glyphs),
      let squares = BigLetters.rows(of: text), let width = squares.first?.count
    else {
      let shown = CellWidth.clip(text, to: area.columns)
      grid.put(
        shown, row: area.row + area.rows / 2, column: area.column + (area.columns - CellWidth.of(shown)) / 2,
        role: role, attributes: isOnOwnGround ? [.bold, .reverse] : .bold)
      return
    }
    let top = area.row + (area.rows - Self.rows(of: scale)) / 2
    let left = area.column + (area.columns - width * scale.columns) / 2
    for row in 0..<Self.rows(of: scale) {
      let upper = squares[min(2 * row / scale.halfRows, BigLetters.height - 1)]
      let lowerRow = (2 * row + 1) / scale.halfRows
      let lower = lowerRow < BigLetters.height ? squares[lowerRow] : [Bool](repeating: false, count: width)
      for column in 0..<width * scale.columns {
        let square = column / scale.columns
        put(upper[square], lower[square], row: top + row, column: left + column, glyphs: glyphs, into: &grid)
      }
    }
  }

  private func put(
    _ upper: Bool, _ lower: Bool, row: Int, column: Int, glyphs: GlyphSet, into grid: inout CellGrid
  ) {
    if !upper, !lower { return }
    switch glyphs {
    case .unicode:
      grid.put(
        upper ? lower ? "█" : "▀" : "▄", row: row, column: column, role: role,
        attributes: isOnOwnGround ? .reverse : .plain)
    // A sign that is turned over is a block on every terminal, and still a sign where nothing can be.
    case .ascii:
      grid.put("#", row: row, column: column, role: role, attributes: isOnOwnGround ? .plain : .reverse)
    }
  }

  private static func rows(of scale: Scale) -> Int { (BigLetters.height * scale.halfRows + 1) / 2 }

  private func scale(rows: Int, columns: Int, glyphs: GlyphSet) -> Scale? {
    guard let width = BigLetters.width(of: text), width > 0 else { return nil }
    let largest = columns / width
    return (1...max(1, largest)).reversed().map { columns in
      switch glyphs {
      case .unicode: Scale(columns: columns, halfRows: columns)
      // Without half blocks a square is whole rows high.
      case .ascii: Scale(columns: columns, halfRows: max(2, columns / 2 * 2))
      }
    }.first { width * $0.columns <= columns && Self.rows(of: $0) <= rows }
  }
}
