import Daraja
import PaymentLaws
import Payments
import Shop
import SimulatedShop
import Testing

@Suite("Stories of sending that is interrupted: in the handshake, by a dead token, by a ledger in trouble")
struct InterruptedSendingStories {
  @Test("A process is stopped in the handshake for a minute: not sent, and nothing went out")
  func stoppedInTheHandshake() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.connectsAfter(seconds: 60)
    story.safaricom.answersPush(.accepted(prompt: "never"))
    try story.worker().send(id)
    #expect(story.safaricom.pushTokens.isEmpty)
    #expect(try story.status(of: id).notSent == .tooOld)
  }

  @Test("A second request after a refused token is looked at in its handshake as well")
  func stoppedInTheSecondHandshake() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.connectsAfter(seconds: 0)
    story.safaricom.connectsAfter(seconds: 31)
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "never"))
    try story.worker().send(id)
    #expect(story.safaricom.pushTokens == ["token-1"])
    #expect(try story.status(of: id).standing == .notSent)
  }

  @Test("Any 401 drops the token, and the payment keeps its standing: the next one has a fresh token")
  func anyUnauthorisedAnswerDropsTheToken() throws {
    let story = try Story()
    let worker = try story.worker()
    let first = try story.record(shillings: 50)
    story.safaricom.answersPush(
      .unknown(.unlistedAnswer, AnswerNote(status: 401)), .unknown(.unlistedAnswer, AnswerNote(status: 500)),
      .accepted(prompt: "prompt-52"))
    try worker.send(first)
    #expect(try story.status(of: first).unknown == .unlistedAnswer)
    try worker.send(try story.record(shillings: 51))
    try worker.send(try story.record(shillings: 52))
    #expect(story.safaricom.pushTokens == ["token-1", "token-2", "token-2"])
  }

  @Test("Nobody takes his own attempt for abandoned, also while the ledger does not take its answer")
  func ownAttemptsAreNotAbandoned() throws {
    let story = try Story()
    let (ledger, clock, worker) = (story.ledger, story.clock, try story.worker())
    let id = try story.record()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives {
      // The machine slept for ten minutes; the poller of the same process wakes first.
      clock.advance(byMilliseconds: 600_000)
      do { try worker.concludeAbandoned() } catch { Issue.record(error) }
      ledger.setTrouble(.refusesWrites)
    }
    try worker.send(id)
    #expect(try story.status(of: id).standing == .sending)
    ledger.setTrouble(nil)
    story.pass(seconds: 61)
    try worker.concludeAbandoned()
    #expect(try story.status(of: id).standing == .sending, "its answer is in this process's hands")
    worker.retryUnsaved()
    #expect(story.kinds(of: id) == ["recorded", "sending", "accepted"])
  }

  @Test("A record whose answer was lost after the commit is found again, and sent once")
  func recordedInDoubt() throws {
    let story = try Story()
    let worker = try story.worker()
    let draft = try story.draft()
    story.ledger.setTrouble(.failsAfterCommit)
    let outcome = try worker.record(draft, at: story.clock.now())
    story.ledger.setTrouble(nil)
    guard case .recorded(let payment) = outcome else { throw StoryError.notRecorded }
    #expect(payment.id == draft.id)
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    try worker.send(payment.id)
    #expect(try story.status(of: draft.id).standing == .waiting)
    #expect(story.safaricom.pushTokens.count == 1)
  }

  @Test("A record that failed before its commit is none")
  func notRecorded() throws {
    let story = try Story()
    story.ledger.setTrouble(.refusesWrites)
    let draft = try story.draft()
    #expect(throws: LedgerUnwritable.self) { try story.worker().record(draft, at: story.clock.now()) }
  }

  @Test("An answer that the ledger does not take outlives its process in the spool: another till writes it down")
  func answerOutlivesItsProcess() throws {
    let story = try Story()
    let ledger = story.ledger
    let id = try story.record()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    let killed = try story.worker()
    try killed.send(id)
    #expect(!killed.hasEvidenceInMemoryAlone && story.spool.answerCount == 1)
    let acceptedAt = story.clock.now()
    ledger.setTrouble(nil)
    story.pass(seconds: 61)
    let other = try story.worker(till: 2)
    _ = other.ingest()
    #expect(try story.status(of: id).standing == .sending, "its own till has a moment for it")
    story.pass(seconds: 3)
    _ = other.ingest()
    #expect(try story.status(of: id).state == .waiting(since: acceptedAt))
    #expect(story.spool.answerCount == 0)
  }

  @Test("A refusal that its process left in the spool stays one, when another till concludes what was abandoned")
  func aKeptRefusalIsNotUnknown() throws {
    let story = try Story()
    let ledger = story.ledger
    let id = try story.record()
    story.safaricom.answersPush(.refused(.invalidPhone, AnswerNote(status: 400)))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    try story.worker().send(id)
    #expect(story.spool.answerCount == 1)
    ledger.setTrouble(nil)
    story.pass(seconds: 61)
    let other = try story.worker(till: 2)
    _ = other.ingest()
    try other.concludeAbandoned()
    #expect(try story.status(of: id).standing == .refused)
    #expect(story.kinds(of: id).suffix(1) == ["refused"])
    #expect(story.spool.answerCount == 0)
  }

  @Test("While the spool cannot be looked into, nobody says that nothing is known")
  func whatCannotBeLookedForIsNotConcluded() throws {
    let story = try Story()
    let (ledger, spool) = (story.ledger, story.spool)
    let id = try story.record()
    story.safaricom.answersPush(.refused(.invalidPhone, AnswerNote(status: 400)))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    try story.worker().send(id)
    ledger.setTrouble(nil)
    spool.setUnreachable(true)
    story.pass(seconds: 61)
    let other = try story.worker(till: 2)
    try other.concludeAbandoned()
    #expect(try story.status(of: id).standing == .sending)
    spool.setUnreachable(false)
    try other.concludeAbandoned()
    #expect(try story.status(of: id).standing == .refused)
  }

  @Test("An answer that cannot be read keeps its own payment in the middle, and nobody else's, and no desk shut")
  func anUnreadableAnswerStopsNoOther() throws {
    let story = try Story()
    let ledger = story.ledger
    let ids = [try story.record(shillings: 50), try story.record(shillings: 51), try story.record(shillings: 52)]
    for id in ids {
      story.safaricom.answersPush(.refused(.invalidPhone, AnswerNote(status: 400)))
      story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
      try story.worker().send(id)
      ledger.setTrouble(nil)
    }
    story.spool.setUnreadable(ids[1])
    let again = try story.worker()
    let report = again.ingest()
    #expect(report.trouble != nil)
    let standings = try ids.map { try story.status(of: $0).standing }
    #expect(standings == [.refused, .sending, .refused])
    let left = try again.startAgain(again.leftInTheMiddle())
    #expect(left == [ids[1]])
    story.pass(seconds: 61)
    try again.concludeAbandoned()
    #expect(try story.status(of: ids[1]).standing == .sending)
    story.spool.setUnreadable(nil)
    let stillLeft = try again.startAgain([ids[1]])
    #expect(stillLeft.isEmpty)
    #expect(try story.status(of: ids[1]).standing == .refused)
  }

  @Test("A desk that is being closed sends nothing any more, also what waits for its token", arguments: [true, false])
  func closingSendsNothing(whileTheTokenIsBought: Bool) throws {
    let story = try Story()
    let id = try story.record()
    let worker = try story.worker()
    story.safaricom.answersPush(.accepted(prompt: "never"))
    if whileTheTokenIsBought { story.safaricom.whenTokenIsAsked { worker.close() } } else { worker.close() }
    try worker.send(id)
    #expect(story.safaricom.pushTokens.isEmpty)
    #expect(try story.status(of: id).notSent == .restarted)
    #expect(story.kinds(of: id) == ["recorded", "not-sent"])
  }

  @Test("A till that starts again finds how its last request ended before it concludes anything")
  func answerIsFoundAtTheStart() throws {
    let story = try Story()
    let ledger = story.ledger
    let id = try story.record()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    try story.worker().send(id)
    ledger.setTrouble(nil)
    try story.worker().startAgain(try story.worker().leftInTheMiddle())
    #expect(story.kinds(of: id) == ["recorded", "sending", "accepted"])
  }

  @Test("A spool that takes nothing leaves the answer in memory, and has it as soon as it can")
  func answerIsInMemoryAlone() throws {
    let story = try Story()
    let (ledger, spool) = (story.ledger, story.spool)
    let id = try story.record()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives {
      ledger.setTrouble(.refusesWrites)
      spool.setUnreachable(true)
    }
    let worker = try story.worker()
    try worker.send(id)
    #expect(worker.hasEvidenceInMemoryAlone)
    spool.setUnreachable(false)
    worker.retryUnsaved()
    #expect(!worker.hasEvidenceInMemoryAlone && worker.hasUnsavedEvidence && spool.answerCount == 1)
    ledger.setTrouble(nil)
    worker.retryUnsaved()
    #expect(spool.answerCount == 0)
    #expect(try story.status(of: id).standing == .waiting)
  }

  @Test("A kept answer to a payment that a restored ledger does not know stays, and goes when it would be purged")
  func answerOfALostPayment() throws {
    let story = try Story()
    let id = try story.draft().id
    let learnt = LearntEvidence(
      .accepted(Acceptance(checkoutRequestID: CheckoutRequestID("prompt-50"), merchantRequestID: nil)),
      at: story.clock.now())
    _ = try story.spool.keep(learnt, of: id)
    let worker = try story.worker()
    for (seconds, left) in [(0.0, 1), (4, 1), (35 * 86_400 - 60, 1), (120, 0)] {
      story.pass(seconds: seconds)
      #expect(worker.ingest().trouble == nil)
      #expect(story.spool.answerCount == left, "\(seconds)")
    }
  }

  @Test("An answer to a payment that a restored ledger does not know stays in the spool, also when it is tried again")
  func unsavedAnswerOfALostPayment() throws {
    let story = try Story()
    let ledger = story.ledger
    let backup = ledger.backup(at: story.clock.now())
    let id = try story.record()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    let worker = try story.worker()
    try worker.send(id)
    _ = ledger.restore(backup, strangers: 0, by: "owner", at: story.clock.now())
    ledger.setTrouble(nil)
    worker.retryUnsaved()
    #expect(story.spool.answerCount == 1 && !worker.hasUnsavedEvidence)
    story.callback(for: id)
    for _ in 0..<3 {
      _ = worker.ingest()
      story.pass(seconds: 3)
    }
    #expect(story.kinds(of: id).contains("accepted") && story.spool.answerCount == 0, "its callback made it known")
  }
}
