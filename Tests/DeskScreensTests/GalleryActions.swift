import Desk
import Keys
import Payments
import Wording

extension Gallery {
  /// The evidence that a payment of these scenes has.
  static func evidence(of payment: PaymentSummary, repeats: Int = 0) -> [EvidenceLine] {
    let prompt = CheckoutRequestID("ws_CO_241120261402")
    func row(_ seconds: Int64, _ evidence: Evidence) -> EvidenceRow {
      EvidenceRow(
        paymentID: payment.id, key: "\(seconds)", at: payment.recordedAt.advanced(byMilliseconds: seconds * 1_000),
        evidence: evidence)
    }
    var rows = [
      row(
        0,
        .recorded(
          Recording(
            cashier: payment.cashier, phone: payment.phone, amount: payment.amount, reference: payment.reference,
            sale: payment.sale))),
      row(1, .sending(SendingStart(owner: "process 4711"))),
      row(2, .accepted(Acceptance(checkoutRequestID: prompt, merchantRequestID: nil))),
      row(72, .queryAsked(QueryAsked(question: "q1", checkoutRequestID: prompt, till: payment.till))),
      row(
        73,
        .queryAnswer(
          QueryAnswered(
            question: "q1", checkoutRequestID: prompt, askedAt: payment.recordedAt, echoed: true, finding: .pending))),
      row(
        95,
        .callback(
          CallbackEvidence(
            bodyHash: "ab", peer: .unlisted, keyIsTrusted: true, code: .paid, text: "", amount: payment.amount.cents,
            receipt: Receipt("UJ25K3M9QX")))),
      row(
        96,
        .decision(
          Decision(id: "d1", who: "brian", why: "Equity", action: .paysAnotherWay))),
    ]
    for repetition in 0..<repeats {
      rows.append(
        row(
          Int64(100 + repetition),
          .callback(
            CallbackEvidence(
              bodyHash: "\(repetition)", peer: .listed, keyIsTrusted: true, code: ResultCode("1037"), text: ""))))
    }
    return rows.map(\.line)
  }

  static func action(_ name: String) throws -> Scene {
    var scene = try Scene()
    try scene.payment(45, "0700010003", 12_500, secondsAgo: 75, PaymentStatus.waiting(at:))
    let payment = try scene.payment(47, "0712345678", 1_250, secondsAgo: 37, PaymentStatus.waiting(at:))
    try scene.payment(44, "0700001019", 300, secondsAgo: 2_400, PaymentStatus.paid("UJ25K3M9QB", flags: .late))
    scene.press(.function(2))
    scene.types("↑↑↓")
    switch name {
    case "details":
      scene.types("d")
      scene.answers(.evidence(evidence(of: payment)))
    case "details-many":
      scene.types("d")
      scene.answers(.evidence(evidence(of: payment, repeats: 30)))
      scene.types("↓↓↓↓↓")
    case "details-alarm":
      scene.types("↑d")
      if let late = scene.state.toldPayment(at: scene.now) { scene.answers(.evidence(evidence(of: late))) }
    case "question-again":
      let over = try scene.payment(43, "0700001032", 450, secondsAgo: 60, PaymentStatus.notPaid("1032"))
      try scene.choose(over)
      scene.types("a")
    case "question-wrong-number": scene.types("w")
    case "question-other-way": scene.types("o")
    case "mending":
      scene.types("wy")
      try scene.decided(payment) { _ in }
      scene.types("\u{8}")
    case "other-way":
      scene.types("oy")
      try scene.decided(payment) { $0.notes.paysAnotherWay = true }
    case "number-shown": scene.types("v")
    default: throw Scene.Impossible()
    }
    return scene
  }

  static func supervisor(_ name: String) throws -> Scene {
    var scene = try Scene()
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 37, PaymentStatus.waiting(at:))
    try scene.payment(44, "0700001019", 300, secondsAgo: 2_400, PaymentStatus.paid("UJ25K3M9QB", flags: .late))
    scene.press(.function(2))
    switch name {
    case "by-hand": scene.types("↓↓hUJ25K3M9QX⏎Saw it on the statement⏎4829")
    case "wrong-pin":
      scene.types("↓↓hUJ25K3M9QX⏎Saw it on the statement⏎482917⏎")
      scene.answers(.refused(.wrongPIN(triesLeft: 3)))
    case "pin-as-reason": scene.types("↓↓hUJ25K3M9QX⏎482917")
    default: scene.types("↑↑s")
    }
    return scene
  }

  static func finding(_ name: String) throws -> Scene {
    var scene = try Scene()
    let paid = try scene.payment(47, "0712345678", 1_250, secondsAgo: 60, PaymentStatus.paid("UJ25K3M9QX"))
    try scene.payment(46, "0700010003", 678, secondsAgo: 75, PaymentStatus.waiting(at:))
    try scene.payment(45, "0722000111", 80, secondsAgo: 95, PaymentStatus.waiting(at:))
    if name.hasPrefix("find") {
      scene.press(.function(2))
      scene.types("/678")
      if name == "find-ledger" {
        scene.types("⏎")
        scene.answers(.payments([]))
        scene.types("↓")
      }
      return scene
    }
    scene.press(.function(6))
    if name == "code" { return scene }
    switch name {
    case "code-seen":
      scene.types("UJ25K3M9QX⏎")
      scene.answers(.code(.seen([paid])))
    case "code-alike":
      guard let receipt = Receipt("UJ25K3M9QX") else { throw Scene.Impossible() }
      scene.types("UJZSK3M9QX⏎")
      scene.answers(.code(.looksLike(receipt, [paid])))
    default:
      scene.types("UJ25K3M9QY⏎")
      scene.answers(.code(.notSeen(unanswered: 2)))
    }
    return scene
  }
}
