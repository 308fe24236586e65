import Payments

/// A question that stops everything else until it is answered.
///
/// Only a letter answers it: an Enter that was held down or typed ahead never confirms a question that it did not see.
public enum Question: Sendable, Equatable {
  /// The amount is unusually large.
  case largeAmount(PaymentDraft)
  /// A guard said no; ask all the same?
  case askAnyway(PaymentDraft, GuardBlock)
  /// The cashier said yes; is it another attempt at the same money?
  case sameSale(PaymentDraft, GuardBlock)
  /// Payments still wait; leave all the same?
  case quit(waiting: Int)
}

extension DeskState {
  mutating func answerYes() -> [DeskEffect] {
    guard let asked = question else { return [] }
    question = nil
    switch asked {
    case .largeAmount(let draft): return record(draft)
    case .askAnyway(let draft, let block):
      question = .sameSale(draft, block)
      return []
    case .sameSale(var draft, let block):
      draft.overriding = block.payment.id
      draft.sameSaleAs = block.payment.id
      return record(draft)
    case .quit: return [.quit]
    }
  }

  mutating func answerNo() -> [DeskEffect] {
    guard let asked = question else { return [] }
    question = nil
    switch asked {
    case .largeAmount(let draft), .askAnyway(let draft, _):
      putBack(draft)
      return []
    case .sameSale(var draft, let block):
      draft.overriding = block.payment.id
      return record(draft)
    case .quit: return []
    }
  }

  /// Esc: back to where the typing was, with nothing sent.
  mutating func leaveQuestion() {
    switch question {
    case .largeAmount(let draft), .askAnyway(let draft, _), .sameSale(let draft, _): putBack(draft)
    case .quit, nil: break
    }
    question = nil
  }
}
