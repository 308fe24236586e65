import Cells
import Wording

extension Finding {
  /// How the desk would look at this terminal.
  ///
  /// - Parameters:
  ///   - isChosen: the settings say which signs, whatever the terminal draws.
  ///   - isOneCellWide: it draws each sign one cell wide; nil when it does not say.
  package static func terminal(
    _ name: String, colours: String, glyphs: GlyphSet, isChosen: Bool, isOneCellWide: Bool?
  ) -> Finding {
    let words = "\(name), \(colours), \(glyphs.rawValue) signs"
    if glyphs == .ascii { return Finding(.good, "terminal", words) }
    switch isOneCellWide {
    case true?: return Finding(.good, "terminal", words + ", each one cell wide")
    case false?:
      let remedy =
        isChosen
        ? "so columns shift: write glyphs = \"ascii\" or \"auto\"" : "so the desk draws ASCII signs here"
      return Finding(.look, "terminal", "\(words); it does not draw each of them one cell wide, \(remedy)")
    case nil:
      return Finding(
        .good, "terminal",
        words + "; it does not say how wide it draws them: should columns shift, write glyphs = \"ascii\"")
    }
  }
}
