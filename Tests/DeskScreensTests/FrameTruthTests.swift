import Cells
import Desk
import DeskScreens
import Payments
import Testing
import Wording

/// What must hold on every screen, whatever it shows.
@Suite struct FrameTruthTests {
  static let shapes = [
    (80, 24), (120, 30), (110, 24), (80, 50), (60, 20), (40, 12), (79, 24), (80, 23), (200, 60), (1, 1), (39, 40),
    (0, 0),
  ]

  private func frames(_ page: Gallery.Page) throws -> [Frame] {
    let scene = try page.scene
    return Self.shapes.flatMap { columns, rows in
      GlyphSet.allCases.map {
        scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: $0))
      }
    }
  }

  @Test(arguments: Gallery.pages)
  func practiceIsAlwaysNamed(_ page: Gallery.Page) throws {
    let practice = try page.scene.state.identity.practice
    for frame in try frames(page) where frame.grid.columns >= 40 && frame.grid.rows >= 12 {
      let header = frame.grid.line(0)
      let says = [.english: "NO MONEY MOVES", .swahili: "HAKUNA PESA HALISI"][page.language, default: "?"]
      #expect(header.contains(says) == (practice != nil), "\(header)")
      let role: Role = practice == nil ? .header : .headerDemo
      #expect((0..<frame.grid.columns).allSatisfy { frame.grid[0, $0].ground == role })
    }
  }

  @Test(arguments: Gallery.pages)
  func onlyMoneyThatIsThereIsDrawnAsPaid(_ page: Gallery.Page) throws {
    let rows = try page.scene.state.board.rows
    let hasPaid = rows.contains { $0.status.standing == .paid && !$0.status.needsPerson }
    for frame in try frames(page) {
      #expect(hasPaid || !frame.grid.cells.contains { $0.role == .statePaid })
    }
  }

  @Test(arguments: Gallery.pages)
  func asciiTerminalsGetAscii(_ page: Gallery.Page) throws {
    let scene = try page.scene
    for (columns, rows) in Self.shapes {
      let frame = scene.frame(ScreenShape(columns: columns, rows: rows, glyphs: .ascii))
      #expect(frame.grid.cells.allSatisfy { $0.text.unicodeScalars.allSatisfy(\.isASCII) })
    }
  }

  @Test(arguments: Gallery.pages)
  func theCursorStandsInTheFieldThatHasTheKeyboard(_ page: Gallery.Page) throws {
    let scene = try page.scene
    for frame in try frames(page) where frame.grid.columns >= 40 && frame.grid.rows >= 12 {
      if scene.state.pages.top?.textGoes == .page {
        let cursor = try #require(frame.cursor)
        #expect(frame.grid[cursor.row, cursor.column].ground == .fieldFocus)
        continue
      }
      guard scene.state.isTypingInForm, scene.state.question == nil || !scene.state.form.isEmpty else {
        #expect(frame.cursor == nil)
        continue
      }
      let cursor = try #require(frame.cursor)
      let ground = frame.grid[cursor.row, cursor.column].ground
      #expect(ground == .fieldFocus || ground == .fieldInvalid)
    }
  }

  /// Screen readers and braille displays read on from the cursor, seen or not.
  @Test(arguments: Gallery.pages)
  func theHiddenCursorIsAtWhatIsToBeReadNext(_ page: Gallery.Page) throws {
    let scene = try page.scene
    for frame in try frames(page) where frame.cursor == nil && frame.grid.columns >= 40 && frame.grid.rows >= 12 {
      let grid = frame.grid
      try #require(frame.rest.row < grid.rows && frame.rest.column < grid.columns)
      let line = grid.line(frame.rest.row)
      if scene.state.demoPhone?.inHand != nil { continue }
      if scene.state.question != nil {
        #expect(grid[frame.rest.row, frame.rest.column].ground == .question)
        #expect(grid[frame.rest.row - 1, frame.rest.column].ground != .question)
      } else if scene.state.pages.isEmpty, scene.state.focus == .board, !scene.state.board.rows.isEmpty,
        grid.columns >= 80,
        grid.rows >= 24
      {
        #expect(grid[frame.rest.row, frame.rest.column].ground == .selection, "\(line)")
      } else {
        #expect(frame.rest.row > 0 && !line.isEmpty, "\(line)")
      }
    }
  }

  @Test(arguments: Gallery.pages)
  func theWholePhoneOfAPaymentIsNeverOnTheBoard(_ page: Gallery.Page) throws {
    let scene = try page.scene
    for frame in try frames(page) where frame.grid.columns >= 80 && frame.grid.rows >= 24 {
      // A question names the phone that it is about.
      let rows = (7..<frame.grid.rows - 5).filter { frame.grid[$0, 0].ground != .question }
      let text = rows.map { frame.grid.line($0) }.joined(separator: "\n")
      for payment in scene.state.board.rows {
        guard let phone = payment.phone else { continue }
        #expect(!text.contains(phone.spoken) && !text.contains(phone.msisdn))
      }
    }
  }

  /// A whole-shop rule of desk.md: the lines below the board are never cut on the narrowest full screen.
  @Test(arguments: Gallery.pages.filter { $0.name != "long-names" })
  func noSentenceIsCut(_ page: Gallery.Page) throws {
    let scene = try page.scene
    let frame = scene.frame(ScreenShape(columns: 80, rows: 24, glyphs: .unicode))
    for row in 0..<24 {
      let line = frame.grid.line(row)
      #expect(!line.hasSuffix("…"), "\(line)")
    }
  }

  /// Each till counts anew each day: an earlier day's number carries its day, and no age touches the amount beside it.
  @Test(arguments: Language.allCases, [86_400, 864_000, 2_592_000, 63_072_000] as [Int64])
  func numbersOfOtherDaysCarryTheirDay(_ language: Language, _ secondsAgo: Int64) throws {
    try Scene.$language.withValue(language) {
      for till in [2, 3] {
        var scene = try Scene()
        try scene.payment(41, "0712345678", 250_000, secondsAgo: 9, till: till, PaymentStatus.waiting(at:))
        let old = try scene.payment(
          41, "0722000111", 250_000, secondsAgo: secondsAgo, till: till,
          PaymentStatus.answered { .unknown(.noAnswer, at: $0) })
        let day = "\(old.day.text.suffix(2))-41"
        for (columns, rows) in [(80, 24), (120, 30), (60, 20)] {
          let shape = ScreenShape(columns: columns, rows: rows, glyphs: .ascii)
          let grid = scene.frame(shape).grid
          let lines = (0..<rows).map { grid.line($0) }
          // On a small screen the payment that matters is named in words.
          let spoken = old.spokenNumber(at: scene.now)[language]
          #expect(lines.contains { $0.contains(day) || columns < 80 && $0.contains(spoken) }, "\(columns)")
          let amounts = lines.filter { $0.contains("250,000") && !$0.contains("KSh") }
          #expect(columns < 80 || amounts.count == 2)
          for line in amounts { #expect(line.contains("250,000 ") || line.hasSuffix("250,000"), "\(line)") }
        }
        let told = scene.state.lines(about: old, at: scene.now).happened[language]
        let whose = scene.state.identity.till == old.till ? "" : "till \(till): "
        #expect(told.hasPrefix(whose + old.day.text.suffix(2) + "/") && told.contains("-41, "), "\(told)")
      }
    }
  }

  @Test func everyAmountInWordsFitsTheQuestion() {
    let words = (1...250_000).compactMap(Shillings.init).map(AmountWords.phrase)
    let longest = words.map { max($0.english.count, $0.swahili.count) }.max() ?? 0
    #expect(longest + 1 <= 77)
  }
}
