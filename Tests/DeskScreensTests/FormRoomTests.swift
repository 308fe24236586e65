import Cells
import Desk
import DeskScreens
import Keys
import Payments
import Testing

/// What stands beside the form has 45 columns at 80: a mistake or a notice that is cut leaves its end unsaid.
@Suite struct FormRoomTests {
  private static let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  private func expectWhole(_ scene: Scene, _ comment: Comment) {
    let grid = scene.frame(Self.shape).grid
    // Unicode's own names may be as long as they like.
    for row in 2...4 where !grid.line(row).contains("U+") {
      #expect(!grid.line(row).hasSuffix("…"), "\(comment.rawValue): \(grid.line(row))")
    }
  }

  @Test(arguments: Language.allCases)
  func noMistakeIsCut(_ language: Language) throws {
    try Scene.$language.withValue(language) {
      let message = "UJ25K3M9QX Confirmed. Ksh50.00 sent to DUKA LA MFANO on 24/11/26."
      for phone in [
        message,
        "", "071234567", "07", "0612345678", "07123456789", "0712345678\n50", "07x2345678", "0730345678",
        "0744345678", "0712345678 500", "\u{2800}",
      ] {
        var scene = try Scene()
        scene.press(.paste(phone))
        scene.press(.enter)
        expectWhole(scene, "\(phone)")
      }
      for amount in ["", "0", "050", "1.500", "12,50", "50.50", "999999", "50\n60", "50\t60", "5x", "-5"] {
        var scene = try Scene()
        scene.types("0712345678⏎")
        scene.press(.paste(amount))
        expectWhole(scene, "\(amount) pasted")
        scene.press(.enter)
        expectWhole(scene, "\(amount)")
      }
      for reference in ["A-1", "A1234567890123", "12 3", "A\nB"] {
        var scene = try Scene()
        scene.types("0712345678⏎50⇥")
        scene.press(.paste(reference))
        expectWhole(scene, "\(reference)")
      }
    }
  }

  /// A line of keys that moves draws the eye to it, and takes many bytes on the way to the terminal.
  @Test(arguments: Language.allCases)
  func theFirstDigitOnlyAddsToTheLineOfKeys(_ language: Language) throws {
    try Scene.$language.withValue(language) {
      var scene = try Scene()
      _ = try scene.payment(1, "0722000111", 50, secondsAgo: 37, PaymentStatus.waiting(at:))
      let last = Self.shape.rows - 1
      let empty = scene.frame(Self.shape).grid.line(last)
      scene.types("0")
      let typed = scene.frame(Self.shape).grid.line(last)
      #expect(typed.hasPrefix(empty), "\(typed)")
      #expect(typed.hasSuffix(language == .english ? "   Esc step back" : "   Esc rudi"), "\(typed)")
    }
  }

  /// With numbers as a busy day has them.
  @Test(arguments: Language.allCases)
  func noNoticeIsCut(_ language: Language) throws {
    try Scene.$language.withValue(language) {
      func mending(_ busy: String = "") throws -> Scene {
        var scene = try Scene()
        let payment = try scene.payment(1234, "0712345678", 250_000, secondsAgo: 37, PaymentStatus.waiting(at:))
        scene.press(.function(2))
        try scene.choose(payment)
        scene.types("wy" + busy)
        try scene.decided(payment) { _ in }
        return scene
      }
      var scene = try mending()
      expectWhole(scene, "to be mended")
      scene.types("⎋")
      expectWhole(scene, "not asked again")
      scene = try mending()
      scene.press(.function(2))
      expectWhole(scene, "put away")
      scene = try mending("⇥0722")
      expectWhole(scene, "the form is in use")
      scene = try Scene()
      let waiting = try scene.payment(1234, "0722000111", 50, secondsAgo: 37, PaymentStatus.waiting(at:))
      scene.happens(.questionPutOff(waiting.id))
      expectWhole(scene, "asked a moment ago")
      scene.types("0712345678⏎250000⏎")
      expectWhole(scene, "asked for")
      try scene.cannotRecord(Phrase("The disk is full.", sw: "Diski imejaa."))
      scene.health { $0.ledgerTrouble = Phrase("The disk is full.", sw: "Diski imejaa.") }
      scene.health { $0.ledgerTrouble = nil }
      expectWhole(scene, "the ledger is well")
    }
  }
}
