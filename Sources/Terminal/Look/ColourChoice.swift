import Cells

/// What the environment and terminfo say about a terminal's colours, as plain values.
package struct TerminalEnvironment: Hashable, Sendable {
  /// The value of TERM.
  package var term: String
  /// The value of NO_COLOR, if it is set.
  package var noColor: String?
  /// How many colours terminfo gives the terminal; 0 for none.
  package var colours: Int
  /// Whether terminfo has RGB, so that exact colours can be drawn.
  package var hasExactColour: Bool

  package init(
    term: String, noColor: String? = nil, colours: Int, hasExactColour: Bool = false
  ) {
    self.term = term
    self.noColor = noColor
    self.colours = colours
    self.hasExactColour = hasExactColour
  }
}

extension ColourLevel {
  /// The level for a terminal; the first rule that fits decides (terminal.md section 4).
  ///
  /// 1. What a person asked for, as far as terminfo can carry it.
  /// 2. NO_COLOR with any value but an empty one: mono (no-color.org).
  /// 3. Fewer than eight colours, or a name that says so: mono.
  /// 4. terminfo with RGB: direct.
  /// 5. 256 colours or 16. Where COLORTERM promises all colours, the terminal was chosen with 256 (``TerminalChoice``):
  ///    it never makes it direct, for which another terminfo entry may spell colours in a way that is not read.
  package static func chosen(asked: ColourLevel?, in environment: TerminalEnvironment) -> ColourLevel {
    if let asked { return min(asked, possible(in: environment)) }
    if let noColor = environment.noColor, !noColor.isEmpty { return .mono }
    if environment.term.hasPrefix("vt100") || environment.term.hasSuffix("-mono") { return .mono }
    return possible(in: environment)
  }

  private static func possible(in environment: TerminalEnvironment) -> ColourLevel {
    if environment.hasExactColour { return .direct }
    if environment.colours >= 256 { return .twoHundredFiftySix }
    return environment.colours >= 8 ? .sixteen : .mono
  }

  private static func min(_ first: ColourLevel, _ second: ColourLevel) -> ColourLevel {
    for level in [ColourLevel.mono, .sixteen, .twoHundredFiftySix] where first == level || second == level {
      return level
    }
    return .direct
  }
}

extension GlyphSet {
  /// The signs for a terminal: ASCII where the locale is not UTF-8, and on the Linux console, whose font has few signs.
  package static func chosen(asked: GlyphSet?, term: String, localeIsUTF8: Bool) -> GlyphSet {
    if let asked { return asked }
    return localeIsUTF8 && term != "linux" && !term.hasPrefix("linux-") ? .unicode : .ascii
  }
}
