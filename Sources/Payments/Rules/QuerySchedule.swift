/// When Safaricom is asked about a prompt that has no proof yet (figures.md; rules.md section 2).
package struct QuerySchedule: Sendable, Equatable {
  /// Milliseconds after acceptance at which a query becomes due, ascending; the first is the normal one.
  package var afterMilliseconds: [Int64]
  /// The first query when callbacks look broken.
  package var brokenAfterMilliseconds: Int64
  /// One query per this time for the app key, over all desks.
  package var spacingMilliseconds: Int64
  /// Other desks ask this long after the till itself should have.
  package var otherTillsLaterMilliseconds: Int64
  /// A question on which nothing came back is put again after this time.
  package var againAfterMilliseconds: Int64

  /// The schedule for real money.
  package static let standard = QuerySchedule(
    afterMilliseconds: [70_000, 180_000, 1_200_000], brokenAfterMilliseconds: 30_000, spacingMilliseconds: 12_000,
    otherTillsLaterMilliseconds: 20_000, againAfterMilliseconds: 60_000)

  package init(
    afterMilliseconds: [Int64], brokenAfterMilliseconds: Int64, spacingMilliseconds: Int64,
    otherTillsLaterMilliseconds: Int64, againAfterMilliseconds: Int64
  ) {
    self.afterMilliseconds = afterMilliseconds
    self.brokenAfterMilliseconds = brokenAfterMilliseconds
    self.spacingMilliseconds = spacingMilliseconds
    self.otherTillsLaterMilliseconds = otherTillsLaterMilliseconds
    self.againAfterMilliseconds = againAfterMilliseconds
  }

  /// How long until a query about this payment is due: zero or less when it is, nil when there is nothing to ask.
  ///
  /// - Parameters:
  ///   - status: the payment's status.
  ///   - now: the moment.
  ///   - callbacksLookBroken: no heartbeat for 30 s, or three wait and none has come for 60 s.
  package func dueInMilliseconds(
    _ status: PaymentStatus, at now: Moment, callbacksLookBroken: Bool
  ) -> Int64? {
    guard status.attempt.checkoutRequestID != nil, let acceptedAt = status.attempt.acceptedAt else { return nil }
    // Never after proof; a final failure by callback, with nothing against it, needs no question either. What a person
    // accepted by hand is no proof.
    if status.standing == .paid || Guards.isSurelyOver(status) { return nil }
    let elapsed = now.elapsedMilliseconds(since: acceptedAt)
    if status.queries.isEmpty, status.unproved.isEmpty {
      return (callbacksLookBroken ? brokenAfterMilliseconds : afterMilliseconds.first ?? 0) - elapsed
    }
    let sinceLast = status.millisecondsSinceQuestion(at: now)

    // At once: from then on it is the more overdue the longer nobody asks, so that other tills come to ask as well.
    if let success = status.unproved.successAt, askedSince(success, status, at: now) == 0 {
      return -now.elapsedMilliseconds(since: success)
    }
    // A question on which nothing came back does not use up its turn.
    let heard = heardAt(status, at: now)
    let fruitless = status.queries.count - heard.count
    let pause =
      pauseMilliseconds(againAfterMilliseconds, fruitless: fruitless, elapsedMilliseconds: elapsed) - (sinceLast ?? 0)
    if let zero = status.unproved.zeroAskedAt, !isFollowedUp(zero, heard, at: now) {
      let spacing = PromptFigures.earlyZeroSpacingMilliseconds
      // Where that question brought nothing, it is put again after as long.
      let wait = pauseMilliseconds(spacing, fruitless: fruitless, elapsedMilliseconds: elapsed) - (sinceLast ?? 0)
      let next = spacing - now.elapsedMilliseconds(since: zero)
      return wait > 0 && askedSince(zero, status, at: now) > 0 ? wait : next
    }

    let step = nextStep(after: heard, acceptedAt: acceptedAt, callbacksLookBroken: callbacksLookBroken)
    var dueIn = step.afterMilliseconds - elapsed
    if let last = step.last { dueIn = max(dueIn, step.pauseMilliseconds - now.elapsedMilliseconds(since: last)) }
    // And one shortly before the business day on which it was accepted ends.
    let dayEnd = EastAfricaTime.lastMinutes(ofDayOf: acceptedAt)
    if step.last != nil, !heard.contains(where: { $0.wallMilliseconds >= dayEnd }) {
      dueIn = min(dueIn, dayEnd - now.wallMilliseconds)
    }
    return fruitless == 0 ? dueIn : max(dueIn, pause)
  }

  /// Until the next question is due it comes nearer by as much as time goes on: no pause grows meanwhile.
  package static func isSteady(_ status: PaymentStatus) -> Bool {
    // The first two pauses are no longer than the shortest that may grow with the time since acceptance.
    status.queries.count { $0.outcome != .heard } < 3
  }

  /// How long after a question that brought nothing the next one is put: each time twice as long, and no longer than an
  /// eighth of the time since acceptance where that is more than two minutes, or than an hour.
  ///
  /// Questions bring nothing while the network is gone. Plain doubling would let a customer wait after an outage for as
  /// long as the outage was; an eighth tells within two minutes after one of ten, and still leaves the questions to
  /// others when nothing is heard all day.
  private func pauseMilliseconds(_ first: Int64, fruitless: Int, elapsedMilliseconds: Int64) -> Int64 {
    let doubled = first << Int64(min(max(0, fruitless - 1), 12))
    return min(doubled, max(2 * againAfterMilliseconds, elapsedMilliseconds / 8), 3_600_000)
  }

  /// The step that no question has answered for yet.
  ///
  /// A question answers for one step only, and each comes as long after the one before it as the schedule puts between
  /// them: a shop that was closed for an hour and hears "pending" would otherwise never ask again (simulated shops,
  /// seed 4475). After the last step it is asked each time after twice as long.
  private func nextStep(after heard: [Moment], acceptedAt: Moment, callbacksLookBroken: Bool) -> Step {
    var thresholds = afterMilliseconds
    if callbacksLookBroken { thresholds.insert(brokenAfterMilliseconds, at: 0) }
    var coming = thresholds[...]
    let first = coming.popFirst() ?? 0
    var step = Step(afterMilliseconds: first, pauseMilliseconds: first, last: nil)
    for asked in heard {
      let isEarly = asked.elapsedMilliseconds(since: acceptedAt) < step.afterMilliseconds
      if isEarly || step.last.map({ asked.elapsedMilliseconds(since: $0) < step.pauseMilliseconds }) == true {
        continue
      }
      step.last = asked
      if let next = coming.popFirst() {
        step.pauseMilliseconds = next - step.afterMilliseconds
        step.afterMilliseconds = next
      } else {
        step.pauseMilliseconds *= 2
      }
    }
    return step
  }

  /// When a question is due: so long after acceptance, and so long after the last one that counted.
  private struct Step {
    var afterMilliseconds: Int64
    var pauseMilliseconds: Int64
    var last: Moment?
  }

  /// Whoever put a question and has noted nothing to it for a minute is dead: it brought nothing.
  private func heardAt(_ status: PaymentStatus, at now: Moment) -> [Moment] {
    status.queries.filter { query in
      switch query.outcome {
      case .heard: true
      case .open: now.elapsedMilliseconds(since: query.at) < Self.abandonedAfterMilliseconds
      case .fruitless: false
      }
    }.map(\.at)
  }

  private static let abandonedAfterMilliseconds: Int64 = 60_000

  /// How long until a question to which nothing was noted counts as abandoned; nil when none is left that could.
  ///
  /// Until then, time alone brings the next question no nearer than ``dueInMilliseconds(_:at:callbacksLookBroken:)``
  /// says; then it may be due earlier.
  package static func abandonmentInMilliseconds(_ status: PaymentStatus, at now: Moment) -> Int64? {
    status.queries.filter { $0.outcome == .open }
      .map { abandonedAfterMilliseconds - now.elapsedMilliseconds(since: $0.at) }.filter { $0 > 0 }.min()
  }

  /// How long until a payment is asked about whose callback the listener had to turn away; nil when it is not.
  ///
  /// At once, after a minute, and then each time after twice as long, until a question brought a result: the listener's
  /// list keeps a payment long after its answer was missed, and each question spends the whole shop's turn. Also when
  /// the schedule is used up: a callback that was turned away is news that nobody has read.
  package func unheardDueInMilliseconds(_ status: PaymentStatus, at now: Moment) -> Int64? {
    // A *not paid* that a query alone says may turn: the callback that was turned away may be the one that says so.
    if status.attempt.checkoutRequestID == nil || status.standing == .paid || Guards.isSurelyOver(status) { return nil }
    guard let sinceLast = status.millisecondsSinceQuestion(at: now) else { return 0 }
    return (60_000 << Int64(min(status.queries.count - 1, 10))) - sinceLast
  }

  /// An early zero wants one more question, 15 s later; whatever that one says, the schedule goes on.
  private func isFollowedUp(_ zero: Moment, _ heard: [Moment], at now: Moment) -> Bool {
    heard.contains { asked in
      isLater(asked, than: zero, at: now)
        && asked.elapsedMilliseconds(since: zero) >= PromptFigures.earlyZeroSpacingMilliseconds
    }
  }

  private func askedSince(_ moment: Moment, _ status: PaymentStatus, at now: Moment) -> Int {
    status.queries.count { isLater($0.at, than: moment, at: now) }
  }

  /// By the boot clock where it can tell: a wall clock that was set back would ask every few seconds for hours.
  private func isLater(_ asked: Moment, than moment: Moment, at now: Moment) -> Bool {
    if asked.bootID == moment.bootID { return asked.bootMilliseconds > moment.bootMilliseconds }
    // Whatever happened since the machine was started comes after whatever happened before.
    if asked.bootID == now.bootID { return true }
    if moment.bootID == now.bootID { return false }
    return asked.wallMilliseconds > moment.wallMilliseconds
  }
}

extension PaymentStatus {
  /// How long ago the newest question was put; nil when none was.
  ///
  /// Not the last of them by the wall clock: one from an hour when that was ahead would be the newest for ever.
  package func millisecondsSinceQuestion(at now: Moment) -> Int64? {
    queries.map { now.elapsedMilliseconds(since: $0.at) }.min()
  }
}

extension PaymentSummary {
  /// Safaricom can be asked about it, and its answer could matter.
  package var canBeAskedAbout: Bool {
    // Safaricom's last word needs no question: each one spends the whole shop's turn.
    guard status.attempt.checkoutRequestID != nil, !Guards.isSurelyOver(status) else { return false }
    switch status.standing {
    case .waiting, .check, .held, .notPaid: return true
    default: return false
    }
  }
}
