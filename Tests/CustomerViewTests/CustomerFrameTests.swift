import Cells
import CustomerView
import PaymentLaws
import Payments
import QRCodes
import Settings
import StoredFrames
import Testing

/// The customer's screens; `KAUNTA_UPDATE_GOLDENS=1` writes the stored ones anew.
@Suite struct CustomerFrameTests {
  static let demo = Phrase("DEMO, NO MONEY MOVES", sw: "DEMO, HAKUNA PESA HALISI")
  static let names = [
    "welcome", "welcome-without-number", "closed", "unreadable", "sending", "enter-pin", "please-wait", "paid",
    "accepted", "not-paid", "do-not-enter-pin", "ask-cashier",
  ]

  /// A view that shows a page.
  static func scene(
    _ name: String, _ language: Language = .english, amount: Int = 1_250, warning: Phrase? = nil
  ) throws -> CustomerScene {
    var scene = try CustomerScene(language, warning: warning)
    let now = CustomerScene.start
    let minuteAgo = CustomerScene.ago(seconds: 61)
    let state: PaymentState? =
      switch name {
      case "sending": .sending(since: now)
      case "enter-pin", "do-not-enter-pin": .waiting(since: now)
      case "please-wait": .waiting(since: minuteAgo)
      case "paid": .paid("UJ25K3M9QX", at: now)
      case "accepted": Receipt("UJ25K3M9QX").map { .byHand($0, at: now) }
      case "not-paid": .notPaid("1032", at: now)
      case "ask-cashier": .check(.strangePeer, at: now)
      default: nil
      }
    scene.finds(
      try state.map {
        try CustomerScene.payment($0, secondsAgo: 2, amount: amount) {
          $0.notes.paysAnotherWay = name == "do-not-enter-pin"
        }
      }, isDeskOpen: name != "closed", aPromptIsOut: name == "welcome-without-number")
    if name == "unreadable" { scene.cannotRead() }
    return scene
  }

  static func frame(_ scene: CustomerScene, _ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode) -> Frame {
    CustomerFrame.frame(
      of: scene.state, at: scene.now, shape: CustomerShape(columns: columns, rows: rows, glyphs: glyphs))
  }

  @Test(arguments: names, Language.allCases)
  func theFramesAreTheStoredOnes(_ name: String, _ language: Language) throws {
    let scene = try Self.scene(name, language)
    var text = FrameText.text(of: Self.frame(scene, 80, 24))
    for (columns, rows) in [(40, 12), (120, 36)] {
      text += FrameText.plainText(of: Self.frame(scene, columns, rows).grid)
    }
    text += FrameText.plainText(of: Self.frame(scene, 80, 24, .ascii).grid)
    try StoredFile.golden("\(language.rawValue)/\(name)").hold(text, updatedBy: "KAUNTA_UPDATE_GOLDENS")
  }

