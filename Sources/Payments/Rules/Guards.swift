/// Why a guard stopped a payment from being recorded.
package enum GuardReason: String, Sendable, Equatable, CaseIterable {
  /// A prompt may still be on this phone.
  case livePrompt = "live-prompt"
  /// The same phone was asked for the same amount, and that has no end yet or ended a moment ago.
  case sameAgain = "same-again"
  /// An attempt at the same sale has no answer yet.
  case unresolvedAttempt = "unresolved-attempt"
  /// This till asked so many phones within a minute that a supervisor must agree to more.
  case tillPace = "till-pace"
}

extension GuardReason {
  /// Whoever asks may override it by his own word; else it takes a supervisor's, or time.
  package var isOverridden: Bool { self != .tillPace }
}

/// A guard's no: the reason, and the payment that stands in the way.
package struct GuardBlock: Sendable, Equatable {
  /// Why.
  package var reason: GuardReason
  /// The payment that stands in the way.
  package var payment: PaymentSummary
  /// How long it takes until time alone opens it; nil where it does not.
  package var waitMilliseconds: Int64?

  package init(reason: GuardReason, payment: PaymentSummary, waitMilliseconds: Int64? = nil) {
    self.reason = reason
    self.payment = payment
    self.waitMilliseconds = waitMilliseconds
  }
}

/// The guards against asking twice; they run inside the transaction that records (rules.md section 4).
package enum Guards {
  /// Same phone and amount asks first for so long after the end of the earlier payment became known.
  package static let sameAgainMilliseconds: Int64 = 120_000

  /// What is closed, and on which nothing became known for so long by either clock, no guard minds any more.
  package static let memoryMilliseconds = max(
    sameAgainMilliseconds, sendingLimitMilliseconds + PromptFigures.lifeMilliseconds)

  /// The first guard that says no, or nil.
  ///
  /// A person overrides one payment's guards at a time, and is asked about the next. An override given before money
  /// came, or a word of it, is void: whoever gave it would ask a customer again who has paid meanwhile.
  ///
  /// - Parameters:
  ///   - draft: what somebody wants to record.
  ///   - all: earlier payments on this phone, and all attempts of the draft's sales, at any till, newest first.
  ///   - keysSeen: the evidence of a payment that a person had seen.
  ///   - now: the moment of recording.
  package static func check(
    _ draft: PaymentDraft, against all: [PaymentSummary], keysSeen: (SeenPayment) throws -> [String], at now: Moment
  ) rethrows -> GuardBlock? {
    let earlier = try all.filter { payment in
      guard let override = draft.overriding.last(where: { $0.id == payment.id }) else { return true }
      let seen = try keysSeen(override)
      return !payment.status.moneyKeys.allSatisfy(seen.contains)
    }
    for payment in earlier where payment.phone == draft.phone && mayHaveLivePrompt(payment, at: now) {
      return GuardBlock(reason: .livePrompt, payment: payment)
    }
    for payment in earlier where payment.phone == draft.phone && payment.amount == draft.amount {
      if mayBeTheSame(payment, at: now) { return GuardBlock(reason: .sameAgain, payment: payment) }
    }
    for attempt in draft.sameSaleAs.map(\.id) {
      // The draft may name any attempt; its sale is named for the first one.
      let sale = all.first { $0.id == attempt }?.sale ?? attempt
      for payment in earlier where payment.sale == sale || payment.id == attempt {
        if !mayAskAgain(payment.status, at: now) { return GuardBlock(reason: .unresolvedAttempt, payment: payment) }
      }
    }
    return nil
  }

  /// No money can come of it any more, by Safaricom's own final word or because no byte was sent.
  package static func isSurelyOver(_ status: PaymentStatus) -> Bool {
    switch status.standing {
    case .refused, .notSent: true
    case .notPaid: status.isFinallyNotPaid
    default: false
    }
  }

  /// Asking for the same once more may be a mistake: the earlier payment has no end yet, however old it is, or its end
  /// became known a moment ago.
  ///
  /// Nothing can come of an attempt that was surely refused, cancelled or never sent: asking again is no mistake.
  package static func mayBeTheSame(_ payment: PaymentSummary, at now: Moment) -> Bool {
    if isSurelyOver(payment.status) { return false }
    guard let end = payment.status.endedAt else { return true }
    return now.unlockingMilliseconds(since: end) < sameAgainMilliseconds
  }

  /// A prompt may be on the phone now.
  package static func mayHaveLivePrompt(_ payment: PaymentSummary, at now: Moment) -> Bool {
    let status = payment.status
    switch status.standing {
    case .recorded, .sending:
      // A process that died in mid-attempt never ends it; its prompt, if any, is over after the sending limit and a
      // life.
      let started = status.attempt.sendingAt ?? payment.recordedAt
      return now.unlockingMilliseconds(since: started) < sendingLimitMilliseconds + PromptFigures.lifeMilliseconds
    case .waiting, .check, .held, .unknown, .byHand:
      return remainingLifeMilliseconds(status, at: now) > 0
    case .notPaid: return !status.isFinallyNotPaid && remainingLifeMilliseconds(status, at: now) > 0
    case .paid, .refused, .notSent: return false
    }
  }

  /// How long the prompt may still live: counted from acceptance, or from the end of a sending whose outcome is
  /// unknown.
  package static func remainingLifeMilliseconds(_ status: PaymentStatus, at now: Moment) -> Int64 {
    if let start = status.attempt.acceptedAt ?? status.attempt.outcomeUnknownAt {
      return max(0, PromptFigures.lifeMilliseconds - now.unlockingMilliseconds(since: start))
    }
    // An attempt that nobody ended may have gone out as late as its limit.
    guard let start = status.attempt.sendingAt else { return 0 }
    return max(0, sendingLimitMilliseconds + PromptFigures.lifeMilliseconds - now.unlockingMilliseconds(since: start))
  }

  /// *Ask again* is open: nothing can come any more, or the prompt's life is over and, where there is an ID, one query
  /// was answered that tells of its end.
  ///
  /// Money that came, or that a person must look at, never opens it. Nor does an early "pending": while callbacks are
  /// lost it is the only answer there is, and the customer may have paid since.
  package static func mayAskAgain(_ status: PaymentStatus, at now: Moment) -> Bool {
    if isSurelyOver(status) { return true }
    switch status.standing {
    case .byHand where !status.isEndedByHand: return false
    case .waiting, .notPaid, .unknown, .check, .byHand:
      if !status.unproved.isEmpty { return false }
      let queryWanted = status.attempt.checkoutRequestID != nil
      return remainingLifeMilliseconds(status, at: now) == 0 && (!queryWanted || status.promptsEndIsKnown)
    default: return false
    }
  }

  /// A payment that was recorded longer ago by either clock is not sent any more (rules.md section 3).
  package static let sendWithinMilliseconds: Int64 = 30_000

  /// A request is given up this long after its attempt began (connect 5 s, 30 s in all).
  package static let sendingLimitMilliseconds: Int64 = 35_000
}
