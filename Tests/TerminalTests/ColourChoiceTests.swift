import Cells
import Testing

@testable import Terminal

@Suite struct ColourChoiceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var asked: ColourLevel?
    var environment: TerminalEnvironment
    var level: ColourLevel
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "256 colours", environment: TerminalEnvironment(term: "xterm-256color", colours: 256),
      level: .twoHundredFiftySix),
    Case(
      name: "RGB in terminfo",
      environment: TerminalEnvironment(term: "xterm-direct", colours: 1 << 24, hasExactColour: true), level: .direct),
    Case(name: "eight colours", environment: TerminalEnvironment(term: "linux", colours: 8), level: .sixteen),
    Case(name: "no colours", environment: TerminalEnvironment(term: "vt220", colours: 0), level: .mono),
    Case(name: "vt100 by name", environment: TerminalEnvironment(term: "vt100-color", colours: 8), level: .mono),
    Case(name: "mono by name", environment: TerminalEnvironment(term: "xterm-mono", colours: 8), level: .mono),
    Case(
      name: "NO_COLOR, whatever its value",
      environment: TerminalEnvironment(term: "xterm-256color", noColor: "0", colours: 256), level: .mono),
    Case(
      name: "an empty NO_COLOR counts as unset",
      environment: TerminalEnvironment(term: "xterm-256color", noColor: "", colours: 256),
      level: .twoHundredFiftySix),
    Case(
      name: "a person is stronger than NO_COLOR", asked: .sixteen,
      environment: TerminalEnvironment(term: "xterm-256color", noColor: "1", colours: 256), level: .sixteen),
    Case(
      name: "a person cannot ask for more than there is", asked: .direct,
      environment: TerminalEnvironment(term: "xterm-256color", colours: 256), level: .twoHundredFiftySix),
    Case(
      name: "nor for colours where there are none", asked: .twoHundredFiftySix,
      environment: TerminalEnvironment(term: "vt220", colours: 0), level: .mono),
  ]

  @Test(arguments: cases) func theFirstRuleThatFitsDecides(_ one: Case) {
    #expect(ColourLevel.chosen(asked: one.asked, in: one.environment) == one.level)
  }

  @Test func signsFollowTheLocaleAndTheConsole() {
    #expect(GlyphSet.chosen(asked: nil, term: "xterm", localeIsUTF8: true) == .unicode)
    #expect(GlyphSet.chosen(asked: nil, term: "xterm", localeIsUTF8: false) == .ascii)
    #expect(GlyphSet.chosen(asked: nil, term: "linux", localeIsUTF8: true) == .ascii)
    #expect(GlyphSet.chosen(asked: .unicode, term: "linux", localeIsUTF8: true) == .unicode)
  }
}

@Suite struct TerminalChoiceTests {
  /// What ncurses-base of Debian has.
  static let stock: [String: Int] = [
    "xterm": 8, "xterm-256color": 256, "xterm-mono": 0, "screen": 8, "screen-256color": 256, "tmux": 8,
    "tmux-256color": 256, "rxvt": 8, "rxvt-unicode": 88, "rxvt-unicode-256color": 256, "linux": 8, "vt100": 0,
    "vt220": 0,
    "ansi": 8,
  ]

  private func choice(_ name: String, colorTerm: String? = nil, known: [String: Int] = stock) throws -> TerminalChoice {
    try TerminalChoice(asked: name, colorTerm: colorTerm) { name in
      if known.isEmpty { return TerminalFacts(verdict: .unnamed) }
      if name == "dumb" { return TerminalFacts(verdict: .tooSimple) }
      return known[name].map { TerminalFacts(verdict: .usable, colours: $0) } ?? TerminalFacts(verdict: .unknown)
    }
  }

  @Test(
    arguments: [
      ("xterm-ghostty", "xterm-256color"), ("xterm-kitty", "xterm-256color"), ("putty", "xterm-256color"),
      ("putty-256color", "xterm-256color"), ("alacritty", "xterm-256color"), ("alacritty-direct", "xterm-256color"),
      ("foot", "xterm-256color"), ("foot-extra", "xterm-256color"), ("rio", "xterm-256color"),
      ("wezterm", "xterm-256color"), ("contour", "xterm-256color"), ("st-256color", "xterm-256color"),
      ("st", "xterm-256color"), ("konsole-256color", "xterm-256color"), ("xterm-direct", "xterm-256color"),
      ("ghostty", "xterm-256color"), ("tmux-direct", "tmux-256color"), ("screen.xterm-new", "screen"),
      ("screen.putty-256color", "screen-256color"), ("rxvt-88color", "rxvt-unicode-256color"),
      ("linux-16color", "linux"),
      ("vt320", "vt220"), ("vt100-am", "vt100"), ("no-such-terminal", "xterm"), ("new-256color", "xterm-256color"),
      ("../../etc", "xterm"),
    ])
  func anUnknownNameIsDrawnAsTheNearest(name: String, drawnAs: String) throws {
    let choice = try choice(name)
    #expect(choice.name == drawnAs)
    let said = try #require(choice.substitution)
    #expect(said.drawnAs == choice.name)
    #expect(said.sentence.contains("\"\(name)\""))
  }

  @Test func withoutThe256OnesWhatThereIsMustDo() throws {
    #expect(try choice("tmux-256color", known: ["screen": 8, "xterm": 8]).name == "screen")
    #expect(try choice("xterm-kitty", known: ["xterm": 8]).name == "xterm")
    #expect(try choice("xterm-kitty", known: ["vt100": 0]).name == "vt100")
    #expect(throws: TerminalError.unknown(name: "foot")) { try choice("foot", known: ["sun": 0]) }
    #expect(throws: TerminalError.noDescriptions) { try choice("foot", known: [:]) }
  }

  @Test func aNameThatIsKnownIsTakenAndNothingIsSaid() throws {
    for name in Self.stock.keys {
      let choice = try choice(name)
      #expect(choice.name == name)
      #expect(choice.substitution == nil)
    }
  }

  @Test func whatCannotBeDrawnOnIsRefused() {
    #expect(throws: TerminalError.unnamed) { try choice("") }
    for name in ["dumb", "unknown", "network", "dumb-emacs-ansi"] {
      #expect(throws: TerminalError.tooSimple(name: name)) { try choice(name) }
    }
  }

  @Test(arguments: ["truecolor", "24bit"]) func colorTermIsHonoured(value: String) throws {
    #expect(try choice("xterm", colorTerm: value).name == "xterm-256color")
    #expect(try choice("xterm", colorTerm: value).substitution == nil)
    #expect(try choice("rxvt", colorTerm: value).name == "rxvt-unicode-256color")
    #expect(try choice("no-such-terminal", colorTerm: value).name == "xterm-256color")
    // It is passed on from the terminal round these, and by a login at a console that has no such colours.
    for name in ["screen", "linux", "vt100", "xterm-mono", "xterm-256color"] {
      #expect(try choice(name, colorTerm: value).name == name)
    }
    #expect(try choice("xterm", colorTerm: "yes").name == "xterm")
  }
}

@Suite struct TerminalErrorTests {
  @Test func aRefusalSaysWhatToDoAndCarriesNoEscapes() {
    let errors: [TerminalError] = [
      .notATerminal, .unnamed, .noDescriptions, .unknown(name: "x\u{1B}[31m"), .tooSimple(name: "dumb"),
      .notOpened(name: "x"),
      .noEventSource,
    ]
    for error in errors {
      #expect(error.sentence.contains("Nothing was started"))
      #expect(!error.sentence.contains("\n"))
      #expect(error.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
    }
  }
}
