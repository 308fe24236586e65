/// A frame as plain text, for goldens that a person can review.
public enum GridText {
  /// The text grid, then a grid of role letters, and a third of grounds where they are not all `surface`.
  ///
  /// A colour that changes shows in the letters, a word that changes in the text, and a diff tells which.
  public static func snapshot(of frame: Frame) -> String {
    let grid = frame.grid
    var result = "\(grid.columns)x\(grid.rows)"
    if !frame.windowTitle.isEmpty { result += " title \"\(frame.windowTitle)\"" }
    if let cursor = frame.cursor { result += " cursor row \(cursor.row) column \(cursor.column)" }
    result += "\n" + rule("text", grid.columns)
    result += text(of: grid)
    result += rule("roles", grid.columns)
    result += letters(of: grid) { $0.attributes.isEmpty && $0.text == " " ? " " : $0.role.letter }
    if grid.cells.contains(where: { $0.ground != .surface }) {
      result += rule("grounds", grid.columns)
      result += letters(of: grid) { $0.ground == .surface ? " " : $0.ground.letter }
    }
    if grid.cells.contains(where: { !$0.attributes.isEmpty }) {
      result += rule("attributes", grid.columns)
      result += letters(of: grid) { attributeLetter($0.attributes) }
    }
    return result
  }

  /// The text alone, one line a row, without blanks at the ends.
  public static func text(of grid: CellGrid) -> String {
    (0..<grid.rows).map { grid.line($0) + "\n" }.joined()
  }

  private static func rule(_ name: String, _ columns: Int) -> String {
    let head = "-- \(name) "
    return head + String(repeating: "-", count: max(2, columns - head.count)) + "\n"
  }

  private static func letters(of grid: CellGrid, _ letter: (Cell) -> Character) -> String {
    var result = ""
    for row in 0..<grid.rows {
      var line = String((0..<grid.columns).map { letter(grid[row, $0]) })
      while line.last == " " { line.removeLast() }
      result += line + "\n"
    }
    return result
  }

  private static func attributeLetter(_ attributes: Attributes) -> Character {
    if attributes.isEmpty { return " " }
    if attributes == .bold { return "b" }
    if attributes == .dim { return "d" }
    if attributes == .underline { return "u" }
    if attributes == .reverse { return "r" }
    if attributes == .italic { return "i" }
    return "+"
  }
}
