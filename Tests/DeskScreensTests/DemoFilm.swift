import Desk
import DeskScreens
import Payments
import StoredFrames

/// A minute of the demo, played by the desk's own events: a customer who pays, and one who closes the prompt.
struct DemoFilm {
  private var scene: Scene
  private(set) var shots: [GridFilm.Shot] = []
  /// The shot that says most where nothing moves: the money is here, and the SMS on the customer's phone.
  private(set) var still = 0

  private static let shape = ScreenShape(columns: 80, rows: 24, glyphs: .unicode)

  init() throws {
    scene = try Scene()
    scene.happens(.phonesChanged(CustomersPhones()))
    try oneWhoPays()
    try oneWhoDoesNot()
  }

  private mutating func shot(_ milliseconds: Int) {
    shots.append(GridFilm.Shot(scene.frame(Self.shape), milliseconds: milliseconds))
  }

  /// Some keys at a time, as fast as a hand is.
  private mutating func types(_ pieces: [String]) {
    for piece in pieces {
      scene.types(piece)
      scene.passes(milliseconds: 250)
      shot(250)
    }
  }

  private func prompt(_ phone: String, _ amount: Int, _ reference: String) -> CustomersPhones {
    CustomersPhones(prompts: [
      CustomersPhones.Prompt(
        checkoutRequestID: CheckoutRequestID(reference), phone: phone, amountShillings: amount, reference: reference,
        waitsForAnswerByHand: false)
    ])
  }

  private func ending(
    _ phone: String, _ amount: Int, _ reference: String, _ code: ResultCode, _ receipt: String?
  ) -> CustomersPhones {
    CustomersPhones(endings: [
      CustomersPhones.Ending(
        phone: phone, amountShillings: amount, reference: reference, atWallMilliseconds: scene.now.wallMilliseconds,
        resultCode: code, receipt: receipt, balanceShillings: 12_345)
    ])
  }

  private mutating func oneWhoPays() throws {
    shot(2_000)
    types(["071", "234", "5678", "⏎", "1", "25", "0"])
    shot(600)
    scene.types("⏎")
    shot(500)
    var asked = try scene.recorded(as: .sending(since: scene.now))
    shot(500)
    scene.becomes(.waiting(since: scene.now), &asked)
    scene.happens(.phonesChanged(prompt("0712 ··· 678", 1_250, "1D2K9X")))
    for _ in 0..<3 {
      shot(900)
      scene.passes(seconds: 6)
    }
    scene.becomes(.paid("UJ25K3M9QX", at: scene.now), &asked)
    scene.happens(.phonesChanged(ending("0712 ··· 678", 1_250, "1D2K9X", .paid, "UJ25K3M9QX")))
    var totals = DayTotals()
    totals.paidCount = 1
    totals.paidShillings = 1_250
    scene.happens(.totalsChanged(totals))
    still = shots.count + 1
    shot(1_500)
    scene.passes(seconds: 3)
    shot(3_000)
  }

  private mutating func oneWhoDoesNot() throws {
    types(["0700", "001", "032", "⏎", "8", "0"])
    shot(500)
    scene.types("⏎")
    shot(400)
    var asked = try scene.recorded(as: .waiting(since: scene.now))
    scene.happens(.phonesChanged(prompt("0700 ··· 032", 80, "2D2K9Y")))
    shot(1_000)
    scene.passes(seconds: 6)
    shot(1_000)
    scene.becomes(.notPaid("1032", at: scene.now), &asked)
    scene.happens(.phonesChanged(ending("0700 ··· 032", 80, "2D2K9Y", ResultCode("1032"), nil)))
    for _ in 0..<5 {
      shot(250)
      scene.passes(milliseconds: 250)
    }
    scene.passes(seconds: 2)
    shot(4_000)
  }
}
