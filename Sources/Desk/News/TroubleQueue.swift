import Payments

/// Troubles that nobody has acted upon, each found by its payment: the most urgent first, and of those the oldest news.
struct TroubleQueue: RandomAccessCollection, Sendable, Equatable {
  /// What is urgent, and the order in which they came.
  private struct Turn: Comparable, Sendable {
    let urgency: MoneyNews.Urgency
    let number: Int
    let payment: PaymentID

    static func < (left: Turn, right: Turn) -> Bool {
      (left.urgency.rawValue, left.number) < (right.urgency.rawValue, right.number)
    }
  }

  private struct Heard: Sendable, Equatable {
    let number: Int
    var trouble: MoneyNews.Trouble
  }

  private var turns = SortedKeys<Turn>()
  private var lastNumber = 0
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
    turn(of: payment).flatMap { turns.all.place(of: $0) }
  }

  private func turn(of payment: PaymentID) -> Turn? {
    heard[payment].map { Turn(urgency: $0.trouble.urgency, number: $0.number, payment: payment) }
  }

  /// Puts it behind what is as urgent, or in the place of what was heard of the same payment.
  mutating func hear(_ trouble: MoneyNews.Trouble) {
    var number = lastNumber + 1
    if let earlier = turn(of: trouble.payment) {
      turns.remove(earlier)
      number = earlier.number
    }
    lastNumber = Swift.max(lastNumber, number)
    heard[trouble.payment] = Heard(number: number, trouble: trouble)
    turns.insert(Turn(urgency: trouble.urgency, number: number, payment: trouble.payment))
  }

  /// Takes it out, and says whether it was in it.
  @discardableResult
  mutating func remove(_ payment: PaymentID) -> Bool {
    guard let turn = turn(of: payment) else { return false }
    heard[payment] = nil
    turns.remove(turn)
    return true
  }
}
