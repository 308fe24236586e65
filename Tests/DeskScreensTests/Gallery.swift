import Desk
import Keys
import PaymentLaws
import Payments
import Testing

/// Every screen worth looking at, by name: the golden set, and a catalogue for whoever changes one.
enum Gallery {
  static let names = [
    "empty", "typing", "typing-amount", "mistakes", "warning", "sending", "waiting", "standings", "resolved",
    "paid-selected", "question-large", "question-live-prompt", "question-same-again", "question-other-till",
    "question-same-sale", "question-leave", "question-put-aside", "question-hint", "help", "trouble",
    "recording-failed", "taken-back", "listener-absent", "listener-silent", "keys-differ", "polling",
    "question-no-listener", "broken", "came-back",
    "pace", "sandbox",
    "production", "details", "details-many", "details-alarm", "question-again", "question-wrong-number",
    "question-other-way", "mending", "other-way", "number-shown", "by-hand", "wrong-pin", "resolving", "pin-as-reason",
    "find", "find-ledger", "code", "code-seen", "code-alike", "code-not-seen", "other-tills", "crowd", "crowd-mine",
    "crowd-board", "ending", "many", "many-selected",
    "yesterday",
    "long-names", "busy", "marks", "put-away", "all-put-away", "alarm", "phone", "phone-in-hand", "phone-paid",
    "phone-wrong-pin", "phone-tour", "phone-tour-pick-up", "phone-tour-pay", "phone-tour-refusal", "unmatched-waits",
    "unmatched", "unmatched-resolving", "unmatched-pin", "unmatched-empty",
    "news-paid", "news-both-paid", "news-queue", "news-beside-question", "news-beside-code", "news-check",
  ]

  /// Every screen in every language.
  static let pages = names.flatMap { name in Language.allCases.map { Page(name: name, language: $0) } }

  /// A screen in a language.
  struct Page: CustomTestStringConvertible, Sendable {
    let name: String
    let language: Language
    var testDescription: String { "\(name), \(language.rawValue)" }

    /// The desk that shows it.
    var scene: Scene {
      get throws { try Scene.$language.withValue(language) { try Gallery.scene(name) } }
    }
  }

  static func scene(_ name: String) throws -> Scene {
    switch name {
    case "by-hand", "wrong-pin", "resolving", "pin-as-reason": return try supervisor(name)
    case "find", "find-ledger", "code", "code-seen", "code-alike", "code-not-seen": return try finding(name)
    case "details", "details-many", "details-alarm", "mending", "other-way", "number-shown", "question-again",
      "question-wrong-number", "question-other-way":
      return try action(name)
    case _ where name.hasPrefix("unmatched"): return try unmatched(name)
    case _ where name.hasPrefix("phone"): return try phone(name)
    case _ where name.hasPrefix("news"): return try news(name)
    case _ where name.hasPrefix("crowd"): return try crowd(name)
    case "ending": return try ending()
    case "sandbox": return try sandbox()
    case "production": return try production()
    case "long-names": return try longNames()
    case "question-large": return try largeAmount()
    case "question-no-listener":
      var scene = try Scene()
      scene.health { $0.listener = .silent }
      scene.types("0712345678⏎1250⏎")
      return scene
    case _ where name.hasPrefix("question"): return try question(name)
    default:
      var scene = try Scene()
      try play(name, &scene)
      return scene
    }
  }

  private static func play(_ name: String, _ scene: inout Scene) throws {
    switch name {
    case "empty": break
    case "typing": scene.types("071234")
    case "typing-amount":
      try waiting(&scene)
      scene.types("0712345678⏎1250")
    case "mistakes": scene.types("0812345678⇥12.5⇥Table 5⏎")
    case "warning": scene.types("0733345678⏎")
    case "sending": scene.types("0712345678⏎50⏎")
    case "waiting": try waiting(&scene)
    case "standings": try standings(&scene)
    case "resolved": try resolved(&scene)
    case "paid-selected":
      try waiting(&scene)
      try scene.payment(44, "0712345678", 1_250, secondsAgo: 300, PaymentStatus.paid("UJ25K3M9QX"))
      scene.press(.function(2))
      scene.types("↓↓↓↓")
    case "help":
      try waiting(&scene)
      scene.types("?")
    default: try playHealth(name, &scene)
    }
  }

