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

  /// How its squares are laid onto cells.
  private enum Scale: Equatable {
    /// A square is a column wide and half a row high: the one size that needs half blocks, between which many fonts
    /// leave gaps.
    case halves
    /// A square is so many columns wide, and half as many rows high. Where that is odd, strokes across have the smaller
    /// half, so that all is whole cells.
    case whole(columns: Int)

    var columns: Int {
      switch self {
      case .halves: 1
      case .whole(let columns): columns
      }
    }

    /// How many rows each row of squares takes; of halves, two rows of squares share one.
    var heights: [Int] {
      (0..<BigLetters.height).map { row in
        switch self {
        case .halves: row % 2 == 0 ? 1 : 0
        // The strokes across lie in every third row of the letters.
        case .whole(let columns): max(1, row % 3 == 0 ? columns / 2 : (columns + 1) / 2)
        }
      }
    }

    var rows: Int { heights.reduce(0, +) }
  }

  /// How large it gets within so many rows and columns; nil where it would be ordinary text.
  package func size(within rows: Int, columns: Int, glyphs: GlyphSet) -> (columns: Int, rows: Int)? {
    guard let width = BigLetters.width(of: text) else { return nil }
    return scale(rows: rows, columns: columns, glyphs: glyphs).map { (width * $0.columns, $0.rows) }
  }

  /// How many rows it takes of so many, in a width.
  package func rows(within most: Int, columns: Int, glyphs: GlyphSet) -> Int {
    guard most > 0 else { return 0 }
    return size(within: most, columns: columns, glyphs: glyphs)?.rows ?? 1
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
    var row = area.row + (area.rows - scale.rows) / 2
    let left = area.column + (area.columns - width * scale.columns) / 2
    for (index, height) in scale.heights.enumerated() {
      let upper = squares[index]
      let isHalf = scale == .halves
      let lower = !isHalf ? upper : index + 1 < squares.count ? squares[index + 1] : upper.map { _ in false }
      for line in row..<row + height {
        for column in 0..<width * scale.columns {
          let square = column / scale.columns
          put(upper[square], lower[square], row: line, column: left + column, glyphs: glyphs, into: &grid)
        }
      }
      row += height
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

  private func scale(rows: Int, columns: Int, glyphs: GlyphSet) -> Scale? {
    guard let width = BigLetters.width(of: text), width > 0 else { return nil }
    let largest = columns / width
    return (1...max(1, largest)).reversed().map { columns in
      // Without half blocks the smallest has whole rows as well.
      columns == 1 && glyphs == .unicode ? Scale.halves : .whole(columns: columns)
    }.first { width * $0.columns <= columns && $0.rows <= rows }
  }
}
