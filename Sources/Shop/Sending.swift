import Daraja
import Payments

extension ShopWorker {
  /// Records a payment, unless a guard says no.
  ///
  /// A commit whose answer was lost is found again by the draft's ID: what stands in the ledger was recorded, whatever
  /// its writer was told.
  package func record(_ draft: PaymentDraft, at now: Moment) throws -> RecordOutcome {
    do { return try ledger.record(draft, at: now) } catch {
      guard let known = (try? ledger.payment(draft.id)) ?? nil else { throw error }
      return .recorded(known)
    }
  }

  /// Makes the one attempt of a recorded payment: token, then the `sending` row, then the request.
  ///
  /// Only the process whose `sending` row won connects, so that any number of desks may try. Whatever comes of it
  /// becomes evidence; nothing is ever sent a second time but after an exact Invalid-Access-Token answer.
  ///
  /// - Returns: what came of it, also while the ledger does not take it; nil when the attempt is not this process's.
  /// - Throws: what the ledger said before anything was sent; nothing is thrown once a request may be out.
  @discardableResult
  package func send(_ id: PaymentID) throws -> LearntEvidence? {
    attempts.begin(id)
    defer { attempts.end(id) }
    guard let payment = try ledger.payment(id), payment.status.standing == .recorded, let phone = payment.phone else {
      return nil
    }
    if let reason = obstacle(to: payment) { return notSent(id, reason) }
    let ring: TagKeyRing
    switch keys() {
    case .ready(let keys): ring = keys
    case .listenerRefusesOurKey: return notSent(id, .listenerNotReady)
    case .unreadable: return notSent(id, .keysUnreadable)
    }
    guard let url = callbackURL(for: id, ring: ring) else { return notSent(id, .badCallbackAddress) }
    let token: AccessToken
    switch daraja.token() {
    case .token(let bought, _): token = bought
    case .failed(let failure, let note): return notSent(id, failure.notSentReason, note?.words)
    }
    if let reason = obstacle(to: payment) { return notSent(id, reason) }

    guard try ledger.beginSending(id, owner: facts.owner, at: clock.now()) else { return nil }
    // Winning may have meant waiting behind other writers; no byte has been written yet.
    if let reason = obstacle(to: payment) { return notSent(id, reason) }
    let request = pushRequest(for: payment, phone: phone, url: url)
    var outcome = push(request, for: payment, token: token)
    if case .invalidAccessToken(let note) = outcome {
      outcome = sendOnceMore(request, for: payment, note)
    }
    return save(evidence(of: outcome), for: id)
  }

  /// The one exception: the request was turned away at the gateway for its token, so it may go out once more, after
  /// a row that says so.
  ///
  /// It is held to what the first one is held to: token, row, age. The row is only written while the attempt is in the
  /// middle; without it, a second request could not be told from a second attempt. Whatever forbids it, no prompt went
  /// out: the first request was turned away.
  private func sendOnceMore(
    _ request: PushRequest, for payment: PaymentSummary, _ note: AnswerNote
  ) -> PushOutcome {
    guard obstacle(to: payment) == nil, case .token(let fresh, _) = daraja.token(), obstacle(to: payment) == nil,
      let begun = try? ledger.beginSecondRequest(payment.id, at: clock.now()), begun, obstacle(to: payment) == nil
    else { return .refused(.accessTokenRefused, note) }
    let outcome = push(request, for: payment, token: fresh)
    if case .invalidAccessToken(let note) = outcome { return .refused(.accessTokenRefused, note) }
    return outcome
  }

  /// Makes one request.
  ///
  /// It is looked at once more when the connection stands: a process may be stopped, or a machine asleep, in the middle
  /// of a handshake.
  private func push(_ request: PushRequest, for payment: PaymentSummary, token: AccessToken) -> PushOutcome {
    let outcome = daraja.push(request, token: token, startingOnlyIf: { obstacle(to: payment) == nil })
    if outcome.turnsTokenAway { daraja.drop(token) }
    if case .notSent(.tooOld) = outcome, let reason = obstacle(to: payment) { return .notSent(reason) }
    return outcome
  }

  /// Why nothing of this payment may go out any more, whatever it had come to; nil when it may.
  private func obstacle(to payment: PaymentSummary) -> NotSentReason? {
    closing.isGiven ? .restarted : isTooOld(payment) ? .tooOld : nil
  }

  private func isTooOld(_ payment: PaymentSummary) -> Bool {
    let now = clock.now()
    return now.bootID != payment.recordedAt.bootID
      || now.overdueMilliseconds(since: payment.recordedAt) > Guards.sendWithinMilliseconds
  }

  private func notSent(_ id: PaymentID, _ reason: NotSentReason, _ answer: AnswerWords? = nil) -> LearntEvidence {
    save(.notSent(reason, answer: answer), for: id)
  }

  private func save(_ evidence: Evidence, for id: PaymentID) -> LearntEvidence {
    let learnt = LearntEvidence(evidence, at: clock.now())
    // First where it outlives this process: the ledger may be held for long.
    save([evidence], for: id, at: learnt.at, kept: keepInSpool(learnt, of: id))
    return learnt
  }

  private func callbackURL(for id: PaymentID, ring: TagKeyRing) -> CallbackURL? {
    let tag = ring.tag(
      for: id, environment: facts.environment.rawValue, shortCode: facts.account.receiver.businessShortCode.digits)
    let address = facts.publicURL + CallbackAddress.path(id, tag)
    return try? CallbackURL.parse(address, environment: facts.environment).get()
  }

  /// Our own short reference is what the customer's SMS shows; a reference that the cashier typed takes its place and
  /// moves ours into the description.
  private func pushRequest(for payment: PaymentSummary, phone: PhoneNumber, url: CallbackURL) -> PushRequest {
    let own = ShortReference(till: payment.till, number: payment.number, at: payment.recordedAt).text
    let reference = (try? AccountReference.parse(payment.reference).get()) ?? (try? AccountReference.parse(own).get())
    guard let reference else { preconditionFailure("a short reference is letters and digits") }
    return PushRequest(
      account: facts.account, phone: phone, amount: payment.amount, callbackURL: url, reference: reference,
      transactionDescription: TransactionDescription(fitting: own), time: EastAfricaTime(clock.now()))
  }

  private func evidence(of outcome: PushOutcome) -> Evidence {
    switch outcome {
    case .accepted(let acknowledgement):
      .accepted(
        Acceptance(
          checkoutRequestID: acknowledgement.checkoutRequestID,
          merchantRequestID: acknowledgement.merchantRequestID))
    case .invalidAccessToken(let note): refusal(.accessTokenRefused, note)
    case .refused(let reason, let note): refusal(reason, note)
    case .notSent(let reason): .notSent(reason)
    case .unknown(let reason, let note): .outcomeUnknown(reason, answer: note?.words)
    }
  }

  private func refusal(_ reason: Refusal, _ note: AnswerNote) -> Evidence {
    .refused(
      RefusedAnswer(
        reason: reason, code: note.code, answerMark: "\(note.status)-\(note.code ?? reason.rawValue)",
        answer: note.words))
  }
}
