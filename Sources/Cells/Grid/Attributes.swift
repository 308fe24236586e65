/// How a cell is emphasised, apart from its colour.
///
/// `dim` is ignored by some terminals and `italic` is missing on many, so neither may be the only sign of anything.
package struct Attributes: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// Makes a set from its bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// None.
  ///
  /// By this name and not as an empty literal, which is made of an array wherever it is a default.
  package static var plain: Attributes { Attributes(rawValue: 0) }
  /// Heavier strokes.
  package static let bold = Attributes(rawValue: 1)
  /// Fainter.
  package static let dim = Attributes(rawValue: 2)
  /// A line under the text.
  package static let underline = Attributes(rawValue: 4)
  /// Foreground and background exchanged.
  package static let reverse = Attributes(rawValue: 8)
  /// Slanted.
  package static let italic = Attributes(rawValue: 16)
  /// Without the heavier strokes that a theme gives the role: what may be passed over keeps its colour.
  ///
  /// For screens alone, and nothing that a terminal or a theme knows.
  package static let calm = Attributes(rawValue: 32)
  /// The colour of the role's ink as its ground, unless the role has a ground of its own.
  ///
  /// For screens alone, as ``calm``.
  package static let filled = Attributes(rawValue: 64)

  /// The names used in theme files, with their attributes, in a fixed order.
  package static let named: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse), ("italic", .italic),
  ]
}

/// What a terminal is told to do for a cell.
package struct Style: Hashable, Sendable {
  /// The colour of the strokes.
  package var foreground: Colour
  /// The colour behind them.
  package var background: Colour
  /// Emphasis.
  package var attributes: Attributes

  /// Makes a style; without arguments it is the terminal's own look.
  package init(
    foreground: Colour = .terminalDefault, background: Colour = .terminalDefault, attributes: Attributes = .plain
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// Ink and ground exchanged.
  var reversed: Style {
    var style = self
    style.attributes.insert(.reverse)
    return style
  }
}
