import CTerminal
import Cells
import Glibc

/// What the terminal on standard output can show, for commands that print and end; nothing is written to it.
package struct TerminalLook: Hashable, Sendable {
  /// Every level that the desk could use here, the poorest first.
  package let levels: [ColourLevel]
  /// The level that the desk would choose by itself.
  package let chosen: ColourLevel
  /// The signs that the desk would choose by itself.
  package let glyphs: GlyphSet
  /// The name that the desk would be drawn as.
  package let terminalName: String
  /// That this machine does not know the terminal's own name, and what is taken instead.
  package let substitution: TerminalSubstitution?
  /// Whether what is printed may hold colours: it goes to a terminal that can be drawn on, and NO_COLOR is not set.
  package let showsColours: Bool

  /// Asks terminfo, the locale and the environment.
  package init() {
    let name = Self.variable("TERM") ?? ""
    let noColour = Self.variable("NO_COLOR")
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let choice = try? TerminalChoice(asked: name, colorTerm: Self.variable("COLORTERM"))
    let isUsable = choice != nil
    terminalName = choice?.name ?? name
    substitution = choice?.substitution
    let environment = TerminalEnvironment(
      term: choice?.name ?? name, noColor: noColour, colours: choice?.facts.colours ?? 0,
      hasExactColour: choice?.facts.hasExactColour ?? false)
    chosen = ColourLevel.chosen(asked: nil, in: environment)
    levels = ColourLevel.allCases.filter { ColourLevel.chosen(asked: $0, in: environment) == $0 }
    glyphs = GlyphSet.chosen(asked: nil, term: environment.term, localeIsUTF8: kaunta_locale_choose() == 1)
    showsColours = isTerminal && isUsable && (noColour ?? "").isEmpty
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
