import Payments

/// Troubles that nobody has acted upon, oldest news first, each found by its payment.
struct TroubleQueue: RandomAccessCollection, Sendable, Equatable {
  /// The order in which they came.
  private struct Turn: Comparable, Sendable {
    let number: Int
    let payment: PaymentID

    static func < (left: Turn, right: Turn) -> Bool { left.number < right.number }
  }

  private struct Heard: Sendable, Equatable {
    let number: Int
    var trouble: MoneyNews.Trouble
  }

  private var turns = SortedKeys<Turn>()
  private var heard: [PaymentID: Heard] = [:]

  init() {}

  var startIndex: Int { 0 }
  var endIndex: Int { turns.count }

  subscript(position: Int) -> MoneyNews.Trouble {
    guard let trouble = self[turns[position].payment] else { preconditionFailure("a turn of no trouble") }
    return trouble
  }

  /// What stands in it about a payment.
  subscript(payment: PaymentID) -> MoneyNews.Trouble? { heard[payment]?.trouble }

  func contains(_ payment: PaymentID) -> Bool { heard[payment] != nil }

  /// Where a payment's trouble stands.
  func place(of payment: PaymentID) -> Int? {
    heard[payment].flatMap { turns.all.place(of: Turn(number: $0.number, payment: payment)) }
  }

  /// Puts it at the end, or in the place of what was heard of the same payment.
  mutating func hear(_ trouble: MoneyNews.Trouble) {
    if heard[trouble.payment] != nil {
      heard[trouble.payment]?.trouble = trouble
      return
    }
    let number = (turns.last?.number ?? 0) + 1
    turns.insert(Turn(number: number, payment: trouble.payment))
    heard[trouble.payment] = Heard(number: number, trouble: trouble)
  }

  /// Takes it out, and says whether it was in it.
  @discardableResult
  mutating func remove(_ payment: PaymentID) -> Bool {
    guard let number = heard.removeValue(forKey: payment)?.number else { return false }
    turns.remove(Turn(number: number, payment: payment))
    return true
  }
}
