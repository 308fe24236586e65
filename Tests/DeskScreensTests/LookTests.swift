import Cells
import Desk
import DeskScreens
import Payments
import Testing

/// What the eye is led by: number and amount together, and what needs somebody before what is over.
@Suite struct LookTests {
  private static let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  /// The board's row of a number.
  private func boardRow(
    _ number: String, _ scene: Scene, _ shape: ScreenShape = LookTests.shape
  ) -> (row: Int, grid: CellGrid)? {
    let grid = scene.frame(shape).grid
    let row = (7..<grid.rows - 5).first { grid.line($0).split(separator: " ").first { $0 != "▸" } == number[...] }
    return row.map { ($0, grid) }
  }

  /// The cells of a row that are drawn with heavy strokes, as the words that they spell.
  private func boldWords(_ row: Int, _ grid: CellGrid) -> [String] {
    let line = (0..<80).map { column in
      let cell = grid[row, column]
      let isBold = Theme.counter.style(for: cell, level: .direct).attributes.contains(.bold)
      return isBold ? cell.text : " "
    }
    return line.joined().split(separator: " ").map(String.init)
  }

  @Test(arguments: [(80, 24), (110, 24), (80, 50), (60, 20)])
  func numberAndAmountAreOneGlance(_ columns: Int, _ rows: Int) throws {
    let scene = try Gallery.scene("waiting")
    let grid = scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: .unicode)).grid
    let lines = (0..<rows).map { grid.line($0).split(separator: " ").prefix(2).joined(separator: " ") }
    // On a small screen the newest stands above the others, in words.
    #expect(lines.contains("45 12,500"), "\(lines)")
    #expect(columns < 80 || lines.contains("48 50"), "\(lines)")
  }

  /// Finished rows may be passed over; only sign and word keep their colour.
  @Test func whatIsOverIsQuiet() throws {
    var scene = try Scene()
    try scene.payment(44, "0712345678", 250, secondsAgo: 300, PaymentStatus.paid("UJ25K3M9QX"))
    try scene.payment(45, "0712345679", 350, secondsAgo: 12, PaymentStatus.waiting(at:))
    let (done, grid) = try #require(boardRow("44", scene))
    let (alive, _) = try #require(boardRow("45", scene))
    func roles(_ row: Int) -> Set<Role> {
      let aside = [" ", GlyphSet.unicode[.meterEmpty]]
      return Set((0..<80).filter { !aside.contains(grid[row, $0].text) }.map { grid[row, $0].role })
    }
    #expect(roles(done) == [.textMuted, .text, .statePaid])
    #expect(!roles(alive).contains(.textMuted))
    #expect(boldWords(done, grid) == [] && boldWords(alive, grid) == [])
  }

  /// Bold is what needs a person, and for a moment what was paid here.
  @Test func whatNeedsSomebodyAndWhatJustCameStandOut() throws {
    var scene = try Scene()
    try scene.payment(
      43, "0712345677", 150, secondsAgo: 400, PaymentStatus.answered { .unknown(.noAnswer, at: $0) })
    let asked = try scene.payment(45, "0712345678", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    var paid = asked
    paid.status = PaymentStatus.example(.paid("UJ25K3M9QX", at: scene.now), askedAt: asked.recordedAt)
    paid.position += 1
    scene.happens(.evidenceCommitted([paid]))
    let (needy, grid) = try #require(boardRow("43", scene))
    #expect(boldWords(needy, grid) == ["150", "?", "CHECK"])
    let (lit, _) = try #require(boardRow("45", scene))
    #expect(
      boldWords(lit, grid) == ["45", "250", "✓", "PAID", "UJ25K3M9QX", "hand", "over", "0712", "···", "678", "14:02"])
    scene.passes(seconds: 20)
    let (over, later) = try #require(boardRow("45", scene))
    #expect(boldWords(over, later) == [])
  }

  @Test func theChosenRowIsOneToneFromEndToEndAndItsMarkStandsBesideItsNumber() throws {
    var scene = try Gallery.scene("waiting")
    scene.press(.function(2))
    let number = try #require(scene.state.board.selectedPayment?.number)
    let (row, grid) = try #require(boardRow("\(number)", scene))
    #expect(grid.line(row).contains("▸ \(number) "), "\(grid.line(row))")
    #expect((0..<80).allSatisfy { grid[row, $0].ground == .selection })
  }

  /// One clock a row: the meter fills in the minute that a prompt lives, and stays full while Safaricom is asked.
  @Test(arguments: Language.allCases, GlyphSet.allCases)
  func theMeterFillsWithThePromptsLife(_ language: Language, _ glyphs: GlyphSet) throws {
    let shape = ScreenShape(columns: 80, rows: 24, glyphs: glyphs)
    try Scene.$language.withValue(language) {
      for (seconds, full) in [(0, 0), (5, 0), (6, 1), (30, 5), (59, 9), (60, 10), (119, 10)] {
        var scene = try Scene()
        try scene.payment(45, "0712345678", 250, secondsAgo: Int64(seconds), PaymentStatus.waiting(at:))
        let (row, grid) = try #require(boardRow("45", scene, shape))
        let meter = (34..<44).map { grid[row, $0].text }
        #expect(meter.count { $0 == glyphs[.meterFull] } == full)
        #expect(meter.count { $0 == glyphs[.meterEmpty] } == 10 - full)
        #expect(grid[row, 33].text == " " && grid[row, 44].text == " ")
        #expect(!grid.line(row).contains(language == .english ? "\(seconds) s" : "sek"), "\(grid.line(row))")
      }
      var scene = try Scene()
      try scene.payment(45, "0712345678", 250, secondsAgo: 120, PaymentStatus.waiting(at:))
      let (row, grid) = try #require(boardRow("45", scene, shape))
      #expect(grid[row, 17].role == .stateCheck && !(0..<80).contains { grid[row, $0].role == .stateWaiting })
    }
  }

  private func becomes(_ state: PaymentState, _ asked: PaymentSummary, in scene: inout Scene) {
    var payment = asked
    payment.status = PaymentStatus.example(state, askedAt: asked.recordedAt)
    payment.position += 1
    scene.happens(.evidenceCommitted([payment]))
  }

  /// The rows that stand on the colour of a state from end to end.
  private func filledRows(_ scene: Scene, _ glyphs: GlyphSet = .unicode) -> [Int: Role] {
    let grid = scene.frame(ScreenShape(columns: 80, rows: 24, glyphs: glyphs)).grid
    let rows = (0..<24).filter { row in (0..<80).allSatisfy { grid[row, $0].attributes == .filled } }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0, grid[$0, 0].role) })
  }

  /// For three seconds the line that speaks of it stands on the colour of money, and then the screen is calm again.
  @Test func moneyThatComesIsFelt() throws {
    var scene = try Scene()
    let asked = try scene.payment(45, "0712345678", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    #expect(filledRows(scene) == [:])
    becomes(.paid("UJ25K3M9QX", at: scene.now), asked, in: &scene)
    #expect(filledRows(scene) == [19: .statePaid])
    #expect(try #require(scene.state.nextVisibleChangeMilliseconds(at: scene.now)) <= 3_000)
    scene.passes(seconds: 3)
    #expect(filledRows(scene) == [:])
  }

  /// Trouble keeps its lines; what is paid meanwhile has its own.
  @Test func moneyIsFeltBesideTroubleToo() throws {
    var scene = try Scene()
    let wrong = try scene.payment(44, "0712345677", 150, secondsAgo: 9, PaymentStatus.waiting(at:))
    let asked = try scene.payment(45, "0712345678", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    becomes(.notPaid("2001", by: .callback, at: scene.now), wrong, in: &scene)
    scene.passes(seconds: 2)
    becomes(.paid("UJ25K3M9QX", at: scene.now), asked, in: &scene)
    #expect(filledRows(scene) == [6: .statePaid])
  }

  /// Lit thrice in a second and a quarter: its row, and the lines.
  @Test func troubleThatRingsFlashes() throws {
    var scene = try Scene()
    let asked = try scene.payment(45, "0712345678", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    becomes(.notPaid("2001", by: .callback, at: scene.now), asked, in: &scene)
    var seen: [Bool] = []
    while seen.count < 7 {
      let filled = filledRows(scene)
      #expect(filled.isEmpty || filled == [7: .stateFailed, 19: .stateFailed, 20: .stateFailed, 21: .stateFailed])
      seen.append(!filled.isEmpty)
      let next = try #require(scene.state.nextVisibleChangeMilliseconds(at: scene.now))
      #expect(seen.count > 5 || next == 250)
      scene.passes(milliseconds: min(next, 250))
    }
    #expect(seen == [true, false, true, false, true, false, false])
  }

  @Test(arguments: ColourLevel.allCases)
  func whatIsFilledStandsOnItsColourAtEveryLevel(_ level: ColourLevel) {
    for role in Role.states where role != .state {
      let plain = Theme.counter.style(for: Cell(text: "x", role: role), level: level)
      let filled = Theme.counter.style(for: Cell(text: "x", role: role, attributes: .filled), level: level)
      #expect(filled.attributes.isSubset(of: [.bold, .underline, .reverse]))
      let isReversed = filled.attributes.contains(.reverse)
      switch level {
      case .mono: #expect(isReversed)
      case .sixteen: #expect(isReversed || filled.background != .terminalDefault)
      case .twoHundredFiftySix, .direct:
        #expect(isReversed != (role == .stateAlarm) && filled.background == plain.background)
      }
    }
  }
}
