import Testing

@testable import Cells

@Suite struct SnapshotTests {
  static func sample() -> Frame {
    var grid = CellGrid(columns: 30, rows: 5)
    var rest = grid.bounds
    let header = rest.takeTop(1)
    grid.fill(header, ground: .panel)
    grid.put(" Duka la Mfano", row: 0, column: 0, role: .header)
    grid.box(rest, glyphs: .unicode, title: "Board")
    grid.put("47  ✓ PAID", row: 2, column: 2, role: .statePaid)
    grid.putRight("1,250", row: 2, endColumn: 28, role: .money)
    grid.put("48  <漢> & co", row: 3, column: 2, attributes: .underline)
    grid.paint(Rect(row: 2, column: 1, rows: 1, columns: 28), ground: .selection)
    return Frame(grid: grid, cursor: Position(row: 3, column: 20), windowTitle: "Kaunta")
  }

  @Test func textAndRolesShowWhatIsDrawn() {
    #expect(
      GridText.snapshot(of: Self.sample()) == """
        30x5 title "Kaunta" cursor row 3 column 20
        -- text ----------------------
         Duka la Mfano
        ┌─ Board ────────────────────┐
        │ 47  ✓ PAID           1,250 │
        │ 48  <漢> & co              │
        └────────────────────────────┘
        -- roles ---------------------
         HHHH HH HHHHH
        bb hhhhh bbbbbbbbbbbbbbbbbbbbb
        b PP  P PPPP           $$$$$ b
        b ttttttttttttt              b
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        -- grounds -------------------
        ,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,

         SSSSSSSSSSSSSSSSSSSSSSSSSSSS


        -- attributes ----------------



          uuuuuuuuuuuuu


        """)
  }

  @Test func theSamePictureHasTheSameBytes() {
    let first = GridSVG.picture(of: Self.sample(), theme: .counter)
    #expect(first == GridSVG.picture(of: Self.sample(), theme: .counter))
    #expect(first.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"306\" height=\"152\""))
    #expect(first.contains(">&lt;漢&gt;</text>"))
    #expect(first.contains("fill=\"#5BE8A5\" font-weight=\"bold\">PAID</text>"))
    #expect(first.hasSuffix("</svg>\n"))
  }

  @Test func aPictureDoesNotShowWhatIsNotThere() {
    let picture = GridSVG.picture(of: Frame(grid: CellGrid(columns: 2, rows: 1)), theme: .counter)
    #expect(!picture.contains("<text x="))
  }
}
