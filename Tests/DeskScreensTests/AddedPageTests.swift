import Cells
import Desk
import Keys
import Payments
import Testing

@testable import DeskLines
@testable import DeskScreens

/// What a new page costs: the page with the command that opens it, its region, its speech, and a line in three tables.
private struct CountingPage: DeskPage {
  enum Command: Sendable, Hashable {
    case more
    case find
    case leave
  }

  static var coversLines: Bool { true }

  var count = 0
  var text = ""
  var asked: Loading<[PaymentSummary]>?
  var textGoes: TextDestination { count > 2 ? .page : .form }
  var hidesTyping: Bool { count > 3 }

  func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    let more = PageBinding([.up], Command.more, word: Phrase("more", sw: "zaidi"))
    let find = PageBinding([.enter], Command.find, word: Phrase("find", sw: "tafuta"))
    return (textGoes == .page ? [find] : [more]) + [
      PageBinding([.escape], Command.leave, word: Phrase("back", sw: "rudi"))
    ]
  }

  mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .more: count += 1
    case .find:
      guard let term = SearchTerm(text) else { return .stays([]) }
      let id = desk.newRequest()
      asked = .asked(id)
      return .stays(desk.ask(.read(.payments(term)), as: id))
    case .leave: return .closes([.ring(.refused)])
    }
    return .stays([])
  }

  mutating func type(_ character: Character) { text.append(character) }

  func nextChangeMilliseconds(on desk: DeskState, at now: Moment) -> Int64? { count == 2 ? 250 : nil }

  mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    asked?.take(id, result) { if case .payments(let found) = $0 { found } else { nil } } ?? false
  }
}

extension DeskCommand {
  fileprivate static let count = DeskCommand(
    "count", form: [.function(11), .control("g")], board: [.function(11), .control("g")],
    help: Phrase("counts", sw: "hesabu"), offer: { _ in Phrase("count", sw: "hesabu") },
    action: { desk, _, _ in desk.open(CountingPage()) })
}

private struct CountingRegion: PageRegion {
  let page: CountingPage
  let state: DeskState
  let now: Moment

  func draw(into canvas: inout Canvas) {
    let found = page.asked?.value.map { " FOUND \($0.count)" } ?? page.asked?.trouble.map { _ in " TROUBLE" } ?? ""
    canvas.put(verbatim: "COUNT \(page.count) \(page.text)\(found)", row: 0, column: 2, endColumn: canvas.textEnd)
    canvas.put(verbatim: "END", row: canvas.rows - 1, column: canvas.textEnd - 3, endColumn: canvas.textEnd)
    canvas.cursor = Position(row: 0, column: 8)
  }
}

private struct CountingSpeech: PageSpeech {
  let page: CountingPage
  let state: DeskState
  let now: Moment

  var content: [PageSentence] {
    [page.asked?.value.map { PageSentence(Phrase("Found: \($0.count).", sw: "Yamepatikana: \($0.count).")) }]
      .compactMap(\.self)
  }
  var prompt: [Phrase] { [Phrase("At \(page.count).", sw: "Sasa \(page.count).")] }
}

@Suite struct AddedPageTests {
  private let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  private var regions: PageRegions {
    var regions = PageRegions.standard
    regions.add(CountingRegion.self)
    return regions
  }

