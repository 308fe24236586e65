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
      name: "COLORTERM alone is not enough",
      environment: TerminalEnvironment(term: "xterm-256color", colorTerm: "truecolor", colours: 256),
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

@Suite struct TerminalErrorTests {
  @Test func aRefusalSaysWhatToDoAndCarriesNoEscapes() {
    let errors: [TerminalError] = [
      .notATerminal, .unnamed, .unknown(name: "x\u{1B}[31m"), .tooSimple(name: "dumb"), .notOpened(name: "x"),
      .noEventSource,
    ]
    for error in errors {
      #expect(error.sentence.contains("Nothing was started"))
      #expect(error.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
    }
  }
}
