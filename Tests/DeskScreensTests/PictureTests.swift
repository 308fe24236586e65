import Cells
import DeskScreens
import Testing

/// The README's picture is a frame that the desk draws, and stays one; `KAUNTA_UPDATE_PICTURES=1` draws it anew.
@Suite struct PictureTests {
  @Test func theReadmesPictureIsARealFrame() throws {
    let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)
    let frame = DeskFrame.frame(of: try Gallery.Page(name: "busy", language: .english).state, shape: shape)
    try StoredFile.document("desk.svg").hold(
      GridSVG.picture(of: frame, theme: .counter), updatedBy: "KAUNTA_UPDATE_PICTURES")
  }
}
