import Cells

/// A frame as a picture: a terminal window with rounded corners, for documents and reviewers.
///
/// The same frame and theme give the same bytes. Every word is placed on its cell, so that a font whose widths differ
/// a little does not let columns drift; lines are drawn and not set in type, so that they join.
package enum GridSVG {
  static let cellWidth = 9
  static let cellHeight = 20
  static let margin = 18
  static let barHeight = 34

  /// Draws a frame; what is outlined catches the eye.
  package static func picture(of frame: Frame, theme: Theme, outlined: [ChangedRun] = []) -> String {
    let grid = frame.grid
    var svg = window(of: frame, theme: theme)
    let ground = ground(theme)
    for row in 0..<grid.rows { svg += drawn(row: row, of: grid, theme: theme, ground: ground) }
    if let cursor = frame.cursor, cursor.row < grid.rows, cursor.column < grid.columns {
      svg += drawn(cursor: cursor, theme: theme)
    }
    for run in outlined {
      svg += "<rect x=\"\(x(run.columns.lowerBound) - 2)\" y=\"\(y(run.row))\" "
      svg += "width=\"\(run.columns.count * cellWidth + 4)\" height=\"\(cellHeight)\" rx=\"4\" fill=\"none\" "
      svg += "stroke=\"#FF7A45\" stroke-width=\"2\"/>\n"
    }
    return svg + "</svg>\n"
  }

  /// What is round the cells: the window, its bar and its title; `style` is added to the picture's own.
  static func window(of frame: Frame, theme: Theme, style: String = "") -> String {
    let width = frame.grid.columns * cellWidth + 2 * margin
    let height = frame.grid.rows * cellHeight + barHeight + margin
    let ground = ground(theme)
    let bar = hex(theme.style(for: .text, on: .panel, level: .direct).background, otherwise: ground)
    let muted = hex(theme.style(for: .textMuted, level: .direct).foreground, otherwise: "#888888")
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
      <style>text { font-family: "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace; \
      font-size: 14.9px; white-space: pre; }\(style)</style>
      <rect width="\(width)" height="\(height)" rx="10" fill="\(bar)"/>
      <path d="M0 \(barHeight - 8)h\(width)v\(height - barHeight - 2)a10 10 0 0 1 -10 10h-\(width - 20)\
      a10 10 0 0 1 -10 -10z" fill="\(ground)"/>
      <g fill="\(muted)" fill-opacity="0.45"><circle cx="18" cy="13" r="5"/><circle cx="36" cy="13" r="5"/>\
      <circle cx="54" cy="13" r="5"/></g>

      """
    if !frame.windowTitle.isEmpty {
      svg += "<text x=\"\(width / 2)\" y=\"18\" text-anchor=\"middle\" fill=\"\(muted)\">"
      svg += escape(frame.windowTitle) + "</text>\n"
    }
    return svg
  }

  static func ground(_ theme: Theme) -> String {
    hex(theme.style(for: .text, level: .direct).background, otherwise: fallbackGround(theme))
  }

  static func drawn(cursor: Position, theme: Theme) -> String {
    let colour = hex(theme.style(for: .key, level: .direct).foreground, otherwise: "#CCCCCC")
    return "<rect x=\"\(x(cursor.column))\" y=\"\(y(cursor.row) + 2)\" width=\"2\" height=\"\(cellHeight - 4)\" "
      + "fill=\"\(colour)\"/>\n"
  }

  private struct Look: Equatable {
    var foreground: String
    var background: String
    var attributes: Attributes
  }

  static func drawn(row: Int, of grid: CellGrid, theme: Theme, ground: String) -> String {
    let looks = (0..<grid.columns).map { column in look(of: grid[row, column], theme: theme, ground: ground) }
    var svg = ""
    var column = 0
    while column < grid.columns {
      let start = column
      while column < grid.columns, looks[column].background == looks[start].background { column += 1 }
      guard looks[start].background != ground else { continue }
      svg += "<rect x=\"\(x(start))\" y=\"\(y(row))\" width=\"\((column - start) * cellWidth)\" "
      svg += "height=\"\(cellHeight)\" fill=\"\(looks[start].background)\"/>\n"
    }
    column = 0
    while column < grid.columns {
      let start = column
      if let line = lines(grid[row, column].text, row: row, column: column) {
        svg += "<path d=\"\(line)\" stroke=\"\(looks[column].foreground)\" fill=\"none\"/>\n"
        column += 1
        continue
      }
      var word = ""
      while column < grid.columns, looks[column] == looks[start] {
        let text = grid[row, column].text
        if text == " " || lines(text, row: row, column: column) != nil { break }
        word += text
        column += 1
      }
      if column == start {
        column += 1
      } else {
        svg += text(word, row: row, column: start, cells: column - start, look: looks[start])
      }
    }
    return svg + underlines(row: row, looks: looks)
  }

  private static func text(_ word: String, row: Int, column: Int, cells: Int, look: Look) -> String {
    var svg = "<text x=\"\(x(column))\" y=\"\(y(row) + 15)\" textLength=\"\(cells * cellWidth)\" "
    svg += "lengthAdjust=\"spacingAndGlyphs\" fill=\"\(look.foreground)\""
    if look.attributes.contains(.bold) { svg += " font-weight=\"bold\"" }
    if look.attributes.contains(.italic) { svg += " font-style=\"italic\"" }
    if look.attributes.contains(.dim) { svg += " fill-opacity=\"0.6\"" }
    return svg + ">" + escape(word) + "</text>\n"
  }

  private static func underlines(row: Int, looks: [Look]) -> String {
    var svg = ""
    var column = 0
    while column < looks.count {
      let start = column
      while column < looks.count, looks[column].attributes.contains(.underline),
        looks[column].foreground == looks[start].foreground
      {
        column += 1
      }
      if column == start {
        column += 1
        continue
      }
      svg += "<path d=\"M\(x(start)) \(y(row) + 18).5h\((column - start) * cellWidth)\" "
      svg += "stroke=\"\(looks[start].foreground)\" stroke-opacity=\"0.5\"/>\n"
    }
    return svg
  }

  private static func look(of cell: Cell, theme: Theme, ground: String) -> Look {
    let style = theme.style(for: cell, level: .direct)
    let foreground = hex(style.foreground, otherwise: "#CCCCCC")
    let background = hex(style.background, otherwise: ground)
    let reversed = style.attributes.contains(.reverse)
    return Look(
      foreground: reversed ? background : foreground, background: reversed ? foreground : background,
      attributes: style.attributes)
  }

  /// A line sign as strokes from the middle of its cell to the edges it reaches.
  private static func lines(_ text: String, row: Int, column: Int) -> String? {
    let reach: (up: Bool, down: Bool, left: Bool, right: Bool)
    switch text {
    case "─": reach = (false, false, true, true)
    case "│": reach = (true, true, false, false)
    case "┌": reach = (false, true, false, true)
    case "┐": reach = (false, true, true, false)
    case "└": reach = (true, false, false, true)
    case "┘": reach = (true, false, true, false)
    case "├": reach = (true, true, false, true)
    case "┤": reach = (true, true, true, false)
    case "┬": reach = (false, true, true, true)
    case "┴": reach = (true, false, true, true)
    case "┼": reach = (true, true, true, true)
    default: return nil
    }
    let left = reach.left ? 0 : 4
    let right = reach.right ? cellWidth : 5
    let top = reach.up ? 0 : 10
    let bottom = reach.down ? cellHeight : 11
    var path = ""
    if reach.left || reach.right { path += "M\(x(column) + left) \(y(row) + 10).5h\(right - left)" }
    if reach.up || reach.down { path += "M\(x(column) + 4).5 \(y(row) + top)v\(bottom - top)" }
    return path
  }

  private static func x(_ column: Int) -> Int { margin + column * cellWidth }
  private static func y(_ row: Int) -> Int { barHeight + row * cellHeight }

  private static func fallbackGround(_ theme: Theme) -> String {
    theme.description.variant == .dark ? "#14161A" : "#FFFFFF"
  }

  private static func hex(_ colour: Colour, otherwise: String) -> String {
    switch colour {
    case .terminalDefault: otherwise
    case .rgb(let colour): colour.hex
    case .indexed(let index): RGB(paletteIndex: index).hex
    case .ansi(let colour): RGB(paletteIndex: colour.rawValue).hex
    }
  }

  private static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
