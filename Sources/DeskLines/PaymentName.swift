import Desk
import Payments
import Wording

/// What a line calls a payment by: its number as the board has it, `7`, `3/7` of another till, `24-41` of another day.
struct PaymentName {
  enum Meaning {
    case one(PaymentSummary)
    /// No number: the one that was chosen.
    case chosen
    case notHere
  }

  private let typed: TypedWords

  init(_ typed: TypedWords) { self.typed = typed }

  func payment(on state: DeskState, at now: Moment) -> Meaning {
    if typed.isEmpty { return .chosen }
    let behindWord = ["number", "namba", "no"].contains(typed.beginning(1)) && typed.count > 1
    let name = String((behindWord ? typed.after(1) : typed).text.drop { $0 == "#" })
    let meant = state.board.known.filter { Self.name(of: $0, at: now, seenFrom: state.identity.till) == name }
    return meant.count == 1 ? .one(meant[0]) : .notHere
  }

  static func name(of payment: PaymentSummary, at now: Moment, seenFrom till: Till) -> String {
    payment.columnNumber(at: now, seenFrom: till, columns: .max, mark: "")
  }
}
