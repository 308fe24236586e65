import Daraja
import Payments

/// Payments are asked about for a day after they were recorded; their callbacks are taken for ever.
let watchedForMilliseconds: Int64 = 86_400_000

/// What one look at the questions did.
public struct AskingReport: Sendable, Equatable {
  /// The payment that was asked about, if one was due and it was our turn.
  public var asked: PaymentID?
  /// How long until the next look makes sense, in milliseconds; nil when nothing will ever be due.
  public var nextInMilliseconds: Int64?

  /// Nothing done.
  public init() {}
}

extension ShopWorker {
  /// Asks Safaricom about the payment that is most overdue, if one is due and it is this shop's turn: one question per
  /// spacing for the whole app key, over all desks.
  ///
  /// - Parameters:
  ///   - callbacksLookBroken: no heartbeat, or several wait and none comes.
  ///   - unheard: payments whose callback the listener had to turn away, for want of space or for a wrong tag from a
  ///     listed address; they are asked about first (rules.md sections 6 and 7).
  public func askIfDue(callbacksLookBroken: Bool, unheard: [PaymentID] = []) throws -> AskingReport {
    let now = clock.now()
    var report = AskingReport()
    var most: (payment: PaymentSummary, dueIn: Int64)?
    let watchedSince = now.wallMilliseconds - watchedForMilliseconds
    for payment in try ledger.watchedPayments(sinceWallMilliseconds: watchedSince) {
      let scheduled = facts.schedule.dueInMilliseconds(
        payment.status, at: now, callbacksLookBroken: callbacksLookBroken)
      // Also when the schedule is used up: a callback that was turned away is news that nobody has read.
      let soon = unheard.contains(payment.id) ? unheardDueInMilliseconds(payment.status, at: now) : nil
      guard var dueIn = [scheduled, soon].compactMap(\.self).min() else { continue }
      if payment.till != facts.till { dueIn += facts.schedule.otherTillsLaterMilliseconds }
      if dueIn < most?.dueIn ?? .max { most = (payment, dueIn) }
    }
    guard let most else { return report }
    if most.dueIn > 0 {
      report.nextInMilliseconds = most.dueIn
      return report
    }
    report.nextInMilliseconds = facts.schedule.spacingMilliseconds
    if try ask(about: most.payment.id) { report.asked = most.payment.id }
    return report
  }

  /// At once, after a minute, and then each time after twice as long, until a question brought a result: the listener's
  /// list keeps a payment long after its answer was missed, and each question spends the whole shop's turn.
  private func unheardDueInMilliseconds(_ status: PaymentStatus, at now: Moment) -> Int64? {
    // A *not paid* that a query alone says may turn: the callback that was turned away may be the one that says so.
    if status.checkoutRequestID == nil || status.standing == .paid || Guards.isSurelyOver(status) { return nil }
    guard let sinceLast = status.millisecondsSinceQuestion(at: now) else { return 0 }
    return (60_000 << Int64(min(status.queriesAskedAt.count - 1, 10))) - sinceLast
  }

  /// Asks about one payment now: a person wants to know.
  ///
  /// It spends from the same bucket.
  ///
  /// - Returns: false when it was not our turn, or there is no ID to ask about.
  public func ask(about id: PaymentID) throws -> Bool {
    let question = identifiers.question()
    let askedAt = clock.now()
    guard
      let prompt = try ledger.takeQueryTurn(
        id, till: facts.till, question: question, spacingMilliseconds: facts.schedule.spacingMilliseconds, at: askedAt)
    else { return false }
    let outcome = query(prompt)
    save(
      [.queryAnswer(answer(outcome, question: question, prompt: prompt, askedAt: askedAt))], for: id, at: clock.now())
    return true
  }

  private func query(_ prompt: CheckoutRequestID) -> QueryOutcome {
    guard case .token(let token, _) = daraja.token() else { return .noAnswer(.noToken, nil) }
    let request = QueryRequest(account: facts.account, checkoutRequestID: prompt, time: EastAfricaTime(clock.now()))
    let outcome = daraja.query(request, token: token)
    guard case .invalidAccessToken = outcome else { return outcome }
    daraja.drop(token)
    guard case .token(let fresh, _) = daraja.token() else { return .noAnswer(.noToken, nil) }
    return daraja.query(request, token: fresh)
  }

  private func answer(
    _ outcome: QueryOutcome, question: String, prompt: CheckoutRequestID, askedAt: Moment
  ) -> QueryAnswered {
    var echoed = false
    let finding: QueryAnswered.Finding
    switch outcome {
    case .result(let result):
      echoed = result.checkoutRequestID == prompt
      finding = .result(result.code, text: result.description ?? "")
    case .pending: finding = .pending
    case .invalidAccessToken: finding = .nothing("invalid-access-token")
    case .backOff: finding = .nothing("back-off")
    case .refused(let reason, _): finding = .nothing(reason.rawValue)
    case .noAnswer(let reason, _): finding = .nothing(reason.rawValue)
    }
    return QueryAnswered(
      question: question, checkoutRequestID: prompt, askedAt: askedAt, echoed: echoed, finding: finding)
  }
}
