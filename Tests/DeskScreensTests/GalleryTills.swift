import Desk
import Keys
import PaymentLaws
import Payments

extension Gallery {
  /// Forty payments of other tills are in flight, some of them in trouble, and this till has its own.
  static func crowd(_ name: String) throws -> Scene {
    var scene = try Scene()
    try scene.payment(41, "0712345678", 900, secondsAgo: 260, PaymentStatus.paid("UJ25K3M9QX"))
    try scene.payment(42, "0700001032", 450, secondsAgo: 200, PaymentStatus.notPaid("1032"))
    try scene.payment(43, "0722000111", 300, secondsAgo: 130, cashier: "brian", PaymentStatus.paid("UJ25K3M9QY"))
    scene.press(.function(2))
    scene.press(.escape)
    for number in 1...40 {
      try scene.payment(
        number, "0733000222", number * 25, secondsAgo: Int64(number % 50), till: 3 + number % 9,
        cashier: "till\(3 + number % 9)", PaymentStatus.waiting(at:))
    }
    let noAnswer = PaymentStatus.answered { .unknown(.noAnswer, at: $0) }
    for number in 41...44 {
      try scene.payment(number, "0744000333", 800, secondsAgo: 400, till: 7, cashier: "wanjiku", noAnswer)
    }
    try scene.payment(44, "0712345678", 1_250, secondsAgo: 12, PaymentStatus.waiting(at:))
    var totals = DayTotals()
    (totals.paidCount, totals.paidShillings) = (312, 456_780)
    (totals.ownPaidCount, totals.ownPaidShillings) = (27, 31_450)
    scene.happens(.totalsChanged(totals))
    switch name {
    case "crowd-mine":
      scene.press(.function(2))
      scene.types("e↓↓")
    case "crowd-board":
      scene.press(.function(2))
      scene.types("↓↓")
    default: break
    }
    return scene
  }

  /// Root closes the desk before an upgrade.
  static func ending() throws -> Scene {
    var scene = try Scene()
    try scene.payment(46, "0700010005", 900, secondsAgo: 41, PaymentStatus.waiting(at:))
    try scene.payment(47, "0712345678", 1_250, secondsAgo: 12, PaymentStatus.waiting(at:))
    scene.types("0722")
    scene.happens(.askedToEnd(by: "root", inSeconds: 60, isTakenOver: false))
    scene.passes(seconds: 2)
    return scene
  }
}
