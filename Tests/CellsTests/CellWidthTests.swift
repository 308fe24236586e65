import Testing

@testable import Cells

@Suite struct CellWidthTests {
  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("😀", 2), ("한", 2), ("✓", 1), ("…", 1), ("ｗ", 2), ("", 0),
    ("👨‍👩‍👧", 6), ("⚠\u{FE0F}", 1), ("\u{202E}abc", 3), ("a\u{7}b", 2), ("🇰🇪", 0),
  ])
  func countsCells(text: String, width: Int) {
    #expect(CellWidth.of(text) == width)
  }

  @Test func clipsByCellsAndNeverHalvesWideText() {
    #expect(CellWidth.clip("Njeri Wanjiku", to: 8, mark: "…") == "Njeri W…")
    #expect(CellWidth.clip("漢字漢字", to: 5, mark: "…") == "漢字…")
    #expect(CellWidth.clip("漢字", to: 1) == "")
    #expect(CellWidth.clip("same", to: 4, mark: "…") == "same")
    #expect(CellWidth.clip("none", to: 0, mark: "…") == "")
    #expect(CellWidth.clip("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}e\u{301}")
  }

  @Test func padsToTheWidth() {
    #expect(CellWidth.pad("漢", to: 4) == "漢  ")
    #expect(CellWidth.padLeft("1,250", to: 7) == "  1,250")
    #expect(CellWidth.pad("too long", to: 3) == "too")
  }

  @Test func textFromOutsideIsMadeHarmless() {
    #expect(CellWidth.printable("a\u{1B}[31mb") == "a[31mb")
    #expect(CellWidth.printable("first\nsecond\tthird") == "first second third")
    #expect(CellWidth.printable("\u{202E}evil\u{2066}\u{200F}") == "evil")
    #expect(CellWidth.printable("⚠\u{FE0F}") == "⚠")
    #expect(CellWidth.printable("Wanjikũ") == "Wanjikũ")
    #expect(CellWidth.printable("\u{9B}31m") == "31m")
  }

  @Test func everySignIsOneCellWideAndAsciiIsAscii() {
    for glyph in Glyph.allCases {
      #expect(CellWidth.of(GlyphSet.unicode[glyph]) == 1)
      #expect(GlyphSet.ascii[glyph].utf8.allSatisfy { $0 < 0x80 })
      if glyph != .enter { #expect(CellWidth.of(GlyphSet.ascii[glyph]) == 1) }
    }
  }
}
