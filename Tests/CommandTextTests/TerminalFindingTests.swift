import Cells
import CommandText
import Testing
import Wording

/// What a doctor says of the terminal before her.
@Suite struct TerminalFindingTests {
  private func line(_ glyphs: GlyphSet, isChosen: Bool = false, _ isOneCellWide: Bool?) -> String {
    Finding.terminal(
      "xterm", colours: "256 colours", glyphs: glyphs, isChosen: isChosen, isOneCellWide: isOneCellWide
    ).line
  }

  @Test func signsThatFitAreWell() {
    #expect(line(.unicode, true) == "ok    terminal: xterm, 256 colours, unicode signs, each one cell wide")
    #expect(
      line(.ascii, false) == "ok    terminal: xterm, 256 colours, ascii signs", "ASCII is one cell wide everywhere")
  }

  @Test func signsThatDoNotFitAreLookedAfterOrShiftColumns() {
    #expect(line(.unicode, false).hasPrefix("look  ") && line(.unicode, false).hasSuffix("draws ASCII signs here"))
    #expect(line(.unicode, isChosen: true, false).hasSuffix("so columns shift: write glyphs = \"ascii\" or \"auto\""))
  }

  @Test func aTerminalThatDoesNotSayIsNoTrouble() {
    #expect(line(.unicode, nil).hasPrefix("ok    "))
    #expect(line(.unicode, nil).hasSuffix("should columns shift, write glyphs = \"ascii\""))
  }
}
