import Desk
import Payments

extension Gallery {
  /// What fits no payment: told of, listed, and resolved by a supervisor.
  static func unmatched(_ name: String) throws -> Scene {
    var scene = try Scene()
    try scene.payment(46, "0712345678", 1_250, secondsAgo: 90, PaymentStatus.paid("UJ25K3M9QX"))
    scene.health { $0.oddCallbacks = 3 }
    if name == "unmatched-waits" { return scene }
    scene.press(.function(2))
    scene.types("t")
    if name == "unmatched-empty" {
      scene.answers(.unmatched([]))
      return scene
    }
    scene.answers(.unmatched(strangers))
    switch name {
    case "unmatched-resolving": scene.types("↓sr")
    case "unmatched-pin": scene.types("srSaw it on the statement⏎4829")
    default: break
    }
    return scene
  }

  private static let strangers: [UnmatchedItem] = {
    var paid = UnmatchedItem(id: String(repeating: "ab", count: 32), oddity: "unknown-payment")
    paid.code = .paid
    paid.amount = Cents(count: 35_000)
    paid.receipt = Receipt("UJ25K9ZZ1A")
    paid.peer = .listed
    paid.sinceWallMilliseconds = Scene.start.wallMilliseconds - 600_000
    var cancelled = UnmatchedItem(id: String(repeating: "cd", count: 32), oddity: "unknown-payment")
    cancelled.code = ResultCode("1032")
    cancelled.peer = .unlisted
    cancelled.sinceWallMilliseconds = Scene.start.wallMilliseconds - 300_000
    var torn = UnmatchedItem(id: String(repeating: "ef", count: 32), oddity: "damaged", detail: "no byte in it")
    torn.sinceWallMilliseconds = Scene.start.wallMilliseconds - 60_000
    return [paid, cancelled, torn]
  }()
}
