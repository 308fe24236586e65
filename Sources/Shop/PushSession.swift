import Payments
import Wording

/// What whoever drives a payment without a screen does next.
package enum PushStep: Sendable, Equatable {
  /// Wait so long, or until there is news, and come back.
  case wait(milliseconds: Int64)
  /// It is over, and this is what the caller is told.
  case ended(PushEnd)
}

/// A payment without a screen: records, sends, and looks for the answer as a desk does until it is there.
///
/// Once the payment is recorded nothing of the ledger's ends it: a request may be out, and as long as the spool may
/// bring its answer, it is waited for. It never sleeps: whoever drives it comes back when it says.
package struct PushSession<Surroundings: PushPort> {
  /// What is done with a guard's no.
  package enum Override: Sendable {
    case none
    /// Asks all the same, as another attempt at the money of what stands in the way.
    case sameSale
    /// Asks all the same, for other goods.
    case anotherSale
  }

  private enum Stage {
    case recorded, sent, kept, waits, over
  }

  /// When the command was started: from there on counts how old the request is.
  package let startedAt: Moment
  /// What it looks at beside ledger and spool.
  package private(set) var surroundings: Surroundings
  /// What is known; nil before anything is recorded.
  package private(set) var known: KnownPayment?
  private(set) var worker: ShopWorker
  /// What the ledger said last, if it was no answer.
  private var trouble: Phrase?
  /// Safaricom's answer came, and the ledger does not take it.
  private var answerIsInSpoolOnly = false
  /// The spool cannot be read while the ledger is in trouble: nobody knows whether an answer came.
  private var answersAreUnseen = false
  /// And the payment could not be read, so that what it says is not known.
  package private(set) var answerIsUnweighed = false
  private var round: ShopRound
  private var stage = Stage.over
  private let waitSeconds: Int?
  /// Until when an answer is offered to a ledger that does not take it, by the boot clock.
  private var keepsUntil: Int64?
  /// Until when an answer is waited for, by the boot clock.
  private var waitsUntil: Int64?

  /// A session that has recorded nothing yet.
  ///
  /// - Parameter waitSeconds: how long a customer's answer is waited for; nil for not at all.
  package init(
    _ worker: ShopWorker, _ surroundings: Surroundings, startedAt: Moment, payment: PaymentID, waitSeconds: Int?
  ) {
    self.waitSeconds = waitSeconds
    self.worker = worker
    self.surroundings = surroundings
    self.startedAt = startedAt
    round = ShopRound(worker, surroundings, .payment(payment))
  }

  /// Records a draft, if wanted over each guard that says no.
  ///
  /// A payment that stands in the way once more has brought money in between: that is not overridden unseen.
  package mutating func record(_ draft: PaymentDraft, _ override: Override) throws -> RecordOutcome {
    var draft = draft
    while true {
      let outcome = try worker.record(draft, at: startedAt)
      switch outcome {
      case .recorded(let payment):
        known = KnownPayment(payment)
        stage = .recorded
      case .alreadyRecorded(let payment):
        known = KnownPayment(payment)
        stage = .kept
      case .recordedBeforeRestore: break
      case .blocked(let block):
        if override == .none || !block.reason.isOverridden || draft.overrides(block.payment.id) { return outcome }
        draft.override(block.payment)
        if override == .sameSale { draft.link(to: block.payment) }
        continue
      }
      return outcome
    }
  }

  /// Does what comes next once a payment is recorded: makes the one attempt, has its answer kept, waits for the
  /// customer's.
  package mutating func next() -> PushStep {
    guard let id = known?.payment.id else { return .ended(.check) }
    switch stage {
    case .recorded:
      send(id)
      stage = .sent
      return next()
    case .sent:
      if let pause = keepAnswer(of: id) { return .wait(milliseconds: pause) }
      stage = .kept
      return next()
    case .kept:
      guard let waitSeconds else {
        stage = .over
        return next()
      }
      beginWaiting(for: id, seconds: waitSeconds)
      stage = .waits
      // What is known so far can be told before the first look, which may have to wait for the ledger.
      return .wait(milliseconds: 0)
    case .waits:
      if let pause = turn(for: id) { return .wait(milliseconds: pause) }
      stage = .over
      return next()
    case .over: return .ended(known.map { end($0.payment) } ?? .check)
    }
  }

  private func end(_ payment: PaymentSummary) -> PushEnd {
    waitSeconds == nil ? endUnlessWaited(payment) : PushEnd(of: payment, at: worker.clock.now())
  }

  /// Makes the one attempt; what came of it is kept by ``keepAnswer(of:)``.
  mutating func send(_ id: PaymentID) {
    do {
      known?.note(try worker.send(id))
    } catch {
      // The row that begins the attempt was not written, and nobody else makes it.
      known?.note(LearntEvidence(.notSent(.ledgerNotWritable), at: worker.clock.now()))
      take(error)
    }
    keepsUntil = worker.clock.now().bootMilliseconds + PushFigures.unsavedMilliseconds
  }

  /// Offers the answer once more to a ledger that did not take it: it cannot be asked for again.
  ///
  /// - Returns: how long to wait before the next try; nil when that is over.
  mutating func keepAnswer(of id: PaymentID) -> Int64? {
    worker.retryUnsaved()
    if let keepsUntil, worker.hasUnsavedEvidence, worker.clock.now().bootMilliseconds < keepsUntil {
      return PushFigures.nextTryMilliseconds
    }
    look(at: id)
    return nil
  }

  /// Begins to wait for an answer that a person can act upon; what is in doubt is waited for until the time is up.
  mutating func beginWaiting(for id: PaymentID, seconds: Int) {
    waitsUntil = worker.clock.now().bootMilliseconds + Int64(seconds) * 1000
    round = ShopRound(worker, surroundings, .payment(id))
  }

  /// Looks once more, and asks Safaricom if that is due.
  ///
  /// - Returns: how long to wait for news before the next look; nil when the answer is there, or the time is up.
  mutating func turn(for id: PaymentID) -> Int64? {
    let news = look(at: id)
    let left = (waitsUntil ?? 0) - worker.clock.now().bootMilliseconds
    if known?.isDecided ?? true || left <= 0 { return nil }
    if let question = news.question {
      attempt { worker in _ = try worker.ask(about: question) }
      round.questionEnded(at: worker.clock.now())
      return 0
    }
    return max(PushFigures.leastPauseMilliseconds, min(left, news.nextTurnInMilliseconds))
  }

  /// What a caller is told who waits for no answer: the request was taken, and the ledger knows it, or how it ended.
  func endUnlessWaited(_ payment: PaymentSummary) -> PushEnd {
    payment.status.standing == .waiting && ledgerTrouble == nil ? .done : PushEnd(of: payment, at: worker.clock.now())
  }

  /// One turn of the round, and what the ledger says of the payment; what fails in it is tried again in the next.
  @discardableResult
  private mutating func look(at id: PaymentID) -> ShopRound.News {
    trouble = nil
    let news = round.turn(at: worker.clock.now())
    if let error = news.ledgerError { take(error) }
    if let left = news.ingesting.trouble { trouble = left }
    do {
      let found = try read(id)
      known?.note(found)
    } catch {
      take(error)
      guard let reopened = surroundings.reopened(worker, after: error) else { return news }
      (worker, surroundings) = reopened
      trouble = nil
      round = ShopRound(worker, surroundings, .payment(id))
      // What this process learnt stands in no backup.
      for learnt in known?.ownEvidence ?? [] { worker.save([learnt.evidence], for: id, at: learnt.at) }
      if let found = attempt({ worker in try worker.ledger.payment(id) }) { known?.note(found) }
    }
    return news
  }

  /// The payment by the ledger, and while that takes nothing, by what this process and the spool know beyond it.
  private mutating func read(_ id: PaymentID) throws -> PaymentSummary? {
    (answerIsInSpoolOnly, answerIsUnweighed, answersAreUnseen) = (false, false, false)
    if trouble == nil, !worker.hasUnsavedEvidence { return try worker.ledger.payment(id) }
    var spooled: [LearntEvidence] = []
    do { spooled = try worker.waitingCallbacks(of: id) } catch { answersAreUnseen = true }
    answerIsInSpoolOnly = !spooled.isEmpty
    answerIsUnweighed = answerIsInSpoolOnly
    let payment = try surroundings.payment(id, assuming: (known?.ownEvidence ?? []) + spooled)
    answerIsUnweighed = false
    return payment
  }

  @discardableResult
  private mutating func attempt<Value>(_ work: (ShopWorker) throws -> Value) -> Value? {
    do { return try work(worker) } catch {
      take(error)
      return nil
    }
  }

  private mutating func take(_ error: any Error) {
    let now = worker.clock.now()
    let answersAreKept = surroundings.listenerReport(at: now)?.keepsAnswers(at: now) ?? false
    trouble = ErrorWords.ofLedger(error, answersAreKept: answersAreKept)
  }

  /// What keeps the ledger, and what helps: a full disk wants room, a lock wants its holder closed.
  private var cause: Phrase { trouble.map { Phrase(verbatim: " ") + $0 } ?? .none }

  /// What must be said beside the payment: the ledger does not have what is known.
  package var ledgerTrouble: Phrase? { unwritten.map { $0.words + ($0.hasCause ? cause : .none) } ?? trouble }

  private var unwritten: UnwrittenOutcome? {
    if answerIsInSpoolOnly { return .answerInSpool }
    if worker.hasUnsavedEvidence { return worker.hasEvidenceInMemoryAlone ? .inMemoryAlone : .ownAnswerInSpool }
    if answersAreUnseen { return .answersUnseen }
    guard let known, known.isLost else { return nil }
    return known.payment.standing(at: worker.clock.now()) == .notSent ? .lostUnsent : .lost
  }
}

/// How long a payment without a screen tries and waits.
private enum PushFigures {
  /// How long an answer is kept that the ledger does not take.
  static let unsavedMilliseconds: Int64 = 15_000
  /// How long until that is tried again.
  static let nextTryMilliseconds: Int64 = 200
  static let leastPauseMilliseconds: Int64 = 10
}
