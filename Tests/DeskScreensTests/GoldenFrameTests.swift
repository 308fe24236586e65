import Cells
import Desk
import DeskScreens
import Payments
import Testing

/// Every screen in every shape, in a file a screen and language; `KAUNTA_UPDATE_GOLDENS=1` writes them anew for a person
/// to read.
///
/// Frames in Unicode are stored with the letters of their roles, those in ASCII as text: their roles are the same.
@Suite struct GoldenFrameTests {
  /// The smallest full screen, a wide one, a tall one, and the small ones.
  static let sizes = [(80, 24), (110, 24), (80, 50), (60, 20), (40, 12)]
  /// Sizes at which only some screens are worth looking at.
  static let furtherSizes = [
    "standings": [(100, 44)],
    "busy": [(79, 24), (109, 24), (120, 30), (80, 39), (80, 40), (79, 50), (200, 60), (39, 12)],
    "details-many": [(109, 24), (120, 30), (110, 39), (80, 40)],
  ]

  @Test(arguments: Gallery.pages)
  func theFramesAreTheStoredOnes(_ page: Gallery.Page) throws {
    let state = try page.state
    var text = ""
    for (columns, rows) in Self.sizes + Self.furtherSizes[page.name, default: []] {
      let unicode = DeskFrame.frame(of: state, shape: ScreenShape(columns: columns, rows: rows, glyphs: .unicode))
      let ascii = DeskFrame.frame(of: state, shape: ScreenShape(columns: columns, rows: rows, glyphs: .ascii))
      text += "== \(columns)x\(rows)\n" + GridText.snapshot(of: unicode)
      text += "== \(columns)x\(rows) ascii\n" + GridText.text(of: ascii.grid)
    }
    try StoredFile.golden("\(page.language.rawValue)/\(page.name)").hold(text, updatedBy: "KAUNTA_UPDATE_GOLDENS")
  }

  @Test(arguments: Gallery.pages)
  func asciiChangesSignsAndNeverRoles(_ page: Gallery.Page) throws {
    let state = try page.state
    for (columns, rows) in Self.sizes {
      let unicode = DeskFrame.frame(of: state, shape: ScreenShape(columns: columns, rows: rows, glyphs: .unicode))
      let ascii = DeskFrame.frame(of: state, shape: ScreenShape(columns: columns, rows: rows, glyphs: .ascii))
      #expect(unicode.cursor == ascii.cursor && unicode.windowTitle == ascii.windowTitle)
      let differing = zip(unicode.grid.cells, ascii.grid.cells).count {
        $0.role != $1.role || $0.ground != $1.ground || $0.attributes != $1.attributes
      }
      #expect(differing == 0, "\(columns)x\(rows)")
    }
  }

  @Test func aDifferenceNamesTheLines() {
    #expect(StoredFile.difference("a\nb\nc", "a\nB\nc") == "- b\n+ B")
  }
}
