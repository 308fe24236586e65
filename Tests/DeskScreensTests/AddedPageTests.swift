import Cells
import Desk
import Keys
import Payments
import Testing

@testable import DeskScreens

/// What a new page costs: the page, its region, and a line in the table of regions.
private struct CountingPage: DeskPage {
  enum Command: Sendable, Hashable {
    case more
    case leave
  }

  var count = 0
  var text = ""
  var asked: Loading<[PaymentSummary]>?
  var takesText: Bool { count > 2 }

  func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    let more = KeyBinding([.up], Command.more, shownKey: "Up", word: Phrase("more", sw: "zaidi"))
    return (takesText ? [] : [more]) + [
      KeyBinding([.escape], Command.leave, shownKey: "Esc", word: Phrase("back", sw: "rudi"))
    ]
  }

  mutating func handle(_ command: Command, on desk: inout DeskState, at now: Moment) -> PageOutcome {
    switch command {
    case .more: count += 1
    case .leave: return .closes([.ring(.refused)])
    }
    return .stays([])
  }

  mutating func type(_ character: Character) { text.append(character) }
}

@Suite struct AddedPageTests {
  private let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  private var regions: PageRegions {
    var regions = PageRegions.standard
    regions.add(CountingPage.self) { page, _, _, room, canvas in
      canvas.put(
        verbatim: "COUNT \(page.count) \(page.text)", row: room.firstRow, column: 2, endColumn: room.endColumn)
    }
    return regions
  }

  @Test func aPageHasTheKeyboardAsLongAsItIsOnTop() throws {
    var scene = try Scene()
    scene.opens(CountingPage())
    scene.press(.up)
    scene.press(.up)
    #expect(scene.state.pages.page(CountingPage.self)?.count == 2)
    #expect(scene.state.form.isEmpty)
    scene.press(.up)
    scene.types("07x")
    #expect(scene.state.pages.page(CountingPage.self)?.text == "07x", "text is its own now")
    #expect(scene.state.form.isEmpty)
    scene.press(.escape)
    #expect(scene.state.pages.isEmpty)
    #expect(scene.effects.last == .ring(.refused))
    scene.types("07")
    #expect(scene.state.form.phone == "07")
  }

  @Test func itsRegionDrawsIt() throws {
    var scene = try Scene()
    scene.opens(CountingPage(count: 1))
    let frame = scene.frame(shape, regions: regions)
    let text = lines(of: frame)
    #expect(text.contains("COUNT 1"))
    #expect(text.contains("Up more"))
    let small = ScreenShape(columns: 60, rows: 20, glyphs: .unicode)
    #expect(lines(of: scene.frame(small, regions: regions)).contains("COUNT 1"))
  }

  private func lines(of frame: Frame) -> String {
    (0..<frame.grid.rows).map { frame.grid.line($0) }.joined(separator: "\n")
  }
}