  /// With its folder, its region and two lines: it is opened by its key, asks the ledger, is answered, and is drawn.
  @Test func onAScreenItCostsALineInTwoTables() throws {
    var scene = try Scene(commands: .standard + [.count])
    let payment = try scene.payment(41, "0712345678", 50, secondsAgo: 5, PaymentStatus.waiting(at:))
    #expect(lines(of: scene.frame(shape, regions: regions)).contains("F11 count"), "the bottom line tells of it")
    #expect(scene.state.commands.helpInForm.contains { $0.text.english == "counts" }, "the page of help tells of it")
    scene.press(.control("g"))
    let opened = lines(of: scene.frame(shape, regions: regions))
    #expect(opened.contains("COUNT 0"))
    #expect(!opened.contains("Number 41:"), "the three lines of another payment are not its own")
    for _ in 1...3 { scene.press(.up) }
    scene.types("41⏎")
    guard case .ask(let first, .read(.payments))? = scene.effects.last else { throw Scene.Impossible() }
    scene.happens(.answered(first, .failure(Trouble(Phrase("It is held.", sw: "Imeshikiliwa.")))))
    #expect(lines(of: scene.frame(shape, regions: regions)).contains("COUNT 3 41 TROUBLE"))
    scene.press(.enter)
    scene.answers(.payments([payment]))
    #expect(lines(of: scene.frame(shape, regions: regions)).contains("COUNT 3 41 FOUND 1"))
    scene.press(.escape)
    #expect(scene.state.pages.isEmpty)
    scene.press(.function(2))
    scene.press(.function(11))
    #expect(scene.state.pages.top is CountingPage, "from the board as well")
  }

  /// With its speech and a third line: it is told, its words are its keys, and a line is its text.
  @Test func inLinesItCostsALineInAThird() throws {
    var scene = try Scene(commands: .standard + [.count])
    let payment = try scene.payment(41, "0712345678", 50, secondsAgo: 5, PaymentStatus.waiting(at:))
    var speeches = PageSpeeches.standard
    speeches.add(CountingSpeech.self)
    var conversation = LineConversation(hidesPhones: false, speeches: speeches)
    func heard() -> [String] { conversation.lines(of: scene.state, at: scene.now) }
    func types(_ line: String) -> [String] {
      scene.passes(milliseconds: 1_000)
      let typed = TypedLine(line, arrivedAtMilliseconds: scene.now.bootMilliseconds)
      for event in conversation.events(of: typed, in: scene.state, freshID: { payment.id }, at: scene.now) {
        scene.happens(event)
      }
      return heard()
    }
    _ = heard()
    #expect(types("F11") == ["At 0."])
    #expect(types("more") == ["At 1."])
    scene.passes(seconds: 5)
    #expect(heard().isEmpty, "each sentence once")
    #expect(types("more") + types("more") == ["At 2.", "At 3."])
    #expect(types("41") == ["At 3."], "no line is answered by silence")
    #expect(scene.state.pages.page(CountingPage.self)?.text == "41", "a line is its text")
    scene.answers(.payments([payment]))
    #expect(heard() == ["Found: 1."])
    #expect(types("back") == ["Closed."] && scene.state.pages.isEmpty)
  }

  /// A PIN is hidden wherever it is typed: the page says so, and no list of pages knows it.
  @Test func itSaysWhetherTypingIsHidden() throws {
    var scene = try Scene()
    scene.opens(CountingPage(count: 3))
    #expect(scene.state.pages.top?.hidesTyping == false)
    scene.opens(CountingPage(count: 4))
    #expect(scene.state.pages.top?.hidesTyping == true)
  }

  /// What ages on it wakes the desk.
  @Test func itSaysWhenItChangesByTimeAlone() throws {
    var scene = try Scene()
    scene.opens(CountingPage(count: 1))
    #expect(scene.state.nextVisibleChangeMilliseconds(at: scene.now) == 51_000)
    scene.press(.up)
    #expect(scene.state.nextVisibleChangeMilliseconds(at: scene.now) == 250)
    scene.press(.function(10))
    #expect(scene.state.nextVisibleChangeMilliseconds(at: scene.now) == 250, "also under a question")
  }

  /// What would cover a question waits for its answer, unless the command says otherwise.
  @Test func aQuestionKeepsItsKeyBack() throws {
    var scene = try Scene(commands: .standard + [.count])
    try scene.payment(41, "0712345678", 50, secondsAgo: 5, PaymentStatus.waiting(at:))
    scene.press(.function(10))
    scene.press(.function(11))
    #expect(scene.state.panel == nil && scene.state.pages.top is QuestionPage)
  }

  /// Two commands of one name would be one.
  @Test func everyCommandHasANameOfItsOwn() {
    #expect(Set([DeskCommand].standard).count == [DeskCommand].standard.count)
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
