import CTerminal

/// What terminfo says about one name.
struct TerminalFacts: Hashable {
  enum Verdict { case usable, unnamed, unknown, tooSimple }

  var verdict: Verdict
  var colours = 0
  var hasExactColour = false

  /// Asks terminfo.
  static func asked(_ name: String) -> TerminalFacts {
    let facts = kaunta_terminal_probe(name)
    let verdict: Verdict =
      switch Int(facts.verdict) {
      case KAUNTA_TERMINAL_USABLE: .usable
      case KAUNTA_TERMINAL_UNNAMED: .unnamed
      case KAUNTA_TERMINAL_UNKNOWN: .unknown
      default: .tooSimple
      }
    return TerminalFacts(
      verdict: verdict, colours: Int(facts.colours), hasExactColour: facts.has_exact_colour != 0)
  }
}

/// As which terminal of terminfo's the screen is drawn.
struct TerminalChoice: Hashable {
  /// The name that it goes by.
  let asked: String
  /// The name that it is drawn as.
  let name: String
  let facts: TerminalFacts
  /// Whether this machine does not know the name, so that another had to do.
  let isSubstitute: Bool

  /// Chooses the name itself, else the nearest that this machine knows; more colours than it says only where COLORTERM
  /// promises them.
  init(
    asked: String, colorTerm: String?, facts look: (String) -> TerminalFacts = TerminalFacts.asked
  ) throws(TerminalError) {
    self.asked = asked
    if asked.isEmpty { throw .unnamed }
    if Self.cannotPlaceText(asked) { throw .tooSimple(name: asked) }
    let own = look(asked)
    if own.verdict == .tooSimple { throw .tooSimple(name: asked) }
    let promisesColours = Self.promisesColours(colorTerm)
    isSubstitute = own.verdict != .usable
    if own.verdict == .usable {
      let richer = promisesColours && own.colours >= 8 && own.colours < 256 ? Self.richer(than: asked) : []
      let found = Self.first(of: richer, look) { $0.colours >= 256 }
      name = found?.name ?? asked
      facts = found?.facts ?? own
      return
    }
    guard let found = Self.first(of: Self.nearest(to: asked, promisesColours: promisesColours), look, { _ in true })
    else { throw own.verdict == .unnamed ? .noDescriptions : .unknown(name: asked) }
    name = found.name
    facts = found.facts
  }

  private static func first(
    of names: [String], _ look: (String) -> TerminalFacts, _ isFit: (TerminalFacts) -> Bool
  ) -> (name: String, facts: TerminalFacts)? {
    for name in names {
      let facts = look(name)
      if facts.verdict == .usable, isFit(facts) { return (name, facts) }
    }
    return nil
  }

  /// Names that say of themselves that nothing can be drawn.
  private static func cannotPlaceText(_ name: String) -> Bool {
    ["unknown", "network", "dialup", "none"].contains(name) || name == "dumb" || name.hasPrefix("dumb-")
  }

  /// GNU screen passes the variable on from the terminal round it, and shows no such colours.
  private static func promisesColours(_ colorTerm: String?) -> Bool {
    ["truecolor", "24bit"].contains(colorTerm ?? "")
  }

  private static func richer(than name: String) -> [String] {
    let family = TerminalFamily(of: name)
    guard let family, family == .xterm || family == .rxvt else { return [] }
    return [name + "-256color"] + family.names(richFirst: true)
  }

  /// The nearest first; at the end what nearly every terminal understands.
  private static func nearest(to name: String, promisesColours: Bool) -> [String] {
    let saysSo = ["256color", "direct", "truecolor"].contains { name.contains($0) }
    let family = TerminalFamily(of: name)
    let parts = name.split(separator: "-")
    // `foot-extra` is nearer to `foot` than to anything else.
    let shorter = (1..<max(1, parts.count)).reversed().map { parts.prefix($0).joined(separator: "-") }
      .filter { !["xterm", "screen", "tmux", "rxvt"].contains($0) }
    return shorter + (family ?? .unknown).names(richFirst: family == .xterm || saysSo || promisesColours)
      + ["xterm", "screen", "linux", "vt220", "vt100", "ansi"]
  }

  /// It takes no harm from questions that it does not know; other kinds may draw them.
  var answersQuestions: Bool { TerminalFamily(of: name)?.answersQuestions ?? false }

  /// One line for the person at the screen and the log, where another terminal had to do.
  var substitution: TerminalSubstitution? {
    isSubstitute ? TerminalSubstitution(asked: TerminalError.printable(asked), drawnAs: name) : nil
  }
}

/// A name that this machine does not know, and what was taken instead.
package struct TerminalSubstitution: Hashable, Sendable {
  /// The name that the terminal goes by.
  package let asked: String
  /// The name that it is drawn as.
  package let drawnAs: String

  /// What was done, and what to do if it does not look right.
  package var sentence: String {
    "This machine does not know the terminal \"\(asked)\"; it is drawn as \(drawnAs). If it does not look right, "
      + "install its description (on Debian: ncurses-term, or kitty-terminfo and its like), or use --term NAME."
  }
}
