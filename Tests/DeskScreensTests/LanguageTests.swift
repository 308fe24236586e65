import Cells
import Desk
import DeskScreens
import Payments
import StoredFrames
import Testing
import Wording

/// The language of the desk turns every word on it.
@Suite struct LanguageTests {
  /// What both languages write alike: names, keys, M-Pesa's own terms, and what the scenes' people typed.
  static let sameInBoth: Set<String> = [
    "kaunta", "safaricom", "airtel", "pesa", "ksh", "pin", "sms", "demo", "sandbox", "till", "enter", "tab", "esc",
    "ctrl", "code", "statement", "token", "backup",
    "down", "duka", "mfano", "amina", "brian", "wanjiku", "kamau", "ochieng", "equity", "mar",
    "mama", "njeri", "root",
  ]
  /// What people of the scenes typed.
  static let typed = ["Saw it on the statement", "Table 5"]

  private func words(_ scene: Scene, columns: Int, rows: Int) -> Set<String> {
    let shape = ScreenShape(columns: columns, rows: rows, glyphs: .unicode)
    var text = FrameText.words(of: scene.frame(shape).grid)
    for typed in Self.typed { text = text.replacing(typed, with: "") }
    let words = text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    return Set(words.filter { $0.count > 2 && $0.allSatisfy(\.isLetter) })
  }

  @Test(arguments: Gallery.names)
  func noEnglishWordStandsOnASwahiliDesk(_ name: String) throws {
    let english = try Gallery.Page(name: name, language: .english).scene
    let swahili = try Gallery.Page(name: name, language: .swahili).scene
    // The line to say to the customer stands on the time line in both languages.
    let said = swahili.state.toldPayment(at: swahili.now)?.lineForCustomer(at: swahili.now) ?? .none
    let toSay = Set((said.english + " " + said.swahili).split { !$0.isLetter }.map { $0.lowercased() })
    for (columns, rows) in GoldenFrameTests.sizes {
      let both = words(english, columns: columns, rows: rows).intersection(
        words(swahili, columns: columns, rows: rows))
      let english = both.subtracting(Self.sameInBoth).subtracting(toSay)
      #expect(english.isEmpty, "\(columns)x\(rows): \(english.sorted())")
    }
  }

  @Test func theControlFindsAnEnglishWord() throws {
    let scene = try Gallery.Page(name: "waiting", language: .english).scene
    let found = words(scene, columns: 80, rows: 24).subtracting(Self.sameInBoth)
    #expect(found.isSuperset(of: ["waiting", "standing", "optional", "help"]))
  }
}
