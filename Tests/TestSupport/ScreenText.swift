/// What a person sees on a terminal, as lines.
package struct ScreenText: Sendable, Equatable, CustomStringConvertible {
  /// The rows, without the blanks at their ends.
  package var lines: [String]

  package init(lines: [String]) { self.lines = lines }

  /// Whether a text stands somewhere, within one row.
  package func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The first row that holds a text.
  package func line(containing text: String) -> String? { lines.first { $0.contains(text) } }

  /// The row number of the first row that holds a text.
  package func row(containing text: String) -> Int? { lines.firstIndex { $0.contains(text) } }

  /// All rows, framed, so that a failing test shows the screen.
  package var description: String {
    let width = lines.map(\.count).max() ?? 0
    let rule = "+" + String(repeating: "-", count: width) + "+"
    let rows = lines.map { "|\($0)\(String(repeating: " ", count: width - $0.count))|" }
    return ([rule] + rows + [rule]).joined(separator: "\n")
  }
}

/// What stands in one cell of a terminal.
package struct ScreenCell: Sendable, Equatable {
  /// A colour as the terminal was asked for it.
  package enum Colour: Sendable, Equatable {
    /// The terminal's own.
    case standard
    /// A number of the palette.
    case indexed(UInt8)
    /// An exact one, `0xRRGGBB`.
    case exact(UInt32)
  }

  /// The character with its marks; empty where nothing was written, and in the right half of wide text.
  package var text: String
  /// How many cells it takes.
  package var width: Int
  /// Emphasis, as far as the emulator records it: it knows no dim.
  package var bold, underline, italic, reverse: Bool
  /// The colour of the strokes.
  package var foreground: Colour
  /// The colour behind them.
  package var background: Colour
}

/// A key, by the name on it.
package enum VirtualKey: Sendable, Equatable {
  /// The keys that have a code of their own.
  case enter, tab, backTab, escape, backspace, delete, insert
  /// Keys that move.
  case up, down, left, right, home, end, pageUp, pageDown
  /// A function key, from 1.
  case function(Int)
  /// Ctrl and a letter.
  case control(Character)
}
