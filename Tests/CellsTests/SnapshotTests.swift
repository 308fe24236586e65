import StoredFrames
import Testing

@testable import Cells

@Suite struct SnapshotTests {
  static func sample() -> Frame {
    var grid = CellGrid(columns: 30, rows: 5)
    grid.fill(Rect(row: 0, column: 0, rows: 1, columns: 30), ground: .panel)
    grid.put(" Duka la Mfano", row: 0, column: 0, role: .header)
    grid.box(Rect(row: 1, column: 0, rows: 4, columns: 30), glyphs: .unicode, title: "Board")
    grid.fill(Rect(row: 2, column: 1, rows: 1, columns: 28), ground: .selection)
    grid.put("47  ✓ PAID", row: 2, column: 2, role: .statePaid)
    grid.putRight("1,250", row: 2, endColumn: 28, role: .money)
    grid.put("48  <漢> & co", row: 3, column: 2, attributes: .underline)
    return Frame(grid: grid, cursor: Position(row: 3, column: 20), windowTitle: "Kaunta")
  }

  @Test func textAndLooksShowWhatIsDrawn() {
    #expect(
      FrameText.text(of: Self.sample()) == """
        == 30x5 title "Kaunta" cursor row 3 column 20
         Duka la Mfano
        ┌─ Board ────────────────────┐
        │ 47  ✓ PAID           1,250 │
        │ 48  <漢> & co              │
        └────────────────────────────┘
        -- roles
        0 H0 t14
        1 b0 h2 b9
        2 b0 t1 P2 t12 $23 t28 b29
        3 b0 t1 b29
        4 b0
        -- grounds
        0 ,0
        2 S1 .29
        -- attributes
        3 u2 .15

        """)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let frame = Self.sample()
    let text = FrameText.text(of: frame) + FrameText.plainText(of: frame.grid)
    let frames = try FrameText.frames(in: text)
    #expect(frames.map(\.heading) == ["30x5", "30x5 plain"])
    #expect(frames[0].frame == frame)
    #expect(FrameText.text(of: frames[0].frame) + FrameText.plainText(of: frames[1].frame.grid) == text)
    #expect(throws: UnreadableFrames.self) { try FrameText.frames(in: "== 30x5\nonly one row\n") }
    #expect(throws: UnreadableFrames.self) { try FrameText.frames(in: "no frame\n") }
  }

  @Test func oneChangeInManyFramesIsToldOnce() {
    func stored(_ word: String, _ rows: Int) -> StoredFrame {
      var grid = CellGrid(columns: 20, rows: rows)
      grid.put(word, row: 0, column: 1, role: .statePaid)
      grid.put("row \(rows)", row: 1, column: 0)
      return StoredFrame(heading: "20x\(rows)", frame: Frame(grid: grid))
    }
    let before = ["a": [stored("PAID", 2), stored("PAID", 3)], "b": [stored("PAID", 2)], "gone": [stored("PAID", 4)]]
    let after = ["a": [stored("HELD", 2), stored("HELD", 3)], "b": [stored("PAID", 2)]]
    let comparison = FrameComparison(before: before, after: after)
    #expect(comparison.compared == 4 && comparison.differing == 3)
    #expect(comparison.changes.map(\.places) == [["a 20x2", "a 20x3"], ["gone 20x4"]])
    #expect(comparison.changes.first?.runs == [ChangedRun(row: 0, columns: 1..<4)])
    let page = FramePage.html(of: comparison, theme: .counter)
    #expect(page.contains("3 of 4 frames changed, in 2 ways") && page.contains("The same in 1 more: a 20x3"))
    #expect(page.contains("stroke=\"#FF7A45\"") && page.contains("after: not there"))
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
