import Payments

/// Whether a payment may be asked for again now, with the same phone and amount.
package enum AskAgain: Sendable, Equatable {
  /// Nothing can come of the old attempt any more, or its life is over and Safaricom was heard.
  case open
  /// The old prompt may still be on the phone, for so long.
  case promptMayLive(milliseconds: Int64)
  /// The prompt is over, but Safaricom has not been heard yet.
  case noAnswerYet
  /// Money came, or may have come; another attempt at the sale decides, or a person's word; or the phone is not known
  /// any more, or was the wrong one.
  case never
}

extension PaymentSummary {
  /// Whether it may be asked for again at a moment (rules.md section 4).
  package func askAgain(at now: Moment) -> AskAgain {
    if phone == nil || status.notes.sentToWrongNumber || isPaidElsewhere || hasGivenWay { return .never }
    if hasBroughtNothing, isHandled { return .never }
    if Guards.mayAskAgain(status, at: now) { return .open }
    switch status.standing {
    case .byHand where !status.isEndedByHand: return .never
    case .waiting, .check, .unknown, .notPaid, .byHand:
      if !status.unproved.isEmpty { return .never }
      let remaining = Guards.remainingLifeMilliseconds(status, at: now)
      return remaining > 0 ? .promptMayLive(milliseconds: remaining) : .noAnswerYet
    default: return .never
    }
  }

  /// A person can still say something about the sale that it was asked for.
  var mayStillBring: Bool {
    switch status.standing {
    case .sending, .waiting, .check, .unknown: true
    case .notPaid: !status.isFinallyNotPaid
    default: false
    }
  }

  /// Its prompt may have gone to a wrong number, and nobody has said so.
  var mayBeMarkedWrong: Bool { mayStillBring && phone != nil && !status.notes.sentToWrongNumber }

  /// Its customer may pay in another way, and nobody has said so.
  var mayBePaidAnotherWay: Bool { mayStillBring && !status.notes.paysAnotherWay }

  /// Somebody noted on it what is to become of the sale, and may have pressed the wrong key.
  var mayBeUnmarked: Bool { !status.notes.marks.isEmpty && !status.isResolved }

  /// Whoever pressed it may take it back alone, as long as nothing says that money came.
  func mayBeUnmarked(by cashier: String) -> Bool {
    mayBeUnmarked && status.moneyKeys.isEmpty && status.notes.marks.allSatisfy { $0.who == cashier }
  }

  /// M-Pesa has not proved it, so that a supervisor who saw the receipt may say that it is paid.
  ///
  /// What is held is resolved instead: its doubt weighs more than a receipt that a person saw.
  var mayBeAcceptedByHand: Bool {
    switch status.standing {
    case .waiting, .check, .unknown, .notPaid: !status.isResolved
    default: false
    }
  }

  /// An alarm or a doubt is open that a supervisor can close.
  func mayBeResolved(at now: Moment) -> Bool {
    if status.isResolved { return false }
    return status.needsPerson || status.isOpen && standing(at: now) == .check || status.standing == .byHand
  }

  /// The draft of another attempt at the same money.
  func anotherAttempt(_ id: PaymentID, by identity: DeskIdentity) -> PaymentDraft? {
    guard let phone else { return nil }
    let own = ShortReference(till: till, number: number, at: recordedAt).text
    let typed = reference == own ? nil : try? AccountReference.parse(reference).get()
    return PaymentDraft(
      id: id, till: identity.till, cashier: identity.cashier, phone: phone, amount: amount, reference: typed,
      sameSaleAs: [SeenPayment(self)], confirmAbove: identity.confirmAbove,
      phonesPerMinute: identity.phonesPerMinute)
  }
}

extension DeskState {
  /// `a`: asks whether to ask again, or says what it waits for.
  mutating func askAgain(freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    guard let payment = board.selectedPayment else { return impossible("a key about no payment") }
    switch payment.askAgain(at: now) {
    case .open:
      guard let draft = payment.anotherAttempt(freshID, by: identity) else {
        return impossible("what has no phone can be asked for again")
      }
      ask(.askAgain(draft, payment), at: now)
    case .promptMayLive(let milliseconds):
      let seconds = (milliseconds + 999) / 1_000
      say(
        Phrase("The old prompt may live \(seconds) s more", sw: "Ombi la awali huenda litadumu sek \(seconds) zaidi"),
        at: now)
    case .noAnswerYet:
      say(Phrase("First Safaricom must answer: c asks", sw: "Kwanza Safaricom ijibu: c huuliza"), at: now)
    case .never: return impossible("a key for what is never asked again")
    }
    return []
  }
}
