import Cells

/// Frames as text that a person can review, and that can be read back.
///
/// The words stand as they are on the screen, a line a row. What they look like follows as runs: `2 T2 m57 $67` says
/// that on row 2 the cells from column 2 on have the role `T`, from column 57 on `m`, and from column 67 on `$`
/// (`Role.letter`). `8-10` are rows that look alike; rows without a number, and what stands before the first run, are
/// plain.
package enum FrameText {
  /// A frame with its looks under a line with its size, window title and cursor.
  package static func text(of frame: Frame) -> String {
    let grid = frame.grid
    var text = "== \(grid.columns)x\(grid.rows)"
    if !frame.windowTitle.isEmpty { text += " title \"\(frame.windowTitle)\"" }
    if let cursor = frame.cursor { text += " cursor row \(cursor.row) column \(cursor.column)" }
    text += "\n" + words(of: grid)
    text += runs("roles", of: grid, plain: String(Role.text.letter)) { String($0.role.letter) }
    text += runs("grounds", of: grid, plain: String(Role.surface.letter)) { String($0.ground.letter) }
    text += runs("attributes", of: grid, plain: noAttributes) { letters($0.attributes) }
    return text
  }

  /// The words alone, under a line with the size.
  package static func plainText(of grid: CellGrid) -> String {
    "== \(grid.columns)x\(grid.rows) \(plainMark)\n" + words(of: grid)
  }

  /// The words of a grid, one line a row, without blanks at the ends.
  package static func words(of grid: CellGrid) -> String {
    (0..<grid.rows).map { grid.line($0) + "\n" }.joined()
  }

  static let plainMark = "plain"
  static let noAttributes = "."
  static let attributeLetters: [(Character, Attributes)] = [
    ("b", .bold), ("d", .dim), ("u", .underline), ("r", .reverse), ("i", .italic), ("c", .calm), ("f", .filled),
  ]

  private static func letters(_ attributes: Attributes) -> String {
    let letters = attributeLetters.filter { attributes.contains($0.1) }.map(\.0)
    return letters.isEmpty ? noAttributes : String(letters)
  }

  /// The rows of one kind of look.
  private static func runs(_ name: String, of grid: CellGrid, plain: String, look: (Cell) -> String) -> String {
    var rows: [(first: Int, last: Int, runs: String)] = []
    for row in 0..<grid.rows {
      var current = plain
      var runs = ""
      for column in 0..<grid.columns {
        let letter = look(grid[row, column])
        if letter == current { continue }
        runs += " \(letter)\(column)"
        current = letter
      }
      if runs.isEmpty { continue }
      if let before = rows.last, before.last == row - 1, before.runs == runs {
        rows[rows.count - 1].last = row
      } else {
        rows.append((row, row, runs))
      }
    }
    if rows.isEmpty { return "" }
    return "-- \(name)\n"
      + rows.map { ($0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)") + $0.runs + "\n" }.joined()
  }
}