  /// What the desk says of itself and of its surroundings, and boards that are full.
  private static func playHealth(_ name: String, _ scene: inout Scene) throws {
    switch name {
    case "trouble":
      try waiting(&scene)
      scene.health {
        $0.ledgerTrouble = Phrase(
          "What Safaricom answered cannot be written down. It is kept in memory: do not close this desk. Call the owner: the "
            + "disk needs room or repair.",
          sw: "Jibu la Safaricom haliwezi kuandikwa. Limo kwenye kumbukumbu ya mashine: usifunge kaunta hii. Mwite "
            + "mmiliki: diski inahitaji nafasi au kutengenezwa.")
      }
    case "recording-failed":
      try waiting(&scene)
      scene.types("0712345678⏎50⏎0722")
      try scene.cannotRecord(
        Phrase(
          "The disk is full, so the payment was not recorded or sent.",
          sw: "Diski imejaa, hivyo malipo hayakurekodiwa wala kutumwa."))
    case "taken-back":
      scene.types("0712345678⏎50⏎0722")
      try scene.cannotRecord(Phrase("The disk is full; nothing was sent.", sw: "Diski imejaa; hakuna kilichotumwa."))
      scene.passes(seconds: 5)
      scene.types("⎋")
    case "broken":
      try waiting(&scene)
      scene.health { $0.callbacksLookBroken = true }
    case "came-back":
      try waiting(&scene)
      try scene.payment(44, "0712345678", 1_250, secondsAgo: 300, PaymentStatus.paid("UJ25K3M9QX"))
      scene.happens(.cameBack(sinceWallMilliseconds: scene.now.wallMilliseconds - 295_000))
    case "pace":
      for number in 1...12 {
        try scene.payment(number, "0712345678", 50, secondsAgo: Int64(590 - number)) { moment in
          PaymentStatus.example(
            .paid("UJ25K3M9Q\(number)", at: moment.advanced(byMilliseconds: Int64(number) * 3_000)), askedAt: moment)
        }
      }
      try scene.payment(47, "0712345678", 1_250, secondsAgo: 12, PaymentStatus.waiting(at:))
    case "listener-absent": scene.health { $0.listener = .absent }
    case "listener-silent": scene.health { $0.listener = .silent }
    case "keys-differ": scene.health { $0.listener = .refusesOurKey }
    case "polling": scene.health { $0.watching = .polling }
    case "other-tills": try otherTills(&scene)
    case "many": try many(&scene)
    case "many-selected":
      try many(&scene)
      scene.press(.function(2))
      scene.types(String(repeating: "↓", count: 17))
    case "yesterday": try yesterday(&scene)
    case "busy": try busy(&scene)
    case "marks": try marks(&scene)
    case "put-away": try putAway(&scene)
    case "alarm": try alarm(&scene)
    case "all-put-away":
      try putAway(&scene)
      scene.passes(seconds: 600)
    default: throw Scene.Impossible()
    }
  }

  /// What nobody has resolved since, and a number of today that was given out then as well.
  private static func yesterday(_ scene: inout Scene) throws {
    let noAnswer = PaymentStatus.answered { .unknown(.noAnswer, at: $0) }
    try scene.payment(52, "0700009999", 800, secondsAgo: 90_000, noAnswer)
    try scene.payment(1, "0700009999", 250_000, secondsAgo: 864_000, noAnswer)
    try scene.payment(1, "0712345678", 200, secondsAgo: 7, PaymentStatus.waiting(at:))
  }

