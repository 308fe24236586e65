import Payments
import Wording

/// A question is about a payment as it stands when it is answered, and not as it stood when it was put.
///
/// Where news came between, it is put anew, so that the answer is to what can be read now; where nothing is left to
/// decide, it goes, and a sentence says what came.
extension DeskState {
  mutating func followQuestion(at now: Moment) {
    guard let page = pages.page(QuestionPage.self), let asked = page.question.payment,
      let payment = board[asked.id], payment.hasNews(since: asked)
    else { return }
    if let anew = page.question.about(payment, at: self, now) {
      pages.change { (page: inout QuestionPage) in page.put(anew) }
    } else {
      pages.close(QuestionPage.self)
      say(
        payment.numberAndAmount(at: now, seenFrom: identity.till)
          + Phrase(": left as it was, it is now ", sw: ": imeachwa ilivyo, sasa ni ") + payment.words(at: now).word,
        stays: true, at: now)
    }
  }
}

extension Question {
  /// The payment that it is about, or that stands in the way.
  fileprivate var payment: PaymentSummary? {
    switch self {
    case .askAgain(_, let payment), .wrongNumber(let payment), .paysAnotherWay(let payment), .undoMark(let payment):
      payment
    // Of a till that asks too fast no payment is spoken of.
    case .askAnyway(_, let block) where block.reason == .tillPace,
      .sameSale(_, let block) where block.reason == .tillPace:
      nil
    case .askAnyway(_, let block), .sameSale(_, let block): block.payment
    case .largeAmount, .withoutListener, .quit: nil
    }
  }

  /// The same about the payment as it is now; nil where there is nothing to decide any more.
  fileprivate func about(_ payment: PaymentSummary, at desk: DeskState, _ now: Moment) -> Question? {
    switch self {
    case .askAgain(let draft, _):
      guard payment.askAgain(at: now) == .open else { return nil }
      return payment.anotherAttempt(draft.id, by: desk.identity).map { .askAgain($0, payment) }
    case .wrongNumber: return payment.mayBeMarkedWrong ? .wrongNumber(payment) : nil
    case .paysAnotherWay: return payment.mayBePaidAnotherWay ? .paysAnotherWay(payment) : nil
    case .undoMark: return payment.mayBeUnmarked(by: desk.identity.cashier) ? .undoMark(payment) : nil
    case .askAnyway(let draft, var block):
      block.payment = payment
      return .askAnyway(draft, block)
    case .sameSale(let draft, var block):
      block.payment = payment
      return .sameSale(draft, block)
    case .largeAmount, .withoutListener, .quit: return nil
    }
  }
}

extension PaymentSummary {
  /// More is known of the money, or of what people said about it, than that Safaricom was asked.
  fileprivate func hasNews(since asked: PaymentSummary) -> Bool {
    if position <= asked.position { return false }
    return status.standing != asked.status.standing || status.flags != asked.status.flags
      || status.notes != asked.status.notes || status.moneyKeys != asked.status.moneyKeys
      || status.resolved != asked.status.resolved || status.isFinallyNotPaid != asked.status.isFinallyNotPaid
      || hasGivenWay != asked.hasGivenWay || isPaidElsewhere != asked.isPaidElsewhere
  }
}
