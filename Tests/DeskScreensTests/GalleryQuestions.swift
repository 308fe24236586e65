import Desk
import Keys
import PaymentLaws
import Payments

extension Gallery {
  static func largeAmount() throws -> Scene {
    var scene = try Scene(askAbove: 100_000)
    scene.types("0712345678⏎177777⏎")
    return scene
  }

  static func question(_ name: String) throws -> Scene {
    var scene = try Scene()
    let other = try scene.payment(47, "0712345678", 1_250, secondsAgo: 25, PaymentStatus.waiting(at:))
    switch name {
    case "question-live-prompt": try block(&scene, .livePrompt, other)
    case "question-same-again": try block(&scene, .sameAgain, other)
    case "question-other-till":
      let far = try scene.payment(
        112, "0712345678", 250_000, secondsAgo: 25, till: 13, cashier: "brian", PaymentStatus.waiting(at:))
      try block(&scene, .unresolvedAttempt, far)
    case "question-same-sale":
      try block(&scene, .livePrompt, other)
      scene.types("y")
    case "question-leave":
      try scene.payment(48, "0722000111", 70, secondsAgo: 5, PaymentStatus.waiting(at:))
      scene.press(.function(10))
    case "question-put-aside":
      try block(&scene, .livePrompt, other)
      scene.types("0722000111⏎7")
    case "question-hint":
      try block(&scene, .tillPace, other)
      scene.press(.function(10))
    default: throw Scene.Impossible()
    }
    return scene
  }

  private static func block(_ scene: inout Scene, _ reason: GuardReason, _ other: PaymentSummary) throws {
    scene.types("0712345678⏎1250⏎")
    scene.answers(.blocked(GuardBlock(reason: reason, payment: other)))
  }

  /// One payment for every look that a row can have.
  static func standings(_ scene: inout Scene) throws {
    try scene.payment(1, "0712345678", 10, secondsAgo: 600, PaymentStatus.paid("UJ25K3M9QA"))
    try scene.payment(2, "0712345678", 20, secondsAgo: 590, PaymentStatus.paid("", flags: .receiptToFollow))
    try scene.payment(3, "0712345678", 30, secondsAgo: 580, PaymentStatus.paid("UJ25K3M9QC", flags: .late))
    try scene.payment(4, "0712345678", 40, secondsAgo: 570, PaymentStatus.paid("UJ25K3M9QD", flags: .twice))
    try scene.payment(5, "0712345678", 50, secondsAgo: 560, PaymentStatus.paid("UJ25K3M9QE", flags: .wrongNumber))
    try scene.payment(
      6, "0712345678", 60, secondsAgo: 550,
      PaymentStatus.answered(flags: .wrongAmount) {
        .held(.amountDiffers, stating: Cents(count: 50_000), at: $0)
      })
    try scene.payment(
      7, "0712345678", 70, secondsAgo: 540,
      PaymentStatus.answered(flags: .receiptReused) { .held(.receiptReused, at: $0) })
    try scene.payment(8, "0712345678", 80, secondsAgo: 530, PaymentStatus.answered { .held(.idsDiffer, at: $0) })
    try scene.payment(9, "0700001032", 90, secondsAgo: 520, PaymentStatus.notPaid("1032"))
    try scene.payment(10, "0700000001", 100, secondsAgo: 510, PaymentStatus.notPaid("1"))
    try scene.payment(11, "0700002001", 110, secondsAgo: 500, PaymentStatus.notPaid("2001"))
    try scene.payment(12, "0700001037", 120, secondsAgo: 490, PaymentStatus.notPaid("1037", by: .query))
    try scene.payment(13, "0700001001", 130, secondsAgo: 480, PaymentStatus.notPaid("1001"))
    try scene.payment(
      14, "0712345678", 140, secondsAgo: 470,
      PaymentStatus.answered { .refused(.subscriberBusy, code: "500.001.1001", at: $0) })
    try scene.payment(
      15, "0712345678", 150, secondsAgo: 460,
      PaymentStatus.answered { .refused(.wrongCredentials, code: "500.001.1001", at: $0) })
    try scene.payment(
      16, "0712345678", 160, secondsAgo: 450, PaymentStatus.answered { .notSent(.networkUnreachable, at: $0) })
    try scene.payment(17, "0712345678", 170, secondsAgo: 440, PaymentStatus.answered { .unknown(.noAnswer, at: $0) })
    try scene.payment(18, "0712345678", 180, secondsAgo: 430, PaymentStatus.waiting(at:))
    try scene.payment(19, "0712345678", 190, secondsAgo: 420, PaymentStatus.answered { .check(.strangePeer, at: $0) })
    try scene.payment(20, "0712345678", 200, secondsAgo: 410, PaymentStatus.answered { .check(.contradicted, at: $0) })
    try scene.payment(21, "0712345678", 210, secondsAgo: 400, PaymentStatus.byHand("UJ25K3M9QU"))
    try scene.payment(
      22, "0712345678", 220, secondsAgo: 390, PaymentStatus.byHand("UJ25K3M9QV", flags: .contradicted))
    try scene.payment(23, "0712345678", 230, secondsAgo: 70, PaymentStatus.waiting(at:))
    try scene.payment(24, "0712345678", 240, secondsAgo: 25, PaymentStatus.waiting(at:))
    try scene.payment(25, "0712345678", 250, secondsAgo: 5, PaymentStatus.waiting(at:))
    try scene.payment(26, "0712345678", 260, secondsAgo: 0) { _ in PaymentStatus(.recorded) }
  }

  /// The desk of the README: a shop at work, its numbers all the simulator's own.
  static func busy(_ scene: inout Scene) throws {
    try scene.payment(
      39, "0700001019", 300, secondsAgo: 2_400, PaymentStatus.paid("UJ25K3M9QB", flags: .late))
    try scene.payment(41, "0712345678", 120, secondsAgo: 590, PaymentStatus.paid("UJ25K3T71C"))
    try scene.payment(42, "0712345678", 3_400, secondsAgo: 540, PaymentStatus.paid("UJ25K3V05A"))
    try scene.payment(43, "0700000001", 2_000, secondsAgo: 480, PaymentStatus.notPaid("1"))
    try scene.payment(44, "0700001032", 450, secondsAgo: 430, PaymentStatus.notPaid("1032"))
    try scene.payment(
      17, "0712345678", 6_800, secondsAgo: 320, till: 3, cashier: "brian", PaymentStatus.paid("UJ25K3X2ZD"))
    try scene.payment(45, "0700010003", 980, secondsAgo: 190, PaymentStatus.waiting(at:))
    try scene.payment(46, "0700002001", 700, secondsAgo: 95, PaymentStatus.notPaid("2001"))
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 60, PaymentStatus.waiting(at:))
    try scene.payment(48, "0700010005", 50, secondsAgo: 22, PaymentStatus.waiting(at:))
    var totals = DayTotals()
    totals.paidCount = 31
    totals.paidShillings = 48_720
    totals.toResolveCount = 1
    totals.toResolveShillings = 300
    scene.happens(.totalsChanged(totals))
    let now = scene.now
    scene.health { $0.lastCallbackWallMilliseconds = now.wallMilliseconds - 4_000 }
    // The news: number 47 has paid.
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 60) { moment in
      PaymentStatus.example(.paid("UJ25K3M9QX", at: now), askedAt: moment)
    }
    scene.happens(.roomChanged(.timeLine))
    if let payment = scene.state.toldPayment(at: scene.now) {
      scene.answers(.evidence(Array(evidence(of: payment).prefix(3))))
    }
    scene.types("0700001032⏎85")
  }
}
