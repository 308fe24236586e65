import Daraja
import Payments

/// Payments are asked about for a day after they were recorded; their callbacks are taken for ever.
let watchedForMilliseconds: Int64 = 86_400_000

/// A question goes out within this time of its turn, a quarter of the time between two turns, or not at all.
let turnLastsMilliseconds: Int64 = 3_000

extension ShopWorker {
  /// Asks about one payment now: a person wants to know.
  ///
  /// It spends from the same bucket.
  ///
  /// - Parameter whenAsked: what is to happen once the ledger has it that the question goes out.
  /// - Returns: false when it was not our turn, or there is no ID to ask about.
  package func ask(about id: PaymentID, whenAsked: () -> Void = {}) throws -> Bool {
    let question = identifiers.question()
    let clock = clock
    guard
      let prompt = try ledger.takeQueryTurn(
        id, till: facts.till, question: question, spacingMilliseconds: facts.schedule.spacingMilliseconds,
        at: { clock.now() })
    else { return false }
    whenAsked()
    let (outcome, askedAt) = query(prompt, turnTakenAt: clock.now())
    save(
      [.queryAnswer(answer(outcome, question: question, prompt: prompt, askedAt: askedAt))], for: id, at: clock.now())
    return true
  }

  /// Asks, and says when the request went out, which is what a proof is counted from: a token may take long to buy.
  private func query(
    _ prompt: CheckoutRequestID, turnTakenAt: Moment
  ) -> (outcome: QueryOutcome, askedAt: Moment) {
    let (outcome, askedAt) = query(prompt, within: turnTakenAt)
    guard case .invalidAccessToken = outcome else { return (outcome, askedAt) }
    return query(prompt, within: clock.now())
  }

  /// Asks once, unless the token came so late that the turn is another's by now: two questions that waited for one
  /// token would go out as one, and two answers to that are one.
  private func query(_ prompt: CheckoutRequestID, within turn: Moment) -> (QueryOutcome, Moment) {
    let token: AccessToken
    switch daraja.token() {
    case .token(let bought, _): token = bought
    case .failed(let failure, let note): return (failure.queryOutcome(note), clock.now())
    }
    let now = clock.now()
    if now.elapsedMilliseconds(since: turn) > turnLastsMilliseconds { return (.noAnswer(.tokenTooLate, nil), now) }
    let request = QueryRequest(account: facts.account, checkoutRequestID: prompt, time: EastAfricaTime(now))
    return (query(request, token: token), now)
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
    case .invalidAccessToken(let note): finding = .nothing("invalid-access-token", answer: note.words)
    case .backOff(let note): finding = .nothing("back-off", answer: note.words)
    case .refused(let reason, let note): finding = .nothing(reason.rawValue, answer: note.words)
    case .noAnswer(let reason, let note): finding = .nothing(reason.rawValue, answer: note?.words)
    }
    return QueryAnswered(
      question: question, checkoutRequestID: prompt, askedAt: askedAt, echoed: echoed, finding: finding)
  }
}
