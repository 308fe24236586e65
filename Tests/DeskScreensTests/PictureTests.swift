import Cells
import DeskScreens
import Payments
import Settings
import StoredFrames
import Testing

/// The pictures of the documents are frames that the desk draws, and stay them; `KAUNTA_UPDATE_PICTURES=1` draws them
/// anew.
@Suite struct PictureTests {
  struct Picture: CustomTestStringConvertible, Sendable {
    /// Its file in docs, without the extension.
    let file: String
    let scene: String
    var columns = 80
    var rows = 24
    var theme = "counter"
    var language = Language.english
    var testDescription: String { file }
  }

  static let pictures = [
    Picture(file: "desk", scene: "busy"),
    Picture(file: "screens/empty", scene: "empty"),
    Picture(file: "screens/busy", scene: "busy"),
    Picture(file: "screens/wide", scene: "busy", columns: 130, rows: 36),
    Picture(file: "screens/tall", scene: "busy", rows: 44),
    Picture(file: "screens/small", scene: "busy", columns: 40, rows: 12),
    Picture(file: "screens/details", scene: "details"),
    Picture(file: "screens/question", scene: "question-live-prompt"),
    Picture(file: "screens/alarm", scene: "alarm"),
    Picture(file: "screens/marks", scene: "marks"),
    Picture(file: "screens/supervisor", scene: "by-hand"),
    Picture(file: "screens/unmatched", scene: "unmatched"),
    Picture(file: "screens/help", scene: "help"),
    Picture(file: "screens/search", scene: "find"),
    Picture(file: "screens/code", scene: "code-not-seen"),
    Picture(file: "screens/phone", scene: "phone-in-hand", columns: 110),
    Picture(file: "screens/swahili", scene: "busy", language: .swahili),
    Picture(file: "screens/light", scene: "busy", theme: "counter-light"),
    Picture(file: "screens/high-contrast", scene: "busy", theme: "high-contrast"),
    Picture(file: "screens/high-contrast-light", scene: "busy", theme: "high-contrast-light"),
    Picture(file: "screens/mono", scene: "busy", theme: "mono"),
    Picture(file: "screens/sixteen", scene: "busy", theme: "sixteen"),
  ]

  @Test(arguments: pictures)
  func aPictureIsARealFrame(_ picture: Picture) throws {
    let shape = ScreenShape(columns: picture.columns, rows: picture.rows, glyphs: .unicode)
    let page = Gallery.Page(name: picture.scene, language: picture.language)
    let loaded = ThemeLoader(directories: [StoredFile.themes]).load(picture.theme)
    #expect(loaded.problems.isEmpty)
    let frame = try page.scene.frame(shape)
    try StoredFile.document(picture.file + ".svg").hold(
      GridSVG.picture(of: frame, theme: loaded.theme), updatedBy: "KAUNTA_UPDATE_PICTURES")
  }

  /// The one that moves: the demo's first half minute, small enough for a page, and still where somebody wants it so.
  @Test func theFilmIsOfRealFrames() throws {
    let film = try DemoFilm()
    let svg = GridFilm.picture(of: film.shots, still: film.still, theme: .counter)
    try StoredFile.document("demo.svg").hold(svg, updatedBy: "KAUNTA_UPDATE_PICTURES")
    #expect(svg.utf8.count < 200_000)
    #expect(svg.contains("@media (prefers-reduced-motion: reduce)"))
    let words = ["0712 345 678", "Enter M-PESA PIN", "waiting", "PAID", "UJ25K3M9QX", "CANCELLED"]
    let frames = film.shots.map { shot in (0..<24).map { shot.frame.grid.line($0) }.joined(separator: "\n") }
    #expect(words.filter { word in !frames.contains { $0.contains(word) } } == [])
    #expect(frames[film.still].contains("PAID UJ25K3M9QX"))
  }

  /// The page that explains the pictures names each of them.
  @Test func thePageNamesEachPicture() throws {
    let page = try #require(StoredFile.document("screens/README.md").read())
    for picture in Self.pictures where picture.file.hasPrefix("screens/") {
      #expect(page.contains("(\(picture.file.dropFirst(8)).svg)"), "\(picture.file)")
    }
  }
}
