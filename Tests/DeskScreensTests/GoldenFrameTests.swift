import Cells
import Desk
import DeskScreens
import Payments
import StoredFrames
import Testing

/// Every screen at 80×24 in a file a screen and language; `KAUNTA_UPDATE_GOLDENS=1` writes them anew, and
/// `kaunta-lab frames` draws what changed for a person to look at.
///
/// Other sizes and the ASCII signs are stored for nine screens only, which between them draw every region. For all
/// others they are held by properties: ``SizeTests``, ``SignTests``, `FrameTruthTests` and `RandomWalkTests`.
@Suite struct GoldenFrameTests {
  /// The smallest full screen.
  static let smallestFull = (80, 24)
  /// A wide one, a tall one, and the small ones.
  static let otherSizes = [(110, 24), (80, 50), (60, 20), (40, 12)]
  static let sizes = [smallestFull] + otherSizes
  /// Where the card beside the board has big digits and the board has headings; two screens have all of it.
  static let wideAndHigh = (130, 40)
  /// The board at work and in a crowded shop, a time line, both panels that take text, a question, help, the unmatched
  /// callbacks, and a customer's phone.
  static let typical: Set<String> = [
    "busy", "crowd-board", "details-many", "by-hand", "find", "question-live-prompt", "help", "unmatched",
    "phone-in-hand",
  ]

  @Test(arguments: Gallery.pages)
  func theFramesAreTheStoredOnes(_ page: Gallery.Page) throws {
    let scene = try page.scene
    let isTypical = Self.typical.contains(page.name)
    var text = ""
    for (columns, rows) in isTypical ? Self.sizes : [Self.smallestFull] {
      let shape = ScreenShape(columns: columns, rows: rows, glyphs: .unicode)
      text += FrameText.text(of: scene.frame(shape))
    }
    if ["busy", "details-many"].contains(page.name) {
      let (columns, rows) = Self.wideAndHigh
      text += FrameText.text(of: scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: .unicode)))
    }
    if isTypical {
      let (columns, rows) = Self.smallestFull
      let shape = ScreenShape(columns: columns, rows: rows, glyphs: .ascii)
      text += FrameText.plainText(of: scene.frame(shape).grid)
    }
    try StoredFile.golden("\(page.language.rawValue)/\(page.name)").hold(text, updatedBy: "KAUNTA_UPDATE_GOLDENS")
  }

  /// Nothing of a frame is lost in its text.
  @Test(arguments: Gallery.pages)
  func whatIsStoredIsTheWholeFrame(_ page: Gallery.Page) throws {
    let scene = try page.scene
    for (columns, rows) in Self.sizes + [Self.wideAndHigh] {
      let frame = scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: .unicode))
      var read = try #require(try FrameText.frames(in: FrameText.text(of: frame)).first).frame
      // A hidden cursor is nowhere to be seen; `theHiddenCursorIsAtWhatIsToBeReadNext` holds it.
      read.rest = frame.rest
      #expect(read == frame, "\(columns)x\(rows)")
    }
  }

  @Test func aDifferenceNamesTheLines() {
    #expect(StoredFile.difference("a\nb\nc", "a\nB\nc") == "- b\n+ B")
  }
}
