/// All attempts at the same money: one sale, one payment (money.md section 5).
public enum Sale {
  /// Whether the attempts of one sale brought money more than once: by two receipts, by a proof beside a hand-accepted
  /// code, or by M-Pesa beside another way of paying.
  public static func isPaidTwice(_ attempts: [PaymentStatus]) -> Bool {
    var receipts: [Receipt] = []
    var withoutReceipt = 0
    for attempt in attempts where attempt.standing == .paid || attempt.standing == .byHand {
      // Money from a wrong number is somebody else's, not a second payment of this sale.
      if attempt.flags.contains(.wrongNumber) { continue }
      if attempt.receipt == nil { withoutReceipt += 1 }
      for receipt in [attempt.receipt].compactMap(\.self) + attempt.otherReceipts where !receipts.contains(receipt) {
        receipts.append(receipt)
      }
    }
    let anotherWay = attempts.contains(where: \.paysAnotherWay) ? 1 : 0
    return receipts.count + withoutReceipt + anotherWay > 1
  }

  /// The receipts that the attempts brought, in ascending order: what PAID TWICE names.
  public static func receipts(of attempts: [PaymentStatus]) -> [Receipt] {
    var receipts: [Receipt] = []
    for attempt in attempts {
      for receipt in [attempt.receipt].compactMap(\.self) + attempt.otherReceipts where !receipts.contains(receipt) {
        receipts.append(receipt)
      }
    }
    return receipts.sorted()
  }

  /// The statuses with the flag `twice` on every attempt that brought money, if the sale was paid twice.
  public static func flagged(_ attempts: [PaymentStatus]) -> [PaymentStatus] {
    guard isPaidTwice(attempts) else { return attempts }
    return attempts.map { attempt in
      var flagged = attempt
      let broughtMoney = attempt.standing == .paid || attempt.standing == .byHand
      if broughtMoney, !attempt.flags.contains(.wrongNumber) { flagged.flags.insert(.twice) }
      return flagged
    }
  }
}
