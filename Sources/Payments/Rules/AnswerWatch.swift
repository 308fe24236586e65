/// Whether Safaricom's answers reach this shop: one judgement for every desk, every command and the simulated shops.
///
/// By the boot clock, since a wall clock that is set must not raise or hide it.
package struct AnswerWatch: Sendable, Equatable {
  /// So many answers must be missing.
  package static let leastMissing = 3
  /// And for so long none may have come.
  static let silenceMilliseconds: Int64 = 60_000
  /// A prompt is counted for so long: what nobody ever answers says nothing about the listener of now.
  static let countedMilliseconds: Int64 = 600_000
  /// A shop whose customers are quicker than this is still given so long.
  static let floorMilliseconds: Int64 = 30_000

  /// Nobody says that answers are taken: there is no fresh heartbeat.
  package let listenerIsSilent: Bool
  /// Answers that should have come have not.
  package let answersAreMissing: Bool

  /// Safaricom is asked sooner.
  package var callbacksLookBroken: Bool { listenerIsSilent || answersAreMissing }

  /// Judges the payments that wait.
  ///
  /// A prompt counts once nine in ten customers of this shop would have answered, or the prompt's life is over where
  /// that is not known; a stranger's answer to it changes nothing in that. It does not count when an answer, to
  /// whatever prompt, came since then: answers do arrive. Nor does one that nobody waits for any more, since it went to
  /// a wrong number or the customer pays another way, or has paid another attempt.
  package init(
    _ pulse: ListenerPulse?, waiting: @autoclosure () -> [PaymentSummary], pace: @autoclosure () -> ShopPace?,
    at now: Moment
  ) {
    listenerIsSilent = pulse?.isFresh(at: now) != true
    let sinceCallback = pulse?.lastCallbackAt.map { now.elapsedMilliseconds(since: $0) } ?? .max
    let waiting = sinceCallback >= Self.silenceMilliseconds ? waiting() : []
    if waiting.count < Self.leastMissing {
      answersAreMissing = false
      return
    }
    let limit =
      pace().map { max(Self.floorMilliseconds, $0.nineInTenSeconds * 1_000) } ?? PromptFigures.lifeMilliseconds
    let missing = waiting.compactMap { payment -> Int64? in
      let (status, notes) = (payment.status, payment.status.notes)
      guard status.standing == .waiting || status.onlyStrangersAnswered, let acceptedAt = status.promptSince,
        !notes.sentToWrongNumber, !notes.paysAnotherWay, !payment.isPaidElsewhere
      else { return nil }
      let age = now.elapsedMilliseconds(since: acceptedAt)
      return age >= limit && age < Self.countedMilliseconds && age - limit < sinceCallback ? age : nil
    }
    answersAreMissing = missing.count >= Self.leastMissing && missing.max() ?? 0 >= Self.silenceMilliseconds
  }
}

extension PaymentStatus {
  /// Since when the customer has the prompt.
  fileprivate var promptSince: Moment? {
    if case .waiting(let since) = state { since } else { attempt.acceptedAt }
  }
}
