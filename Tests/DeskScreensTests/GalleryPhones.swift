import Desk
import Payments

extension Gallery {
  /// A demo's phone: with a prompt, in the hand, and after it.
  static func phone(_ name: String) throws -> Scene {
    if name.hasPrefix("phone-tour") { return try tour(name) }
    var scene = try Scene()
    try scene.payment(45, "0722000111", 80, secondsAgo: 90, PaymentStatus.paid("UJ25K3M9QB"))
    try scene.payment(46, "0712345678", 1_250, secondsAgo: 7, PaymentStatus.waiting(at:))
    let prompt = CustomersPhones.Prompt(
      checkoutRequestID: CheckoutRequestID("ws_CO_2"), phone: "0712 ··· 678", amountShillings: 1_250,
      reference: "46D2K9X", waitsForAnswerByHand: false)
    let older = CustomersPhones.Prompt(
      checkoutRequestID: CheckoutRequestID("ws_CO_1"), phone: "0790 ··· 004", amountShillings: 300,
      reference: "44D2K9A", waitsForAnswerByHand: true)
    switch name {
    case "phone-in-hand":
      scene.happens(.phonesChanged(CustomersPhones(prompts: [older, prompt])))
      scene.press(.function(12))
    case "phone-paid":
      let ending = CustomersPhones.Ending(
        phone: "0722 ··· 111", amountShillings: 80, reference: "45D2K9B",
        atWallMilliseconds: scene.now.wallMilliseconds,
        resultCode: .paid, receipt: "UJ25K3M9QB", balanceShillings: 12_345)
      scene.happens(.phonesChanged(CustomersPhones(endings: [ending])))
    case "phone-wrong-pin":
      let ending = CustomersPhones.Ending(
        phone: "0722 ··· 111", amountShillings: 80, reference: "45D2K9B",
        atWallMilliseconds: scene.now.wallMilliseconds,
        resultCode: ResultCode("2001"), receipt: nil, balanceShillings: 12_345)
      scene.happens(.phonesChanged(CustomersPhones(endings: [ending])))
    default: scene.happens(.phonesChanged(CustomersPhones(prompts: [prompt])))
    }
    return scene
  }

  /// The tour of a demo: its first step, the prompt on the phone, and after the money.
  private static func tour(_ name: String) throws -> Scene {
    var scene = try Scene()
    scene.happens(.tourBegan)
    scene.happens(.phonesChanged(CustomersPhones()))
    if name == "phone-tour" { return scene }
    let asked = try scene.payment(1, "0712345678", 50, secondsAgo: 3, PaymentStatus.waiting(at:))
    let prompt = CustomersPhones.Prompt(
      checkoutRequestID: CheckoutRequestID("ws_CO_1"), phone: "0712 ··· 678", amountShillings: 50,
      reference: "1D2K9X", waitsForAnswerByHand: true)
    scene.happens(.phonesChanged(CustomersPhones(prompts: [prompt])))
    if name == "phone-tour-pick-up" { return scene }
    scene.press(.function(12))
    if name == "phone-tour-pay" { return scene }
    scene.press(.escape)
    scene.happens(.phonesChanged(CustomersPhones()))
    var paid = asked
    paid.status = PaymentStatus.paid("UJ25K3M9QB")(asked.recordedAt)
    paid.position += 1
    scene.happens(.evidenceCommitted([paid]))
    return scene
  }
}
