import Daraja
import Payments
import Synchronization

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

/// What a worker knows of the payments that are watched, from one look to the next.
final class Watching: Sendable {
  private let known = Mutex<WatchedPayments?>(nil)

  /// Brings it up to the ledger, and looks.
  ///
  /// All is read once, and again after a clock was set; from then on only what changed.
  func follow<Value: Sendable>(
    _ ledger: any LedgerPort, _ facts: ShopFacts, at now: Moment, _ look: (inout WatchedPayments?) -> Value
  ) throws -> Value {
    try known.withLock { known in
      if let position = known?.position, known?.holds(at: now) == true {
        let changes = try ledger.changes(since: position)
        known?.take(changes, at: now)
      } else {
        let since = now.wallMilliseconds - watchedForMilliseconds
        known = WatchedPayments(
          try ledger.watchedPayments(sinceWallMilliseconds: since), schedule: facts.schedule, till: facts.till, at: now)
      }
      return look(&known)
    }
  }
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
    let next = try watched.follow(ledger, facts, at: now) {
      $0?.next(at: now, callbacksLookBroken: callbacksLookBroken, unheard: unheard)
    }
    return try ask(next)
  }

  /// The newest of the payments that wait for an answer.
  public func waitingPayments() throws -> [PaymentSummary] {
    try watched.follow(ledger, facts, at: clock.now()) { $0?.waiting.newest ?? [] }
  }

  /// The same about one payment alone, for a command that waits for it: what else is open costs it nothing.
  public func askIfDue(
    about id: PaymentID, callbacksLookBroken: Bool, unheard: [PaymentID] = []
  ) throws -> AskingReport {
    let now = clock.now()
    let payments = try [ledger.payment(id)].compactMap(\.self)
    var own = WatchedPayments(
      LedgerChanges(payments: payments, position: 0), schedule: facts.schedule, till: facts.till, at: now)
    return try ask(own.next(at: now, callbacksLookBroken: callbacksLookBroken, unheard: unheard))
  }

  private func ask(_ next: WatchedPayments.Next?) throws -> AskingReport {
    var report = AskingReport()
    guard let next else { return report }
    if next.dueInMilliseconds > 0 {
      report.nextInMilliseconds = next.dueInMilliseconds
      return report
    }
    report.nextInMilliseconds = facts.schedule.spacingMilliseconds
    if try ask(about: next.payment.id) { report.asked = next.payment.id }
    return report
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
    let outcome = query(request, token: token)
    guard case .invalidAccessToken = outcome else { return outcome }
    guard case .token(let fresh, _) = daraja.token() else { return .noAnswer(.noToken, nil) }
    return query(request, token: fresh)
  }

  private func query(_ request: QueryRequest, token: AccessToken) -> QueryOutcome {
    let outcome = daraja.query(request, token: token)
    if outcome.turnsTokenAway { daraja.drop(token) }
    return outcome
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
