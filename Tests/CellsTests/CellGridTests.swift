import StoredFrames
import Testing

@testable import Cells

@Suite struct CellGridTests {
  @Test func textIsClippedAtTheRightEdge() {
    var grid = CellGrid(columns: 6, rows: 1)
    #expect(grid.put("abcdefgh", row: 0, column: 2) == 4)
    #expect(grid.line(0) == "  abcd")
  }

  @Test func wideTextThatDoesNotFitIsLeftOut() {
    var grid = CellGrid(columns: 4, rows: 1)
    #expect(grid.put("a漢漢", row: 0, column: 0) == 3)
    #expect(grid.line(0) == "a漢")
    #expect(grid[0, 1].span == .wide)
    #expect(grid[0, 2].span == .continuation)
    #expect(grid[0, 3].text == " ")
  }

  @Test func overwritingHalfOfWideTextEmptiesTheOtherHalf() {
    var grid = CellGrid(columns: 6, rows: 1)
    grid.put("漢字", row: 0, column: 0)
    grid.put("x", row: 0, column: 1)
    #expect(grid.line(0) == " x字")
    grid.put("y", row: 0, column: 2)
    #expect(grid.line(0) == " xy")
    #expect(grid.cells.allSatisfy { $0.span == .single })
  }

  @Test func marksSitOnTheCharacterBefore() {
    var grid = CellGrid(columns: 4, rows: 1)
    grid.put("\u{301}e\u{301}x", row: 0, column: 0)
    #expect(grid[0, 0].text == "e\u{301}")
    #expect(grid[0, 1].text == "x")
  }

  @Test func nothingOutsideIsDrawn() {
    var grid = CellGrid(columns: 3, rows: 2)
    let empty = grid
    grid.put("above", row: -1, column: 0)
    grid.put("below", row: 2, column: 0)
    grid.put("right", row: 0, column: 3)
    grid.fill(Rect(row: 5, column: 5, rows: 9, columns: 9), ground: .panel)
    #expect(grid == empty)
    grid.put("left", row: 0, column: -2)
    #expect(grid.line(0) == "ft")
  }

  @Test func writingKeepsTheGroundThatWasFilled() {
    var grid = CellGrid(columns: 8, rows: 1)
    grid.fill(grid.bounds, ground: .panel)
    grid.put("PAID", row: 0, column: 0, role: .statePaid)
    #expect(grid[0, 0] == Cell(text: "P", role: .statePaid, ground: .panel))
  }

  @Test func numbersStandToTheRight() {
    var grid = CellGrid(columns: 8, rows: 2)
    grid.putRight("1,250", row: 0, endColumn: 8, role: .money)
    grid.putRight("50", row: 1, endColumn: 8, role: .money)
    #expect(grid.line(0) == "   1,250")
    #expect(grid.line(1) == "      50")
  }

  @Test func aBoxCarriesItsName() {
    var grid = CellGrid(columns: 12, rows: 3)
    grid.box(grid.bounds, glyphs: .unicode, title: "Board")
    #expect(FrameText.words(of: grid) == "┌─ Board ──┐\n│          │\n└──────────┘\n")
    grid.box(grid.bounds, glyphs: .ascii, title: "Board of all")
    #expect(grid.line(0) == "+- Board~ -+")
  }
}

@Suite struct GridDifferenceTests {
  @Test func onlyWhatChangedIsNamed() {
    var old = CellGrid(columns: 10, rows: 2)
    old.put("22s waits", row: 0, column: 0)
    var new = old
    new.put("3", row: 0, column: 1)
    new.put("ok", row: 1, column: 4)
    #expect(
      new.runs(changedFrom: old) == [ChangedRun(row: 0, columns: 1..<2), ChangedRun(row: 1, columns: 4..<6)])
    #expect(new.runs(changedFrom: new).isEmpty)
  }

  @Test func aRunNeverStartsInTheMiddleOfWideText() {
    var old = CellGrid(columns: 6, rows: 1)
    old.put("a漢", row: 0, column: 0)
    var new = CellGrid(columns: 6, rows: 1)
    new.put("漢a", row: 0, column: 0)
    #expect(new.runs(changedFrom: old) == [ChangedRun(row: 0, columns: 0..<3)])
    var recoloured = old
    recoloured.cells[2].ground = .panel
    #expect(recoloured.runs(changedFrom: old) == [ChangedRun(row: 0, columns: 1..<3)])
  }

  @Test func anotherSizeChangesEverything() {
    let grid = CellGrid(columns: 3, rows: 2)
    #expect(grid.runs(changedFrom: CellGrid(columns: 4, rows: 2)).count == 2)
    #expect(grid.runs(changedFrom: nil).count == 2)
    #expect(CellGrid(columns: 0, rows: 5).runs(changedFrom: nil).isEmpty)
  }
}
