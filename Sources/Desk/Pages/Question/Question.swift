import Payments

/// A question that waits for an answer.
///
/// Only a letter answers it: an Enter that was held down or typed ahead never confirms a question that it did not see.
/// It is about the customer who stands there: at most one is open, and the next customer's first digit puts it aside
/// (`PuttingAside.swift`), so that no later `y` asks somebody who has left.
///
/// `y` goes on. `n` and `h` stop, in every language: they are what people press for *no* and *hapana*, and nothing that
/// goes on may stand on them. `n` also begins *ndiyo*, yes: whoever means that sees that nothing was sent, which can be
/// mended. Where two answers go on, each has a letter of its own; digits would be the next customer's number.
package enum Question: Sendable, Equatable {
  /// The amount is unusually large.
  case largeAmount(PaymentDraft)
  /// Nobody takes Safaricom's answers now; send all the same?
  case withoutListener(PaymentDraft)
  /// A guard said no; ask all the same?
  case askAnyway(PaymentDraft, GuardBlock)
  /// The cashier said yes; is it another attempt at the same money?
  case sameSale(PaymentDraft, GuardBlock)
  /// The same phone and amount once more, as another attempt at this payment's sale?
  case askAgain(PaymentDraft, PaymentSummary)
  /// The prompt went to somebody else's phone?
  case wrongNumber(PaymentSummary)
  /// The customer pays in another way?
  case paysAnotherWay(PaymentSummary)
  /// Payments still wait; leave all the same?
  case quit(waiting: Int)

  /// The draft that goes nowhere before it is answered.
  var draft: PaymentDraft? {
    switch self {
    case .largeAmount(let draft), .withoutListener(let draft), .askAnyway(let draft, _), .sameSale(let draft, _): draft
    // Nobody typed this one.
    case .askAgain, .wrongNumber, .paysAnotherWay, .quit: nil
    }
  }
}

extension DeskState {
  /// Goes on, with the question off the screen.
  mutating func answerYes(_ asked: Question, freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    switch asked {
    case .largeAmount(let draft), .askAgain(let draft, _): return recordIfAnswersArrive(draft, at: now)
    case .withoutListener(let draft): return record(draft, at: now)
    case .wrongNumber(let payment): return decide(.wrongNumber, about: payment, id: freshID)
    case .paysAnotherWay(let payment): return decide(.paysAnotherWay, about: payment, id: freshID)
    case .askAnyway(let draft, let block) where block.reason == .tillPace:
      return askForPace(draft, block)
    case .askAnyway(var draft, let block) where isSameSale(draft, block):
      // That it is the same sale was asked already.
      draft.override(block.payment)
      draft.link(to: block.payment)
      return record(draft, at: now)
    case .askAnyway(let draft, let block):
      ask(.sameSale(draft, block), at: now)
      return []
    case .sameSale: return impossible("two answers go on, and neither of them is a yes")
    case .quit: return [.quit]
    }
  }

  /// The same goods once more, or other goods: either goes on, and only the first belongs to the sale.
  mutating func answerSale(_ asked: Question, isTheSame: Bool, at now: Moment) -> [DeskEffect] {
    guard case .sameSale(var draft, let block) = asked else { return impossible("an answer to another question") }
    draft.override(block.payment)
    if isTheSame { draft.link(to: block.payment) }
    return record(draft, at: now)
  }

  mutating func answerNo(_ asked: Question, at now: Moment) {
    switch asked {
    case .largeAmount(let draft): giveBack(draft, at: now)
    // What nobody typed is not given back into the form.
    case .withoutListener(let draft): if !isRetry(draft) { giveBack(draft, at: now) }
    // "Do not ask" is a decision: the form stays free for the next customer, and a key takes the text back. Esc gives
    // it back at once.
    case .askAnyway(let draft, _), .sameSale(let draft, _):
      if !isRetry(draft) { keep(draft, at: now) }
      say(
        Phrase(
          "Not asked: KSh \(draft.amount.grouped), \(draft.phone.spoken)",
          sw: "Haikuombwa: KSh \(draft.amount.grouped), \(draft.phone.spoken)"), at: now)
    case .askAgain, .wrongNumber, .paysAnotherWay, .quit: break
    }
  }

  /// What stands in the way is an attempt of the sale that the draft is for.
  private func isSameSale(_ draft: PaymentDraft, _ block: GuardBlock) -> Bool {
    draft.isLinked(to: block.payment.id) || draft.sameSaleAs.contains { board[$0.id]?.sale == block.payment.sale }
  }

  /// It was made by *ask again*, from an earlier payment, and not typed.
  func isRetry(_ draft: PaymentDraft) -> Bool {
    guard let earlier = draft.sameSaleAs.first, draft.overriding.isEmpty else { return false }
    // Whoever mends a wrong number typed it.
    return board[earlier.id]?.status.notes.sentToWrongNumber != true
  }
}