  private static func waiting(_ scene: inout Scene) throws {
    try scene.payment(45, "0700010003", 12_500, secondsAgo: 75, PaymentStatus.waiting(at:))
    try scene.payment(46, "0700010005", 900, secondsAgo: 41, PaymentStatus.waiting(at:))
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 12, PaymentStatus.waiting(at:))
    try scene.payment(48, "0722000111", 50, secondsAgo: 1) { _ in PaymentStatus(.recorded) }
  }

  /// Money that came after it was given up, while other customers are served.
  private static func alarm(_ scene: inout Scene) throws {
    try scene.payment(
      44, "0700001019", 2_400, secondsAgo: 420, PaymentStatus.notPaid("1019"))
    try scene.payment(46, "0712345678", 1_250, secondsAgo: 95, PaymentStatus.paid("UJ25K3M9QX"))
    try scene.payment(47, "0722000111", 350, secondsAgo: 14, PaymentStatus.waiting(at:))
    let now = scene.now
    let late = try scene.payment(44, "0700001019", 2_400, secondsAgo: 420) { moment in
      PaymentStatus.example(.paid("UJ25K3M9QB", at: now), askedAt: moment, flags: .late)
    }
    scene.answers(.evidence(Array(evidence(of: late).prefix(3))))
  }

  private static func putAway(_ scene: inout Scene) throws {
    for number in 1...12 {
      try scene.payment(
        number, "0712345678", number * 85, secondsAgo: Int64(1_500 - number * 60),
        PaymentStatus.paid("UJ25K3M9Q\(number)"))
    }
    for number in 13...15 {
      try scene.payment(
        number, "0722000111", number * 40, secondsAgo: Int64(500 - number * 20),
        PaymentStatus.paid("UJ25K3M8Q\(number)"))
    }
  }

  /// What people have noted: muted alarms, and wrong numbers before and after their end.
  private static func marks(_ scene: inout Scene) throws {
    func noted(
      _ status: @escaping (Moment) -> PaymentStatus, _ note: @escaping (inout PaymentStatus) -> Void
    ) -> (Moment) -> PaymentStatus {
      { moment in
        var status = status(moment)
        note(&status)
        return status
      }
    }
    try scene.payment(
      40, "0700001019", 300, secondsAgo: 2_400,
      noted(PaymentStatus.paid("UJ25K3M9QB", flags: .late)) { $0.notes.isMuted = true })
    try scene.payment(
      41, "0722000111", 125_000, secondsAgo: 900,
      noted(
        PaymentStatus.answered(flags: .wrongAmount) {
          .held(.amountDiffers, stating: Shillings(12_500)?.cents, at: $0)
        }
      ) { $0.notes.isMuted = true })
    try scene.payment(
      45, "0700001032", 450, secondsAgo: 120, noted(PaymentStatus.notPaid("1032")) { $0.notes.sentToWrongNumber = true }
    )
    try scene.payment(47, "0712345679", 1_250, secondsAgo: 8, PaymentStatus.waiting(at:))
    let wrong = try scene.payment(
      46, "0712345678", 1_250, secondsAgo: 30, noted(PaymentStatus.waiting(at:)) { $0.notes.sentToWrongNumber = true })
    scene.press(.function(2))
    try scene.choose(wrong)
  }

  private static func resolved(_ scene: inout Scene) throws {
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 500) { moment in
      var status = PaymentStatus.paid("UJ25K3M9QX", flags: .late)(moment)
      status.resolved = PaymentStatus.Resolved(at: moment)
      return status
    }
    try scene.payment(
      46, "0712345678", 700, secondsAgo: 400,
      PaymentStatus.byHand("UJ25K3M9QY", flags: .contradicted))
  }

  private static func otherTills(_ scene: inout Scene) throws {
    try scene.payment(12, "0722000111", 4_000, secondsAgo: 15, till: 3, cashier: "brian", PaymentStatus.waiting(at:))
    try scene.payment(
      104, "0733000222", 250_000, secondsAgo: 50, till: 999, cashier: "wanjiku.kamau", PaymentStatus.waiting(at:))
    try scene.payment(3, "0712345678", 60, secondsAgo: 90, till: 0, cashier: "command", PaymentStatus.waiting(at:))
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 130, PaymentStatus.waiting(at:))
  }

  private static func many(_ scene: inout Scene) throws {
    for number in 1...30 {
      let status =
        number % 3 == 0
        ? PaymentStatus.notPaid("1032")
        : number % 5 == 0 ? PaymentStatus.waiting(at:) : PaymentStatus.paid("UJ25K3M9Q\(number)")
      try scene.payment(number, "0712345678", number * 115, secondsAgo: Int64(620 - number * 20), status)
    }
  }

  private static func sandbox() throws -> Scene {
    var scene = try Scene(practice: .sandbox)
    try waiting(&scene)
    return scene
  }

  private static func production() throws -> Scene {
    var scene = try Scene(practice: nil)
    try waiting(&scene)
    return scene
  }

  private static func longNames() throws -> Scene {
    var scene = try Scene(
      shop: "Mama Njeri's Wholesale and Retail Supermarket, Kariobangi North", cashier: "amina.wanjiku.ochieng")
    try waiting(&scene)
    return scene
  }
}
