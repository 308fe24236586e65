import Cells
import Desk
import DeskScreens
import Payments
import StoredFrames
import Testing

/// What the eye is led by: number and amount together, the living before the done, and money that is felt.
@Suite struct LookTests {
  private static let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  private func found(
    _ number: String, _ scene: Scene, _ shape: ScreenShape = LookTests.shape
  ) -> (row: Int, grid: CellGrid)? {
    let grid = scene.frame(shape).grid
    let row = (7..<grid.rows - 5).first { grid.line($0).split(separator: " ").first { $0 != "▸" } == number[...] }
    return row.map { ($0, grid) }
  }

  @Test func numberAndAmountAreOneGlance() throws {
    let scene = try Gallery.scene("waiting")
    let line = try #require(found("45", scene)).grid.line(6)
    #expect(line.contains("#   AMOUNT") || line.contains("#  AMOUNT"), "\(line)")
    for (number, amount) in [("45", "12,500"), ("48", "50")] {
      let (row, grid) = try #require(found(number, scene))
      #expect(grid.line(row).split(separator: " ").prefix(2) == [number[...], amount[...]])
    }
  }

  /// Finished rows may be passed over; what is alive or has just changed may not.
  @Test func whatIsOverIsQuiet() throws {
    var scene = try Scene()
    try scene.payment(44, "0712345678", 250, secondsAgo: 300, PaymentStatus.paid("UJ25K3M9QX"))
    try scene.payment(45, "0712345679", 350, secondsAgo: 12, PaymentStatus.waiting(at:))
    let (done, grid) = try #require(found("44", scene))
    let (alive, _) = try #require(found("45", scene))
    func roles(_ row: Int) -> Set<Role> {
      Set((0..<80).filter { grid[row, $0].text != " " }.map { grid[row, $0].role })
    }
    #expect(roles(done) == [.textMuted, .text, .statePaid], "the sign and the word stay green")
    #expect(roles(alive).isSuperset(of: [.money, .stateWaiting]) && !roles(alive).contains(.textMuted))
  }

  /// The prompt's life, and nothing else, moves.
  @Test func theMeterFillsWithThePromptsLife() throws {
    var counts: [Int] = []
    for seconds in [0, 1, 30, 59] as [Int64] {
      var scene = try Scene()
      try scene.payment(45, "0712345678", 250, secondsAgo: seconds, PaymentStatus.waiting(at:))
      let (row, grid) = try #require(found("45", scene))
      counts.append(grid.line(row).count { $0 == "━" })
      #expect(grid.line(row).count { $0 == "━" || $0 == "╌" } == 10)
    }
    #expect(counts == [0, 1, 5, 10])
    for seconds in [60, 200] as [Int64] {
      var scene = try Scene()
      try scene.payment(45, "0712345678", 250, secondsAgo: seconds, PaymentStatus.waiting(at:))
      let (row, grid) = try #require(found("45", scene))
      #expect(!grid.line(row).contains { $0 == "━" || $0 == "╌" }, "it is over: \(grid.line(row))")
    }
  }

  /// For three seconds the lines that speak of it stand in the colour of money, and then the screen is calm again.
  @Test(arguments: GlyphSet.allCases)
  func moneyThatComesIsFelt(_ glyphs: GlyphSet) throws {
    let shape = ScreenShape(columns: 80, rows: 24, glyphs: glyphs)
    func isFramed(_ scene: Scene) -> Bool {
      let grid = scene.frame(shape).grid
      return [18, 22].allSatisfy { grid[$0, 79].role == .statePaid }
    }
    var scene = try Scene()
    let asked = try scene.payment(45, "0712345678", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    #expect(!isFramed(scene))
    var paid = asked
    paid.status = PaymentStatus.example(.paid("UJ25K3M9QX", at: scene.now), askedAt: asked.recordedAt)
    paid.position += 1
    scene.happens(.evidenceCommitted([paid]))
    #expect(isFramed(scene))
    let left = try #require(scene.state.nextVisibleChangeMilliseconds(at: scene.now))
    #expect(left <= 3_000, "the desk wakes to take it away")
    scene.passes(seconds: 3)
    #expect(!isFramed(scene))
  }

  /// What can be done about a payment stands right below what is said of it.
  @Test func theKeysOfAPaymentStandBesideItsLines() throws {
    var scene = try Gallery.scene("waiting")
    #expect(!scene.frame(Self.shape).grid.line(22).contains { $0.isLetter })
    scene.press(.function(2))
    let line = scene.frame(Self.shape).grid.line(22)
    for binding in scene.state.bindings(at: scene.now).filter(\.isAction).prefix(2) {
      #expect(line.contains(" \(binding.shownKey ?? "") \(binding.word.english) "), "\(line)")
    }
  }
}
