import Desk
import Keys
import Payments
import Testing

/// News about money as it is told.
extension Gallery {
  static func news(_ name: String) throws -> Scene {
    var scene = try Scene()
    let waiting = try [1, 2, 3, 4].map { number in
      try scene.payment(number, "071234567\(number)", number * 150, secondsAgo: 40, PaymentStatus.waiting(at:))
    }
    func becomes(_ index: Int, _ status: (Moment) -> PaymentStatus) throws {
      let payment = waiting[index - 1]
      try scene.payment(
        payment.number, "071234567\(index)", payment.amount.count, secondsAgo: 40, status)
    }
    switch name {
    case "news-paid": try becomes(2, PaymentStatus.paid("UJ25K3M9QX"))
    case "news-both-paid":
      try becomes(2, PaymentStatus.paid("UJ25K3M9QX"))
      try becomes(3, PaymentStatus.paid("UJ25K3M9QY"))
    case "news-queue":
      try becomes(1, PaymentStatus.notPaid("1032"))
      try becomes(3, PaymentStatus.paid("UJ25K3M9QY"))
      try becomes(2, PaymentStatus.notPaid("1"))
    case "news-beside-question":
      try becomes(1, PaymentStatus.paid("UJ25K3M9QX"))
      scene.press(.function(10))
    case "news-beside-code":
      try becomes(1, PaymentStatus.paid("UJ25K3M9QX"))
      scene.press(.function(6))
      scene.types("UJ25K3M9QZ")
    case "news-check":
      for number in 11...22 {
        try scene.payment(number, "0722000111", number * 10, secondsAgo: 30, PaymentStatus.paid("UJ25K3M9\(number)"))
      }
      scene.passes(seconds: 90)
    default: throw Scene.Impossible()
    }
    return scene
  }
}
