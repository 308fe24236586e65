import Testing

@testable import Cells

/// What is read from three metres has no seams, whatever font the terminal has.
@Suite struct BigTextTests {
  private func grid(_ text: String, _ columns: Int, _ rows: Int, _ glyphs: GlyphSet) -> CellGrid {
    var grid = CellGrid(columns: columns, rows: rows)
    BigText(text: text, role: .money).draw(in: grid.bounds, glyphs: glyphs, into: &grid)
    return grid
  }

  /// Half blocks have gaps between them in many fonts.
  @Test(arguments: [(44, 7), (66, 11), (88, 14), (110, 18)], GlyphSet.allCases)
  func aLargeOneIsMadeOfWholeCells(_ size: (columns: Int, rows: Int), _ glyphs: GlyphSet) throws {
    let text = BigText(text: "1,250", role: .money)
    let fits = try #require(text.size(within: size.rows, columns: size.columns, glyphs: glyphs))
    #expect(fits.rows == size.rows)
    let cells = grid("1,250", size.columns, size.rows, glyphs).cells.filter { $0.role == .money }
    #expect(!cells.isEmpty)
    #expect(cells.allSatisfy { glyphs == .unicode ? $0.text == "█" : $0.text == "#" && $0.attributes == .reverse })
  }

  /// Every stroke across is as thick as the others.
  @Test func itsLettersKeepTheirShape() {
    let rows = (0..<11).map { row in
      let grid = grid("E", 12, 11, .unicode)
      return (0..<12).map { grid[row, $0].text == "█" ? "#" : "." }.joined()
    }
    let (stroke, middle, stem) = ("############", "#########...", "###.........")
    #expect(rows == [stroke, stem, stem, stem, stem, middle, stem, stem, stem, stem, stroke])
  }

  /// Where there is room for nothing larger, two squares share a cell, and only where they differ that is a half block.
  @Test func theSmallestHasHalfBlocks() {
    let grid = grid("1", 3, 4, .unicode)
    #expect((0..<4).map { grid.line($0) } == ["▄█", " █", " █", "▀▀▀"])
  }

  /// A block need not fill its cell, and its ground does: also where ink and ground are exchanged already.
  @Test func aFullBlockIsWrittenAsGround() {
    var style = Style(foreground: .indexed(85), background: .indexed(233))
    let written = Cell(text: "█").written(in: style)
    #expect(written.text == " " && written.style.attributes == .reverse)
    style.attributes = [.bold, .reverse]
    #expect(Cell(text: "█").written(in: style).style.attributes == .bold)
    #expect(Cell(text: "▀").written(in: style).text == "▀" && Cell(text: "▀").written(in: style).style == style)
  }
}
