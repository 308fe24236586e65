import Desk
import Payments
import Shop
import Wording

/// What the jobs of a desk are done with.
///
/// ``perform(_:askedAt:)`` is synchronous and says what happened as events. Who calls it, and on which thread, is all
/// that a desk with threads and a simulated one do differently.
package struct DeskWorks: Sendable {
  /// Records, sends and asks.
  package var worker: ShopWorker
  /// Takes decisions.
  package var decisions: any DecisionPort
  /// What fits no payment.
  package var unmatched: UnmatchedCallbacks
  /// Reads what a person wants to see.
  package var reading: any ShopReading
  /// The customers' phones; only in a demo.
  package var phones: (any DemoPhonesPort)?
  /// Writes a line to the log; never anything personal.
  package var log: @Sendable (String) -> Void

  /// Works on these ports.
  package init(
    worker: ShopWorker, decisions: any DecisionPort, unmatched: UnmatchedCallbacks, reading: any ShopReading,
    phones: (any DemoPhonesPort)? = nil, log: @escaping @Sendable (String) -> Void
  ) {
    self.worker = worker
    self.decisions = decisions
    self.unmatched = unmatched
    self.reading = reading
    self.phones = phones
    self.log = log
  }

  /// Does a job, which may wait for disk or network, and says what happened.
  ///
  /// - Parameters:
  ///   - askedAt: when the key was pressed: from there on counts how old a request is, however long the job then waits
  ///     behind others.
  ///   - committed: called when the ledger has something new before the job is done.
  package func perform(_ job: DeskJob, askedAt: Moment, committed: () -> Void = {}) -> [DeskEvent] {
    switch job {
    case .ask(let id, let request): [.answered(id, answer(to: request, askedAt: askedAt))]
    case .push(let id): send(id)
    case .query(let id): query(id, committed)
    case .answerAsCustomer(let prompt, let answer):
      answerAsCustomer(prompt, answer)
    }
  }

  /// Asks it of the ledger; that it cannot be done is an answer too.
  private func answer(to request: LedgerRequest, askedAt: Moment) -> Result<Answer, Trouble> {
    switch request {
    case .record(let draft): record(draft, at: askedAt)
    case .decide(let request): decide(request)
    case .resolveUnmatched(let decision): resolve(decision)
    case .read(let reading): answer(to: reading)
    }
  }

  private func record(_ draft: PaymentDraft, at askedAt: Moment) -> Result<Answer, Trouble> {
    do {
      switch try worker.record(draft, at: askedAt) {
      case .recorded(let payment), .alreadyRecorded(let payment): return .success(.recorded(payment))
      // Only a key of `--once` leads there, and a desk has none.
      case .recordedBeforeRestore:
        return impossible("a desk's draft had a key", instead: .failure(Trouble(ErrorWords.notRecorded)))
      case .blocked(let block): return .success(.blocked(block))
      }
    } catch { return .failure(told(ErrorWords.ofRecording(error))) }
  }

  /// What became of a request is read from the ledger, as everybody else's is.
  private func send(_ id: PaymentID) -> [DeskEvent] {
    do { try worker.send(id) } catch { logRequest(error) }
    return []
  }

  private func query(_ id: PaymentID, _ committed: () -> Void) -> [DeskEvent] {
    do { return try worker.ask(about: id, whenAsked: committed) ? [] : [.questionPutOff(id)] } catch {
      logRequest(error)
      return [.questionFailed(id)]
    }
  }

  /// Asks about a payment because a turn wants it: nobody at this desk is told, and what goes wrong stands in the log.
  ///
  /// - Returns: whether Safaricom was asked: another desk may have taken the turn.
  @discardableResult
  package func ask(about id: PaymentID) -> Bool {
    do { return try worker.ask(about: id) } catch {
      logRequest(error)
      return false
    }
  }

  private func answerAsCustomer(_ prompt: CheckoutRequestID, _ answer: CustomersAnswer) -> [DeskEvent] {
    phones?.answer(prompt, with: answer)
    return []
  }

  private func logRequest(_ error: any Error) {
    log(ErrorWords.ofRequest(error).english)
  }

  private func decide(_ request: DecisionRequest) -> Result<Answer, Trouble> {
    do {
      switch try decisions.decide(request, at: worker.clock.now()) {
      case .decided(let payment), .alreadyDecided(let payment): return .success(.decided(payment))
      case .refused(let refusal): return .success(.refused(refusal))
      }
    } catch { return .failure(told(ErrorWords.ofDeciding(error))) }
  }

  private func resolve(_ decision: UnmatchedDecision) -> Result<Answer, Trouble> {
    do { return .success(.unmatchedDecided(try unmatched.resolve(decision, at: worker.clock.now()))) } catch {
      return .failure(told(ErrorWords.ofDeciding(error)))
    }
  }

  /// Reads something for the screen; a failure is an answer too.
  private func answer(to reading: Reading) -> Result<Answer, Trouble> {
    do {
      switch reading {
      case .evidence(let id): return .success(.evidence(try lines(ofEvidenceOf: id)))
      case .payments(let term): return .success(.payments(try self.reading.payments(meant: term, limit: 50)))
      case .code(let receipt): return .success(.code(try self.reading.finding(on: receipt)))
      case .supervisors: return .success(.supervisors(decisions.obstacleToSupervisors()))
      case .unmatched: return .success(.unmatched(try unmatched.waiting(at: worker.clock.now())))
      }
    } catch { return .failure(Trouble(ErrorWords.ofReading(error))) }
  }

  private func lines(ofEvidenceOf id: PaymentID) throws -> [EvidenceLine] {
    let now = worker.clock.now()
    return try reading.evidence(of: id).lines {
      try reading.payment($0)?.spokenNumber(at: now, seenFrom: worker.facts.till)
    }
  }

  /// Words for the cashier, which go to the log as well.
  private func told(_ sentence: Phrase) -> Trouble {
    log(sentence.english)
    return Trouble(sentence)
  }
}
