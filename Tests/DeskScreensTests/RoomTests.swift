import Cells
import Desk
import DeskScreens
import Payments
import Testing

/// What a large screen has besides: a card that is read from further away, and headings on the board.
///
/// Neither takes the place of anything.
@Suite struct RoomTests {
  private static let headings = [
    "Needs somebody", "At this till now", "Over at this till", "At other tills", "Needs somebody at another till",
    "Also needs somebody at another till",
  ]

  private func lines(_ scene: Scene, _ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode) -> [String] {
    let grid = scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: glyphs)).grid
    return (0..<rows).map { grid.line($0) }
  }

  /// The headings on a board, from the top.
  private func headings(on lines: [String]) -> [String] {
    lines.compactMap { line in Self.headings.first { line.hasPrefix("  " + $0 + "  ") || line == "  " + $0 } }
  }

  @Test func groupsHaveTheirHeadingsInTheirOrder() throws {
    var scene = try Scene()
    try scene.payment(41, "0712345671", 150, secondsAgo: 400, PaymentStatus.answered { .unknown(.noAnswer, at: $0) })
    try scene.payment(42, "0712345672", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    try scene.payment(43, "0712345673", 350, secondsAgo: 300, PaymentStatus.paid("UJ25K3M9QX"))
    try scene.payment(7, "0712345674", 450, secondsAgo: 12, till: 3, PaymentStatus.waiting(at:))
    let lines = lines(scene, 130, 40)
    #expect(
      headings(on: lines) == ["Needs somebody", "At this till now", "Over at this till", "At other tills"])
    for (heading, number) in [("Needs somebody", "41"), ("At this till now", "42"), ("Over at this till", "43")] {
      let row = try #require(lines.firstIndex { $0.hasPrefix("  " + heading) })
      #expect(lines[row + 1].split(separator: " ").first == number[...])
    }
  }

  /// More troubles of other tills than stand above what is over here go on below it.
  @Test func noHeadingStandsTwice() throws {
    var scene = try Scene()
    try scene.payment(43, "0712345673", 350, secondsAgo: 300, PaymentStatus.paid("UJ25K3M9QX"))
    for number in 1...5 {
      try scene.payment(
        number, "071234567\(number)", 450, secondsAgo: 400, till: 3,
        PaymentStatus.answered { .unknown(.noAnswer, at: $0) })
    }
    #expect(
      headings(on: lines(scene, 130, 40)) == [
        "Needs somebody at another till", "Over at this till", "Also needs somebody at another till",
      ])
  }

  /// Where there is room for it a free row is above each group but the first; in a demo the room is counted as if its
  /// phone stood there, so that no row moves when it comes.
  @Test func theGroupsStandApart() throws {
    var scene = try Scene(practice: nil)
    for number in 1...8 {
      let seconds = Int64(number) * 20
      try scene.payment(number, "071234567\(number)", 50, secondsAgo: seconds, PaymentStatus.paid("UJ25K3M9Q\(number)"))
    }
    try scene.payment(9, "0712345679", 250, secondsAgo: 9, PaymentStatus.waiting(at:))
    let quiet = lines(scene, 80, 32)
    let row = try #require(quiet.firstIndex { $0.hasPrefix("  Over at this till") })
    #expect(quiet[row - 1].isEmpty)
    #expect(headings(on: quiet) == ["At this till now", "Over at this till"])
  }

  /// One group needs no name.
  @Test func aBoardOfOneKindHasNone() throws {
    var scene = try Scene()
    for number in 1...3 {
      try scene.payment(number, "071234567\(number)", 50, secondsAgo: 5, PaymentStatus.waiting(at:))
    }
    #expect(headings(on: lines(scene, 130, 40)) == [])
  }

  /// No heading stands where a payment could, and none on the screen that most have.
  @Test(arguments: Gallery.names)
  func noHeadingPushesAPaymentOff(_ name: String) throws {
    let scene = try Gallery.scene(name)
    #expect(headings(on: lines(scene, 80, 24)) == [])
    for (columns, rows) in [(80, 32), (130, 32), (130, 40), (200, 60)] {
      let lines = lines(scene, columns, rows)
      let isCut = lines.contains { $0.hasPrefix("──") && ($0.contains(" more below ") || $0.contains(" above ")) }
      #expect(headings(on: lines).isEmpty || !isCut, "\(columns)x\(rows)")
    }
  }

  @Test func theCardHasBigDigitsWhereEvidenceHasRoomBelow() throws {
    let scene = try Gallery.scene("busy")
    let payment = try #require(scene.state.toldPayment(at: scene.now))
    func hasBig(_ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode) -> Bool {
      lines(scene, columns, rows, glyphs).contains { $0.contains("█") }
    }
    #expect(hasBig(130, 40) && hasBig(110, 37) && hasBig(130, 33))
    #expect(!hasBig(110, 24) && !hasBig(80, 50) && !hasBig(130, 40, .ascii))
    // The amount stands there once, and below the digits what to say.
    let card = lines(scene, 130, 40).map { $0.split(separator: "│").last.map(String.init) ?? "" }
    let title = try #require(card.firstIndex { $0.contains("NUMBER") })
    #expect(!card[title].contains("KSh \(payment.amount.grouped)"))
    #expect(card[(title + 6)...].contains { $0.hasPrefix(" Say: ") })
  }

  /// The keys of a payment stand below its last evidence, with one free row between.
  @Test func theKeysOfACardStandUnderTheirText() throws {
    var scene = try Gallery.scene("details")
    scene.types("⎋")
    let lines = lines(scene, 130, 40)
    let card = lines.map { line in
      line.split(separator: "│", omittingEmptySubsequences: false).dropFirst().first.map(String.init) ?? ""
    }
    let keys = try #require(card.firstIndex { $0.contains("show number") || $0.contains("again in") })
    #expect(card[keys - 1].allSatisfy { $0 == " " })
    #expect(card[keys - 2].contains { $0.isLetter })
  }
}