  /// At every size, whatever it is about.
  @Test(arguments: names, Language.allCases)
  func nothingPrivateIsShownAndTheWordsAreWhole(_ name: String, _ language: Language) throws {
    let scene = try Self.scene(name, language, warning: Self.demo)
    let isPaid = scene.page.isPaid
    for (columns, rows) in Self.sizes {
      for glyphs in [GlyphSet.unicode, .ascii] {
        let frame = Self.frame(scene, columns, rows, glyphs)
        let words = FrameText.words(of: frame.grid)
        #expect(frame.grid.columns == columns && frame.grid.rows == rows)
        #expect(!words.contains("712345678") && !words.contains("5678") && !words.contains("UJ25K3M9QX"))
        #expect(words.contains(Self.demo[language]), "\(columns)x\(rows): no money moves")
        for sentence in Self.sentences(of: scene.page) {
          #expect(Self.flowed(words).contains(sentence), "\(columns)x\(rows) \(glyphs)")
        }
        let filled = (1..<rows).allSatisfy {
          frame.grid[$0, 0].role == .statePaid && frame.grid[$0, 0].attributes == .reverse
        }
        #expect(filled == isPaid)
        if glyphs == .ascii { #expect(words.utf8.allSatisfy { $0 < 0x80 }) }
      }
    }
  }

  static let sizes = [(40, 12), (40, 55), (80, 24), (100, 17), (132, 43), (200, 55)]

  /// Smaller than a screen can be: nothing fails, and the first rows still say the gravest.
  @Test(arguments: names)
  func aWindowThatIsTooSmallBreaksNothing(_ name: String) throws {
    let scene = try Self.scene(name, amount: 250_000)
    for columns in [1, 2, 5, 20, 39] {
      for rows in [1, 2, 3, 5, 11] {
        for glyphs in [GlyphSet.unicode, .ascii] { _ = Self.frame(scene, columns, rows, glyphs) }
      }
    }
  }

  /// Every amount that M-Pesa takes is drawn big where a desk can be drawn at all.
  @Test(arguments: [1, 50, 1_250, 99_999, 250_000])
  func theAmountIsBig(_ amount: Int) throws {
    let scene = try Self.scene("enter-pin", amount: amount)
    for (columns, rows) in Self.sizes {
      let grid = Self.frame(scene, columns, rows).grid
      let rowsOfDigits = (0..<rows).count { row in
        (0..<columns).contains { "█▀▄".contains(grid[row, $0].text) }
      }
      #expect(rowsOfDigits >= 4, "\(columns)x\(rows)")
    }
  }

  /// What a camera sees is the code.
  @Test(arguments: [true, false]) func theQRCodeIsDarkOnLight(_ paperIsLight: Bool) throws {
    let scene = try Self.scene("welcome")
    let shape = CustomerShape(columns: 80, rows: 24, glyphs: .unicode, paperIsLight: paperIsLight)
    let grid = CustomerFrame.frame(of: scene.state, at: scene.now, shape: shape).grid
    let code = try #require(QRCode(digits: "5123456"))
    let row = try #require((0..<24).first { row in (0..<80).contains { grid[row, $0].ground == .toast } })
    let column = try #require((0..<80).first { grid[row, $0].ground == .toast })
    for down in -4..<25 {
      for across in -4..<25 {
        let cell = grid[row + (down + 4) / 2, column + across + 4]
        let isUpper = (down + 4).isMultiple(of: 2)
        let hasInk = cell.text == "█" || cell.text == (isUpper ? "▀" : "▄")
        #expect(hasInk == (code[down, across] == paperIsLight))
      }
    }
  }

  /// Paid is another screen at a glance, at every colour level and in every theme that ships.
  @Test(arguments: ["counter", "counter-light", "high-contrast", "high-contrast-light", "mono", "sixteen"])
  func paidLooksLikeNothingElse(_ slug: String) throws {
    let theme = ThemeLoader(directories: [StoredFile.themes]).load(slug).theme
    for level in ColourLevel.allCases {
      func ground(_ name: String) throws -> Style {
        theme.style(for: Self.frame(try Self.scene(name), 80, 24).grid[12, 0], level: level)
      }
      let paid = try ground("paid")
      for name in Self.names where name != "paid" { #expect(try ground(name) != paid, "\(level) \(name)") }
    }
  }

  /// The sentence, in both languages.
  private static func sentences(of page: CustomerPage) -> [String] {
    switch page {
    case .welcome: ["Pay when the cashier asks you.", "Lipa keshia akikuomba.", "5123456"]
    case .welcomeWithoutNumber: ["Pay when the cashier asks you.", "Lipa keshia akikuomba."]
    case .closed: ["Please go to another till.", "Tafadhali nenda kaunta nyingine."]
    case .unreadable, .askCashier: ["Please ask the cashier.", "Tafadhali muulize keshia."]
    case .doNotEnterPIN: ["Do not enter your PIN. Please ask the cashier.", "Usiweke PIN. Tafadhali muulize keshia."]
    case .sending: ["One moment: the request is going out.", "Subiri kidogo: ombi linatumwa."]
    case .enterPIN: ["Please enter your M-Pesa PIN.", "Weka PIN yako ya M-Pesa kwenye simu."]
    case .pleaseWait: ["Have you entered your PIN? Please wait.", "Umeweka PIN? Tafadhali subiri."]
    case .paid: ["Paid. Thank you.", "Imelipwa. Asante."]
    case .accepted: ["Your receipt is accepted. Thank you.", "M-Pesa yako imekubaliwa. Asante."]
    case .notPaid: ["It did not go through. Please ask the cashier.", "Haikupita. Tafadhali muulize keshia."]
    }
  }

  /// The words of a screen in one line, as they are read over line ends, without what the QR code puts between them.
  private static func flowed(_ words: String) -> String {
    words.filter { !"█▀▄".contains($0) }.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
  }
}
