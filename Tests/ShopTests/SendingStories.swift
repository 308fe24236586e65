import Daraja
import PaymentLaws
import Payments
import Shop
import SimulatedShop
import Testing

@Suite("Stories of sending")
struct SendingStories {
  @Test("A customer pays: recorded, sent, accepted, and paid when the callback comes")
  func aCustomerPays() throws {
    let story = try Story()
    let worker = try story.worker()
    let id = try story.record()
    #expect(try story.status(of: id).standing == .recorded)

    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    try worker.send(id)
    #expect(try story.status(of: id).standing == .waiting)
    #expect(story.kinds(of: id) == ["recorded", "sending", "accepted"])

    story.pass(seconds: 8)
    story.callback(for: id)
    let report = worker.ingest()
    #expect(report.ingested == 1)
    #expect(try story.status(of: id).standing == .paid)
    #expect(try story.status(of: id).receipt?.code == "UKO1234567")
    #expect(try story.status(of: id).flags.isEmpty)
    #expect(story.safaricom.pushTokens.count == 1)
  }

  @Test("A token that is refused once: one more request, with a fresh token, after a row that says so")
  func tokenRefusedOnce() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "prompt-50"))
    try story.worker().send(id)
    #expect(story.safaricom.pushTokens == ["token-1", "token-2"])
    #expect(story.kinds(of: id) == ["recorded", "sending", "token-refused", "accepted"])
    #expect(try story.status(of: id).standing == .waiting)
  }

  @Test("A token that is refused twice: refused, and nothing goes out a third time")
  func tokenRefusedTwice() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.answersPush(.tokenRefused, .tokenRefused, .accepted(prompt: "never"))
    let worker = try story.worker()
    try worker.send(id)
    try worker.send(id)
    #expect(story.safaricom.pushTokens == ["token-1", "token-2"])
    #expect(try #require(story.status(of: id).refused) == (.accessTokenRefused, "404.001.03"))
  }

  @Test("A token is refused and the row that says so cannot be written: it stays at one request")
  func tokenRefusedWithoutItsRow() throws {
    let story = try Story()
    let id = try story.record()
    let ledger = story.ledger
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "never"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    let worker = try story.worker()
    try worker.send(id)
    #expect(story.safaricom.pushTokens.count == 1)

    ledger.setTrouble(nil)
    worker.retryUnsaved()
    #expect(try story.status(of: id).standing == .refused)
  }

  @Test("The row of the refused token stands, but its writer was told otherwise: it stays at one request")
  func tokenRefusedAndCommittedInDoubt() throws {
    let story = try Story()
    let id = try story.record()
    let ledger = story.ledger
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "never"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.failsAfterCommit) }
    let worker = try story.worker()
    try worker.send(id)
    ledger.setTrouble(nil)
    worker.retryUnsaved()
    #expect(story.safaricom.pushTokens.count == 1)
    #expect(try story.status(of: id).standing == .refused)
  }

  @Test("A token is refused and the laptop sleeps for an hour: nothing goes out a second time")
  func tokenRefusedBeforeASleep() throws {
    let story = try Story()
    let id = try story.record()
    let clock = story.clock
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "never"))
    story.safaricom.whenPushArrives { clock.advance(byMilliseconds: 3_600_000) }
    try story.worker().send(id)
    #expect(story.safaricom.pushTokens == ["token-1"])
    #expect(story.kinds(of: id) == ["recorded", "sending", "refused"])
    #expect(try #require(story.status(of: id).refused) == (.accessTokenRefused, "404.001.03"))
  }

  @Test("A token is refused and the fresh one takes too long: nothing goes out a second time")
  func freshTokenTakesTooLong() throws {
    let story = try Story()
    let id = try story.record()
    let clock = story.clock
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "never"))
    story.safaricom.whenTokenIsAsked {}
    story.safaricom.whenTokenIsAsked { clock.advance(byMilliseconds: 30_001) }
    try story.worker().send(id)
    #expect(story.safaricom.pushTokens == ["token-1"])
    #expect(try story.status(of: id).standing == .refused)
  }

  @Test("A token is refused late; meanwhile another till gave up on it, asked again and was paid: no third request")
  func tokenRefusedAfterTheSaleWasPaid() throws {
    let story = try Story()
    let id = try story.record()
    let (ledger, spool, clock, two) = (story.ledger, story.spool, story.clock, try story.worker(till: 2))
    let first = try #require(try ledger.payment(id))
    let again = PaymentDraft(
      id: SeededIdentifiers(SeededGenerator(seed: 8)).paymentID(at: clock.now()), till: two.facts.till,
      cashier: "otieno",
      phone: try #require(first.phone), amount: first.amount, sameSaleAs: [SeenPayment(id, upTo: .max)],
      overriding: [SeenPayment(id, upTo: .max)])
    story.safaricom.answersPush(.tokenRefused, .accepted(prompt: "prompt-51"), .accepted(prompt: "never"))
    story.safaricom.whenPushArrives {
      do {
        clock.advance(byMilliseconds: 61_000)
        try two.concludeAbandoned()
        clock.advance(byMilliseconds: 61_000)
        guard case .recorded = try ledger.record(again, at: clock.now()) else { throw StoryError.notRecorded }
        try two.send(again.id)
        let body = StatedCallback(code: "0", prompt: "prompt-51", amount: 50, receipt: "UKO1234567").body
        spool.deliver(body, to: again.id, peer: .listed, keyIsTrusted: true)
        _ = two.ingest()
      } catch {
        Issue.record(error)
      }
    }
    try story.worker().send(id)
    #expect(try story.status(of: again.id).standing == .paid)
    #expect(story.safaricom.pushTokens.count == 2)
    #expect(try story.status(of: id).standing == .unknown, "who gave up on it did not know that nothing went out")
  }

  @Test("Recorded half a minute ago: not sent any more")
  func recordedTooLongAgo() throws {
    let story = try Story()
    let id = try story.record()
    story.pass(seconds: 30.001)
    try story.worker().send(id)
    #expect(try story.status(of: id).notSent == .tooOld)
    #expect(story.safaricom.tokensAsked == 0)
  }

  @Test("Recorded before the machine was started anew: not sent, however short that was")
  func recordedBeforeReboot() throws {
    let story = try Story()
    let id = try story.record()
    story.clock.reboot()
    try story.worker().send(id)
    #expect(try story.status(of: id).notSent == .tooOld)
    #expect(story.safaricom.pushTokens.isEmpty)
  }

  @Test("The token takes so long that the recording is stale when it comes: not sent")
  func tokenTakesTooLong() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.takesForTheToken(seconds: 31)
    try story.worker().send(id)
    #expect(try story.status(of: id).notSent == .tooOld)
    #expect(story.safaricom.pushTokens.isEmpty)
  }

  @Test("The attempt's row waits behind other writers until the recording is stale: not sent")
  func theRowTakesTooLong() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    let slow = SlowLedger(ledger: story.ledger, clock: story.clock, waitsMilliseconds: 31_000)
    try story.worker(ledger: slow).send(id)
    #expect(story.safaricom.pushTokens.isEmpty)
    #expect(try story.status(of: id).notSent == .tooOld)
  }

  @Test("There is no token: not sent")
  func noToken() throws {
    let story = try Story()
    let id = try story.record()
    story.safaricom.givesNoToken()
    try story.worker().send(id)
    #expect(try story.status(of: id).notSent == .noToken)
    #expect(story.kinds(of: id) == ["recorded", "not-sent"])
  }

  @Test("The listener would turn our answers away: not sent, and no token is asked for")
  func listenerRefusesOurKey() throws {
    let story = try Story()
    let id = try story.record()
    try story.worker(keys: .listenerRefusesOurKey).send(id)
    #expect(try story.status(of: id).notSent == .listenerNotReady)
    #expect(story.safaricom.tokensAsked == 0)
  }

  @Test("The keys cannot be read: not sent, for that reason and not for the listener's")
  func keysCannotBeRead() throws {
    let story = try Story()
    let id = try story.record()
    try story.worker(keys: .unreadable("why")).send(id)
    #expect(try story.status(of: id).notSent == .keysUnreadable)
    #expect(story.safaricom.tokensAsked == 0)
  }

  @Test("Safaricom takes no such address for answers: not sent, with a reason of its own, and no token is asked for")
  func noSuchAddress() throws {
    let story = try Story()
    let id = try story.record()
    try story.worker(publicURL: "https://pay.shop.co.ke/mpesa").send(id)
    #expect(try story.status(of: id).notSent == .badCallbackAddress)
    #expect(story.safaricom.tokensAsked == 0)
  }

  @Test("Two processes send the same payment at once: one request")
  func twoProcessesOnePayment() throws {
    let story = try Story()
    let id = try story.record()
    let first = try story.worker()
    let second = try story.worker()
    let third = try story.worker()
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"), .accepted(prompt: "never"))
    // The second gets ahead while the first waits for its token; the third comes while the request is on its way.
    story.safaricom.whenTokenIsAsked { _ = try? second.send(id) }
    story.safaricom.whenPushArrives { _ = try? third.send(id) }
    try first.send(id)
    #expect(story.safaricom.pushTokens.count == 1)
    #expect(story.kinds(of: id) == ["recorded", "sending", "accepted"])
  }

  @Test("A crash between sending and the answer: unknown after the restart, paid when the callback comes")
  func crashWhileSending() throws {
    let story = try Story()
    let id = try story.record()
    let (ledger, spool) = (story.ledger, story.spool)
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    // A process that dies here writes nothing any more.
    story.safaricom.whenPushArrives {
      ledger.setTrouble(.refusesWrites)
      spool.setUnreachable(true)
    }
    try story.worker().send(id)
    ledger.setTrouble(nil)
    spool.setUnreachable(false)
    #expect(try story.status(of: id).standing == .sending)

    story.pass(seconds: 5)
    let restarted = try story.worker()
    try restarted.startAgain(try restarted.leftInTheMiddle())
    #expect(try story.status(of: id).unknown == .interrupted)
    try restarted.send(id)
    #expect(story.safaricom.pushTokens.count == 1)
    #expect(try restarted.ask(about: id) == false)

    story.pass(seconds: 20)
    story.callback(for: id)
    _ = restarted.ingest()
    #expect(try story.status(of: id).standing == .paid)
    #expect(try story.status(of: id).receipt?.code == "UKO1234567")
  }

  @Test("A crash between recording and sending: not sent after the restart, and never sent by itself")
  func crashBeforeSending() throws {
    let story = try Story()
    let id = try story.record()
    let restarted = try story.worker()
    try restarted.startAgain(try restarted.leftInTheMiddle())
    try restarted.send(id)
    #expect(try story.status(of: id).notSent == .restarted)
    #expect(story.safaricom.pushTokens.isEmpty)
  }

  @Test("Another till's start leaves our attempt alone; after a minute anybody concludes it")
  func otherTillsStart() throws {
    let story = try Story()
    let id = try story.record(till: 1)
    let other = try story.worker(till: 2)
    try other.startAgain(try other.leftInTheMiddle())
    story.pass(seconds: 59)
    try other.concludeAbandoned()
    #expect(try story.status(of: id).standing == .recorded)
    story.pass(seconds: 1)
    try other.concludeAbandoned()
    #expect(try story.status(of: id).notSent == .tooOld)
  }

  @Test("The wall clock is set back: what was abandoned is concluded after a minute all the same")
  func abandonedAndTheWallClock() throws {
    let story = try Story()
    let id = try story.record()
    story.clock.setWallAhead(byMilliseconds: -7_200_000)
    story.pass(seconds: 60)
    try story.worker().concludeAbandoned()
    #expect(try story.status(of: id).notSent == .tooOld)
  }

  @Test("The ledger fails right after the acceptance: kept in memory, saved later, with the moment of the acceptance")
  func ledgerFailsAfterAcceptance() throws {
    let story = try Story()
    let id = try story.record()
    let ledger = story.ledger
    story.safaricom.answersPush(.accepted(prompt: "prompt-50"))
    story.safaricom.whenPushArrives { ledger.setTrouble(.refusesWrites) }
    let worker = try story.worker()
    try worker.send(id)
    let acceptedAt = story.clock.now()
    #expect(worker.hasUnsavedEvidence)
    #expect(try story.status(of: id).standing == .sending)

    story.pass(seconds: 10)
    worker.retryUnsaved()
    #expect(worker.hasUnsavedEvidence)
    ledger.setTrouble(nil)
    worker.retryUnsaved()
    #expect(!worker.hasUnsavedEvidence)
    #expect(try story.status(of: id).standing == .waiting)
    #expect(try story.status(of: id).attempt.acceptedAt == acceptedAt)
  }

  @Test("The ledger fails at the row that begins the attempt: nothing is sent")
  func ledgerFailsBeforeSending() throws {
    for trouble in [MemoryLedger.Trouble.refusesWrites, .failsAfterCommit] {
      let story = try Story()
      let id = try story.record()
      let ledger = story.ledger
      story.safaricom.whenTokenIsAsked { ledger.setTrouble(trouble) }
      let worker = try story.worker()
      #expect(throws: LedgerUnwritable.self) { try worker.send(id) }
      ledger.setTrouble(nil)
      #expect(story.safaricom.pushTokens.isEmpty)
      // If the row stands all the same, nobody knows any more that nothing was sent, and it is concluded as unknown.
      story.pass(seconds: 61)
      try worker.concludeAbandoned()
      let expected: Standing = trouble == .refusesWrites ? .notSent : .unknown
      #expect(try story.status(of: id).standing == expected)
    }
  }
}
