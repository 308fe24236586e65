import Cells
import Desk
import DeskScreens
import Payments
import Testing

/// A demo's phone covers nothing that matters, and shows what a phone shows.
@Suite struct PhonePlaceTests {
  private static let sizes = [(80, 24), (109, 30), (110, 24), (130, 40), (80, 50), (200, 55)]
  private static let screens = ["phone", "phone-paid", "phone-wrong-pin"]

  /// The same desk with its phones dark.
  private func dark(_ scene: Scene) -> Scene {
    var scene = scene
    scene.happens(.phonesChanged(CustomersPhones()))
    return scene
  }

  @Test(arguments: screens, sizes)
  func nothingIsCovered(_ name: String, _ size: (columns: Int, rows: Int)) throws {
    let scene = try Gallery.scene(name)
    let shape = ScreenShape(columns: size.columns, rows: size.rows, glyphs: .unicode)
    let with = scene.frame(shape).grid
    let without = dark(scene).frame(shape).grid
    let changed = (0..<size.rows).filter { with.line($0) != without.line($0) }
    let first = try #require(changed.first)
    let last = try #require(changed.last)
    for row in first...last {
      // Whatever stood there was empty; the time line of a wide screen stands beside.
      let board = without.line(row).prefix { $0 != "│" }
      #expect(board.allSatisfy { $0 == " " }, "\(without.line(row))")
      let divider = Array(without.line(row)).firstIndex(of: "│")
      if let divider { #expect(with.line(row).dropFirst(divider) == without.line(row).dropFirst(divider)) }
    }
  }

  /// The board gives rows of its end, and says how many; its first rows stand where they stood.
  @Test(arguments: sizes)
  func aFullBoardGivesItsLastRows(_ size: (columns: Int, rows: Int)) throws {
    var scene = try Gallery.scene("many")
    let shape = ScreenShape(columns: size.columns, rows: size.rows, glyphs: .unicode)
    let without = scene.frame(shape).grid
    scene.happens(
      .phonesChanged(
        CustomersPhones(prompts: [
          CustomersPhones.Prompt(
            checkoutRequestID: CheckoutRequestID("ws_1"), phone: "0712 ··· 678", amountShillings: 50, reference: "T2A1",
            waitsForAnswerByHand: false)
        ])))
    let with = scene.frame(shape).grid
    let first = try #require((0..<size.rows).first { with.line($0) != without.line($0) })
    #expect(first >= 9, "two payments stand above it")
    func phones(_ grid: CellGrid) -> Int { (9..<size.rows).count { grid.line($0).contains("···") } }
    let isWhole = phones(with) > phones(without)
    #expect((0..<size.rows).contains { with.line($0).contains("more below") } != isWhole)
    let text = (0..<size.rows).map { with.line($0) }.joined(separator: "\n")
    #expect(text.contains("Enter M-PESA PIN") && text.contains("Do you want to pay KSh"))
    #expect(text.contains("F12 picks"))
  }

  /// Nothing on it is cut: neither the prompt nor the SMS.
  @Test(arguments: screens + ["phone-in-hand"], sizes + [(40, 12), (60, 20)])
  func itsWordsAreWhole(_ name: String, _ size: (columns: Int, rows: Int)) throws {
    let scene = try Gallery.scene(name)
    let shape = ScreenShape(columns: size.columns, rows: size.rows, glyphs: .unicode)
    let grid = scene.frame(shape).grid
    let lines = (0..<size.rows).map { grid.line($0) }
    let text = lines.joined(separator: " ").replacing("│", with: " ").split(separator: " ").joined(separator: " ")
    let isSmall = size.columns < 80
    if isSmall, scene.state.demoPhone?.inHand == nil {
      #expect(text.contains("F12 picks the phone up.") == (scene.state.demoPhone?.prompt != nil))
      return
    }
    switch name {
    case "phone-paid": #expect(text.contains("Ksh12,345.00."))
    case "phone-wrong-pin": #expect(text.contains("Nothing was paid."))
    default: #expect(text.contains("46D2K9X?") && text.contains("Enter M-PESA PIN"))
    }
  }

  /// What has the keyboard can be seen, on every screen that shows anything.
  @Test(arguments: sizes + [(40, 12), (60, 20)])
  func inTheHandItNamesItsKeys(_ size: (columns: Int, rows: Int)) throws {
    let scene = try Gallery.scene("phone-in-hand")
    let shape = ScreenShape(columns: size.columns, rows: size.rows, glyphs: .unicode)
    let grid = scene.frame(shape).grid
    let keys = (1..<size.rows - 1).map { grid.line($0) }.joined(separator: "\n")
    for word in ["pay", "cancel", "wrong PIN", "no money", "ignore", "back"] { #expect(keys.contains(word)) }
  }

  /// Where payments of several groups stand on the board, an upright phone would take their headings from them.
  @Test(arguments: 3...12)
  func itTakesNoHeading(_ payments: Int) throws {
    var scene = try Scene()
    for number in 1...payments {
      try scene.payment(
        number, "0712345678", 100, secondsAgo: 300, till: number % 3 + 1, PaymentStatus.paid("UJ25K3M9Q\(number)"))
    }
    let shape = ScreenShape(columns: 130, rows: 40, glyphs: .unicode)
    func board(_ scene: Scene) -> [String] {
      let grid = scene.frame(shape).grid
      return (0..<40).map { String(grid.line($0).prefix(80)) }.filter { $0.contains("✓") || $0.contains("till") }
    }
    let dark = board(scene)
    #expect(dark.contains { $0.contains("At other tills") })
    scene.happens(
      .phonesChanged(
        CustomersPhones(prompts: [
          CustomersPhones.Prompt(
            checkoutRequestID: CheckoutRequestID("ws_1"), phone: "0712 ··· 678", amountShillings: 50, reference: "T2A1",
            waitsForAnswerByHand: false)
        ])))
    #expect(board(scene) == dark)
    #expect(scene.frame(shape).grid.cells.contains { $0.text == "╭" })
  }

  /// The demo tells its supervisor's PIN where it is asked for and where people look for help, and nothing else does.
  @Test(arguments: ["by-hand", "help", "empty"], Language.allCases)
  func aDemosSupervisorIsTold(_ name: String, _ language: Language) throws {
    try Scene.$language.withValue(language) {
      var scene = try Gallery.scene(name)
      for (columns, rows) in [(80, 24), (130, 40)] {
        let shape = ScreenShape(columns: columns, rows: rows, glyphs: .unicode)
        func tellsPIN() -> Bool {
          let grid = scene.frame(shape).grid
          return (0..<rows).contains { grid.line($0).contains("270419") }
        }
        if columns == 80 {
          #expect(!tellsPIN())
          scene.happens(.supervisorOfDemo(.standard))
        }
        #expect(tellsPIN(), "\(name) \(columns)")
      }
    }
  }
}
