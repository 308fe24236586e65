/// What a person sees on a terminal, as lines.
public struct ScreenText: Sendable, Equatable, CustomStringConvertible {
  /// The rows, without the blanks at their ends.
  public var lines: [String]

  /// Makes a screen.
  public init(lines: [String]) { self.lines = lines }

  /// Whether a text stands somewhere, within one row.
  public func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The first row that holds a text.
  public func line(containing text: String) -> String? { lines.first { $0.contains(text) } }

  /// The row number of the first row that holds a text.
  public func row(containing text: String) -> Int? { lines.firstIndex { $0.contains(text) } }

  /// All rows, framed, so that a failing test shows the screen.
  public var description: String {
    let width = lines.map(\.count).max() ?? 0
    let rule = "+" + String(repeating: "-", count: width) + "+"
    let rows = lines.map { "|\($0)\(String(repeating: " ", count: width - $0.count))|" }
    return ([rule] + rows + [rule]).joined(separator: "\n")
  }
}

/// What stands in one cell of a terminal.
public struct ScreenCell: Sendable, Equatable {
  /// A colour as the terminal was asked for it.
  public enum Colour: Sendable, Equatable {
    /// The terminal's own.
    case standard
    /// A number of the palette.
    case indexed(UInt8)
    /// An exact one, `0xRRGGBB`.
    case exact(UInt32)
  }

  /// The character with its marks; empty where nothing was written, and in the right half of wide text.
  public var text: String
  /// How many cells it takes.
  public var width: Int
  /// Emphasis, as far as the emulator records it: it knows no dim.
  public var bold, underline, italic, reverse: Bool
  /// The colour of the strokes.
  public var foreground: Colour
  /// The colour behind them.
  public var background: Colour
}

/// A key, by the name on it.
public enum VirtualKey: Sendable, Equatable {
  /// The keys that have a code of their own.
  case enter, tab, backTab, escape, backspace, delete, insert
  /// Keys that move.
  case up, down, left, right, home, end, pageUp, pageDown
  /// A function key, from 1.
  case function(Int)
  /// Ctrl and a letter.
  case control(Character)
}
