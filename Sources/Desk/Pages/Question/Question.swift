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
  /// Was it marked by mistake?
  case undoMark(PaymentSummary)
  /// Payments still wait; leave all the same?
  case quit(waiting: Int)

  /// The draft that goes nowhere before it is answered.
  package var draft: PaymentDraft? {
    switch self {
    case .largeAmount(let draft), .withoutListener(let draft), .askAnyway(let draft, _), .sameSale(let draft, _): draft
    // Nobody typed this one.
    case .askAgain, .wrongNumber, .paysAnotherWay, .undoMark, .quit: nil
    }
  }
}

/// A letter with which a question is answered so that something goes on.
struct WayOn: Sendable {
  let command: QuestionPage.Command
  let letter: Character
  let word: Phrase
  /// Goes on, with the question off the screen.
  let goOn: DeskCommand.Action

  static func yes(_ word: Phrase, goOn: @escaping DeskCommand.Action) -> [WayOn] {
    [WayOn(command: .yes, letter: "y", word: word, goOn: goOn)]
  }
}

extension Question {
  /// How it is answered so that something goes on: a yes, or one of two letters where both mean yes.
  var waysOn: [WayOn] {
    switch self {
    case .largeAmount(let draft):
      WayOn.yes(Phrase("send it", sw: "tuma ombi")) { desk, _, now in desk.recordIfAnswersArrive(draft, at: now) }
    case .withoutListener(let draft):
      WayOn.yes(Phrase("send it", sw: "tuma ombi")) { desk, _, now in desk.record(draft, at: now) }
    case .askAnyway(let draft, let block):
      WayOn.yes(Phrase("ask anyway", sw: "omba tu")) { desk, _, now in desk.askAnyway(draft, block, at: now) }
    case .sameSale(let draft, let block):
      // The same goods once more, or other goods: either goes on, and only the first belongs to the sale.
      [
        WayOn(command: .sameSale, letter: "s", word: Phrase("same sale", sw: "yale yale")) { desk, _, now in
          desk.record(draft.over(block, isSameSale: true), at: now)
        },
        WayOn(command: .otherGoods, letter: "o", word: Phrase("other goods", sw: "bidhaa nyingine")) { desk, _, now in
          desk.record(draft.over(block, isSameSale: false), at: now)
        },
      ]
    case .askAgain(let draft, _):
      WayOn.yes(Phrase("ask again", sw: "omba tena")) { desk, _, now in desk.recordIfAnswersArrive(draft, at: now) }
    case .wrongNumber(let payment):
      WayOn.yes(Phrase("wrong number", sw: "namba si sahihi")) { desk, freshID, _ in
        desk.decide(.wrongNumber, about: payment, id: freshID)
      }
    case .paysAnotherWay(let payment):
      WayOn.yes(Phrase("other way", sw: "njia nyingine")) { desk, freshID, _ in
        desk.decide(.paysAnotherWay, about: payment, id: freshID)
      }
    case .undoMark(let payment):
      WayOn.yes(Phrase("take it back", sw: "futa alama")) { desk, freshID, _ in
        desk.decide(.markUndone, about: payment, id: freshID)
      }
    case .quit: WayOn.yes(Phrase("leave", sw: "toka")) { _, _, _ in [.quit] }
    }
  }

  /// The word for what stops.
  var wordForNo: Phrase {
    switch self {
    case .largeAmount: Phrase("change it", sw: "badilisha")
    case .withoutListener: Phrase("do not", sw: "usitume")
    case .askAnyway, .sameSale: Phrase("do not ask", sw: "usiombe")
    case .askAgain: Phrase("do not", sw: "usiombe")
    case .wrongNumber: Phrase("it was right", sw: "ilikuwa sahihi")
    case .paysAnotherWay: Phrase("M-Pesa after all", sw: "bado M-Pesa")
    case .undoMark: Phrase("leave it", sw: "iache")
    case .quit: Phrase("stay", sw: "baki")
    }
  }
}

extension PaymentDraft {
  /// Over what a guard named, as another attempt at its sale or for other goods.
  fileprivate func over(_ block: GuardBlock, isSameSale: Bool) -> PaymentDraft {
    var draft = self
    draft.override(block.payment)
    if isSameSale { draft.link(to: block.payment) }
    return draft
  }
}

extension DeskState {
  /// A guard said no, and the cashier says yes.
  fileprivate mutating func askAnyway(_ draft: PaymentDraft, _ block: GuardBlock, at now: Moment) -> [DeskEffect] {
    if block.reason == .tillPace { return askForPace(draft, block) }
    // That it is the same sale was asked already.
    if isSameSale(draft, block) { return record(draft.over(block, isSameSale: true), at: now) }
    // What went to a wrong number is somebody else's: whoever is asked there now pays for goods of his own.
    if block.isAboutWrongNumber { return record(draft.over(block, isSameSale: false), at: now) }
    ask(.sameSale(draft, block), at: now)
    return []
  }

  mutating func answerNo(_ asked: Question, at now: Moment) {
    switch asked {
    case .largeAmount(let draft), .withoutListener(let draft):
      // What nobody typed is not given back into the form.
      if !isRetry(draft) { giveBack(draft, at: now) }
      sayNotAsked(draft, at: now)
    // "Do not ask" is a decision: the form stays free for the next customer, and a key takes the text back. Esc gives
    // it back at once.
    case .askAnyway(let draft, _), .sameSale(let draft, _):
      if !isRetry(draft) { keep(draft, at: now) }
      sayNotAsked(draft, at: now)
    case .askAgain, .wrongNumber, .paysAnotherWay, .undoMark, .quit: break
    }
  }

  private mutating func sayNotAsked(_ draft: PaymentDraft, at now: Moment) {
    say(
      Phrase(
        "Not asked: KSh \(draft.amount.grouped), \(draft.phone.spoken)",
        sw: "Haikuombwa: KSh \(draft.amount.grouped), \(draft.phone.spoken)"), at: now)
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

extension GuardBlock {
  /// The phone that is to be asked was marked as the wrong one of the payment that stands in the way.
  var isAboutWrongNumber: Bool {
    (reason == .livePrompt || reason == .sameAgain) && payment.status.notes.sentToWrongNumber
  }
}
