import Cells
import Desk
import DeskScreens
import Testing

/// The ASCII desk is the Unicode desk, sign for sign.
@Suite struct SignTests {
  @Test(arguments: Gallery.pages)
  func asciiChangesSignsAndNothingElse(_ page: Gallery.Page) throws {
    let scene = try page.scene
    for (columns, rows) in GoldenFrameTests.sizes {
      let unicode = scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: .unicode))
      let ascii = scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: .ascii))
      #expect(unicode.cursor == ascii.cursor && unicode.windowTitle == ascii.windowTitle)
      let cells = Array(zip(unicode.grid.cells, ascii.grid.cells))
      let looks = cells.count { $0.role != $1.role || $0.ground != $1.ground || $0.attributes != $1.attributes }
      #expect(looks == 0, "\(columns)x\(rows)")
      let signs = Set(cells.filter { $0.text != $1.text }.map { "\($0.text) \($1.text)" })
      #expect(signs.subtracting(Self.pairs).sorted() == [], "\(columns)x\(rows)")
    }
  }

  /// Each sign beside its ASCII twin: the one table of both sets, a hidden digit, and the two signs of what people
  /// noted.
  static let pairs: Set<String> = Set(Glyph.allCases.map { "\(GlyphSet.unicode[$0]) \(GlyphSet.ascii[$0])" })
    .union(["· *", "■ #", "✎ +"])
}
