extension Cell {
  /// What a terminal is told to write for a style of this cell.
  ///
  /// Many fonts have a full block that does not fill its cell, so that what is drawn of blocks falls into squares; a
  /// ground fills it in each.
  package func written(in style: Style) -> (text: String, style: Style) {
    if text != "█" { return (text, style) }
    var ground = style
    ground.attributes.formSymmetricDifference(.reverse)
    return (" ", ground)
  }
}

/// A row of cells as text for a terminal that nobody has taken over: Select Graphic Rendition, ECMA-48 section 8.3.117.
///
/// For commands that print and end. The desk's own screen goes through the terminal layer.
package enum GridSGR {
  /// The row with its looks at a level, and the terminal's own look after it; plain text where no level is given.
  package static func line(_ row: Int, of grid: CellGrid, theme: Theme, level: ColourLevel?) -> String {
    guard let level else { return grid.line(row) }
    var text = ""
    var current: Style?
    for column in 0..<grid.columns {
      let cell = grid[row, column]
      let (written, style) = cell.written(in: theme.style(for: cell, level: level))
      if style != current {
        text += start(style)
        current = style
      }
      text += written
    }
    return text + "\u{1B}[0m"
  }

  /// What switches a terminal to a style from any other.
  package static func start(_ style: Style) -> String {
    let numbers: [(Attributes, Int)] = [(.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7)]
    var parameters = ["0"] + numbers.filter { style.attributes.contains($0.0) }.map { "\($0.1)" }
    if let foreground = colour(style.foreground, base: 30) { parameters.append(foreground) }
    if let background = colour(style.background, base: 40) { parameters.append(background) }
    return "\u{1B}[\(parameters.joined(separator: ";"))m"
  }

  private static func colour(_ colour: Colour, base: Int) -> String? {
    switch colour {
    case .terminalDefault: nil
    case .ansi(let named): "\(named.rawValue < 8 ? base + Int(named.rawValue) : base + 52 + Int(named.rawValue))"
    case .indexed(let index): "\(base + 8);5;\(index)"
    // With semicolons, which more terminals read than the colons of ISO 8613-6 (terminal.md section 3).
    case .rgb(let exact): "\(base + 8);2;\(exact.red);\(exact.green);\(exact.blue)"
    }
  }
}
