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
  var textGoes: TextDestination { count > 2 ? .page : .form }

  func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    let more = KeyBinding([.up], Command.more, word: Phrase("more", sw: "zaidi"))
    return (textGoes == .page ? [] : [more]) + [
      KeyBinding([.escape], Command.leave, word: Phrase("back", sw: "rudi"))
    ]
  }

  mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .more: count += 1
    case .leave: return .closes([.ring(.refused)])
    }
    return .stays([])
  }

  mutating func type(_ character: Character) { text.append(character) }
}

private struct CountingRegion: PageRegion {
  let page: CountingPage
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    canvas.put(verbatim: "COUNT \(page.count) \(page.text)", row: 0, column: 2, endColumn: canvas.textEnd)
    canvas.put(verbatim: "END", row: canvas.rows - 1, column: canvas.textEnd - 3, endColumn: canvas.textEnd)
    canvas.cursor = Position(row: 0, column: 8)
  }
}

@Suite struct AddedPageTests {
  private let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  private var regions: PageRegions {
    var regions = PageRegions.standard
    regions.add(CountingRegion.self)
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

  @Test func itIsDrawnIntoAnyRectangle() throws {
    var scene = try Scene()
    scene.opens(CountingPage(count: 1))
    var canvas = Canvas(shape: shape, language: .english)
    regions.draw(
      CountingPage(count: 4), of: scene.state, at: scene.now, in: Rect(row: 3, column: 30, rows: 5, columns: 20),
      into: &canvas)
    #expect(canvas.grid.line(3) == String(repeating: " ", count: 32) + "COUNT 4")
    #expect(canvas.grid.line(7) == String(repeating: " ", count: 47) + "END")
    #expect(canvas.cursor == Position(row: 3, column: 38))
    regions.draw(
      CountingPage(), of: scene.state, at: scene.now, in: Rect(row: 3, column: 30, rows: 0, columns: 20),
      into: &canvas)
    #expect(canvas.grid.line(3).hasSuffix("COUNT 4"), "where there is no room, nothing is drawn")
  }

  /// Whoever is asked something, or holds a phone, is asked above the page, whichever came first.
  @Test func aQuestionIsAboveIt() throws {
    var scene = try Scene()
    try scene.payment(41, "0712345678", 50, secondsAgo: 5, PaymentStatus.waiting(at:))
    scene.press(.function(10))
    scene.opens(CountingPage())
    #expect(scene.state.question == .quit(waiting: 1) && scene.state.pages.top is QuestionPage)
    scene.press(.up)
    #expect(scene.state.pages.page(CountingPage.self)?.count == 1, "its own keys go on under a question")
    scene.press(.character("n"))
    #expect(scene.state.pages.top is CountingPage)
  }

  private func lines(of frame: Frame) -> String {
    (0..<frame.grid.rows).map { frame.grid.line($0) }.joined(separator: "\n")
  }
}
