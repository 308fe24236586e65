import Cells
import Desk
import DeskScreens
import Testing

/// Frames as text and role letters, one file a case; `KAUNTA_UPDATE_GOLDENS=1` writes them anew for a person to read.
@Suite struct GoldenFrameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let scene: String
    let shape: ScreenShape
    var file: String {
      "\(scene)-\(shape.columns)x\(shape.rows)" + (shape.glyphs == .ascii ? "-ascii" : "")
    }
    var testDescription: String { file }
  }

  static func cases() -> [Case] {
    func shape(_ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode) -> ScreenShape {
      ScreenShape(columns: columns, rows: rows, glyphs: glyphs)
    }
    var cases = Gallery.names.map { Case(scene: $0, shape: shape(80, 24)) }
    for name in Gallery.main {
      cases.append(Case(scene: name, shape: shape(120, 30)))
      cases.append(Case(scene: name, shape: shape(60, 20)))
      cases.append(Case(scene: name, shape: shape(40, 12)))
      cases.append(Case(scene: name, shape: shape(80, 24, .ascii)))
    }
    cases.append(Case(scene: "standings", shape: shape(100, 44)))
    cases.append(Case(scene: "busy", shape: shape(79, 24)))
    cases.append(Case(scene: "busy", shape: shape(200, 60)))
    cases.append(Case(scene: "busy", shape: shape(39, 12)))
    return cases
  }

  @Test(arguments: cases())
  func theFrameIsTheStoredOne(_ golden: Case) throws {
    let frame = DeskFrame.frame(of: try Gallery.scene(golden.scene).state, shape: golden.shape)
    try StoredFile.golden(golden.file).hold(GridText.snapshot(of: frame), updatedBy: "KAUNTA_UPDATE_GOLDENS")
  }

  @Test func aDifferenceNamesTheLines() {
    #expect(StoredFile.difference("a\nb\nc", "a\nB\nc") == "- b\n+ B")
  }
}
