import Daraja
import Payments

/// Payments are asked about for a day after they were recorded; their callbacks are taken for ever.
let watchedForMilliseconds: Int64 = 86_400_000

extension ShopWorker {
  /// Asks about one payment now: a person wants to know.
  ///
  /// It spends from the same bucket.
  ///
  /// - Returns: false when it was not our turn, or there is no ID to ask about.
  package func ask(about id: PaymentID) throws -> Bool {
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
    let token: AccessToken
    switch daraja.token() {
    case .token(let bought, _): token = bought
    case .failed(let failure, let note): return failure.queryOutcome(note)
    }
    let request = QueryRequest(account: facts.account, checkoutRequestID: prompt, time: EastAfricaTime(clock.now()))
    let outcome = query(request, token: token)
    guard case .invalidAccessToken = outcome else { return outcome }
    switch daraja.token() {
    case .token(let fresh, _): return query(request, token: fresh)
    case .failed(let failure, let note): return failure.queryOutcome(note)
    }
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
