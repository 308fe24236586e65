import Cells
import Desk
import DeskScreens
import StoredFrames
import Testing

/// A larger screen says at least what the smallest full one says.
@Suite struct SizeTests {
  /// The sizes at which the layout changes, and one beyond each.
  static let larger = [(109, 24), (110, 24), (120, 30), (80, 39), (80, 40), (80, 50), (110, 39), (110, 40), (200, 60)]

  /// Words that larger screens spell out, and what says how much of a list is not shown.
  static let shortForms: Set<Substring> = ["dak", "sek", "huoneka", "more", "above", "below", "zaidi", "juu", "chini"]

  /// Whole words; numbers are left out, since screens count what they leave out.
  private func words(_ scene: Scene, _ columns: Int, _ rows: Int) -> Set<Substring> {
    let shape = ScreenShape(columns: columns, rows: rows, glyphs: .unicode)
    let text = FrameText.words(of: scene.frame(shape).grid)
    return Set(text.split { !$0.isLetter && !$0.isNumber }.filter { !$0.allSatisfy(\.isNumber) })
  }

  /// A page that scrolls shows another part of itself when it has another width.
  @Test(arguments: Gallery.pages)
  func aLargerScreenSaysNoLess(_ page: Gallery.Page) throws {
    let scene = try page.scene
    if scene.state.panel != nil { return }
    let said = words(scene, 80, 24).subtracting(Self.shortForms)
    for (columns, rows) in Self.larger {
      let larger = words(scene, columns, rows)
      // A demo's phone that lies over the smallest full desk cuts a word.
      let missing = said.filter { word in !larger.contains { $0.hasPrefix(word) } }
      #expect(missing.sorted() == [], "\(columns)x\(rows)")
    }
  }

  /// The smallest screens cut words, and have names of their own for two things.
  @Test(arguments: Gallery.pages)
  func aSmallScreenSaysNothingElse(_ page: Gallery.Page) throws {
    let scene = try page.scene
    let said = words(scene, 80, 24).union(words(scene, 80, 50)).union(["KAUNTA", "Number", "Namba"])
    for (columns, rows) in [(60, 20), (40, 12)] {
      let strange = words(scene, columns, rows).filter { word in
        !word.contains(where: \.isNumber) && !said.contains { $0.hasPrefix(word) }
      }
      #expect(strange.subtracting(Self.shortForms).sorted() == [], "\(columns)x\(rows)")
    }
  }
}
