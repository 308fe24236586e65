import Daraja
import Payments
import Shop
import SimulatedShop
import Testing

@Suite("Stories of asking Safaricom")
struct AskingStories {
  @Test("The own till asks 70 s after acceptance, and its answer of 0 proves")
  func ownTill() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.pass(seconds: 69.999)
    let early = try worker.askIfDue(callbacksLookBroken: false)
    #expect(early.asked == nil)
    #expect(early.nextInMilliseconds == 1)
    story.pass(seconds: 0.001)
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"))
    #expect(try worker.askIfDue(callbacksLookBroken: false).asked == id)
    #expect(story.safaricom.queried == [CheckoutRequestID("prompt-50")])
    #expect(try story.status(of: id).standing == .paid)
    #expect(try story.status(of: id).flags == .receiptToFollow)
  }

  @Test("Another till asks 20 s later, when the own desk is gone")
  func otherTill() throws {
    let story = try Story()
    let id = try story.sent(till: 1)
    let other = try story.worker(till: 2)
    story.pass(seconds: 89.999)
    #expect(try other.askIfDue(callbacksLookBroken: false).asked == nil)
    story.pass(seconds: 0.001)
    #expect(try other.askIfDue(callbacksLookBroken: false).asked == id)
  }

  @Test("One question per 12 s over all desks")
  func spacingOverDesks() throws {
    let story = try Story()
    let first = try story.sent(till: 1, shillings: 51)
    let second = try story.sent(till: 2, shillings: 52)
    let one = try story.worker(till: 1)
    let two = try story.worker(till: 2)
    story.pass(seconds: 70)
    #expect(try one.askIfDue(callbacksLookBroken: false).asked == first)
    #expect(try two.askIfDue(callbacksLookBroken: false).asked == nil)
    story.pass(seconds: 11.999)
    #expect(try two.askIfDue(callbacksLookBroken: false).asked == nil)
    story.pass(seconds: 0.001)
    #expect(try two.askIfDue(callbacksLookBroken: false).asked == second)
    #expect(story.safaricom.queried.count == 2)
  }

  @Test("A person's question spends from the same bucket")
  func personsQuestion() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    #expect(try worker.ask(about: id))
    story.pass(seconds: 11)
    #expect(try worker.ask(about: id) == false)
    story.pass(seconds: 1)
    #expect(try worker.ask(about: id))
  }

  @Test("When callbacks look broken the first question comes at 30 s")
  func brokenCallbacks() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.pass(seconds: 30)
    #expect(try worker.askIfDue(callbacksLookBroken: false).asked == nil)
    #expect(try worker.askIfDue(callbacksLookBroken: true).asked == id)
  }

  @Test("A callback that was turned away is asked about also after the schedule's last question")
  func unheardAfterTheSchedule() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    for seconds: Double in [71, 120, 1_100, 56_100] {
      story.pass(seconds: seconds)
      #expect(try worker.askIfDue(callbacksLookBroken: false).asked == id)
    }
    story.pass(seconds: 3_600)
    #expect(try worker.askIfDue(callbacksLookBroken: false).asked == nil)
    #expect(try worker.askIfDue(callbacksLookBroken: false, unheard: [id]).asked == id)
  }

  @Test(
    "A payment that only a query calls not paid is asked about when its callback was turned away, a sure end is not")
  func unheardAndNotPaid() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.safaricom.answersQuery(.code("1037", prompt: "prompt-50"))
    story.pass(seconds: 71)
    #expect(try worker.askIfDue(callbacksLookBroken: false).asked == id)
    #expect(try story.status(of: id).standing == .notPaid)
    story.pass(seconds: 70)
    #expect(try worker.askIfDue(callbacksLookBroken: false, unheard: [id]).asked == id)
    story.callback(for: id, code: "1032")
    _ = worker.ingest()
    story.pass(seconds: 7_200)
    #expect(try worker.askIfDue(callbacksLookBroken: false, unheard: [id]).asked == nil)
  }

  /// Found by simulated shops: a listener's list keeps a payment all day, which was asked about every minute of it.
  @Test("What the listener had to turn away is asked about at once, but not all day")
  func whatTheListenerTurnedAway() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.pass(seconds: 1)
    #expect(try worker.askIfDue(callbacksLookBroken: false, unheard: [id]).asked == id)
    var asked = 0
    for _ in 0..<1_800 {
      story.safaricom.answersQuery(.pending)
      story.pass(seconds: 12)
      if try worker.askIfDue(callbacksLookBroken: false, unheard: [id]).asked == id { asked += 1 }
    }
    // Six hours; the schedule by itself asks three times.
    #expect((4...12).contains(asked))
  }

  @Test("An early 0 proves nothing by itself; a second one 15 s later does")
  func earlyZeros() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"), .code("0", prompt: "prompt-50"))
    story.pass(seconds: 30)
    _ = try worker.askIfDue(callbacksLookBroken: true)
    #expect(try story.status(of: id).standing == .check)
    story.pass(seconds: 14)
    #expect(try worker.askIfDue(callbacksLookBroken: true).asked == nil)
    story.pass(seconds: 1)
    #expect(try worker.askIfDue(callbacksLookBroken: true).asked == id)
    #expect(try story.status(of: id).standing == .paid)
  }

  @Test("An answer about another prompt proves nothing")
  func answerAboutAnotherPrompt() throws {
    let story = try Story()
    let id = try story.sent()
    story.pass(seconds: 70)
    story.safaricom.answersQuery(.code("0", prompt: "somebody-elses"))
    _ = try story.worker().askIfDue(callbacksLookBroken: false)
    #expect(try story.status(of: id).standing == .waiting)
  }

  @Test("Nothing is asked after proof, nor after a final failure")
  func nothingAfterProof() throws {
    let story = try Story()
    let paid = try story.sent(shillings: 51)
    let cancelled = try story.sent(shillings: 52)
    let worker = try story.worker()
    story.callback(for: paid, shillings: 51)
    story.callback(for: cancelled, code: "1032", shillings: 52)
    _ = worker.ingest()
    for _ in 0..<40 {
      story.pass(seconds: 60)
      #expect(try worker.askIfDue(callbacksLookBroken: true).asked == nil)
    }
    #expect(story.safaricom.queried.isEmpty)
  }

  @Test("Pending is asked again at 3 min and at 20 min, and not in between")
  func scheduleOfPending() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    var askedAtSeconds: [Int] = []
    for second in 1...1_500 {
      story.pass(seconds: 1)
      if try worker.askIfDue(callbacksLookBroken: false).asked == id { askedAtSeconds.append(second) }
    }
    #expect(askedAtSeconds == [70, 180, 1_200])
  }

  @Test("The wall clock is set back two hours: the first question comes at 70 s all the same")
  func wallClockSetBack() throws {
    let story = try Story()
    let id = try story.sent()
    story.clock.setWallAhead(byMilliseconds: -7_200_000)
    story.pass(seconds: 70)
    #expect(try story.worker().askIfDue(callbacksLookBroken: false).asked == id)
  }

  @Test(
    "The wall clock is set back after a claim of success, with a reboot or without: asked by the schedule, not for hours",
    arguments: [(false, 4), (true, 5)])
  func wallClockSetBackAfterClaim(reboots: Bool, atMost: Int) throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    story.pass(seconds: 10)
    story.callback(for: id, peer: .unlisted)
    _ = worker.ingest()
    if reboots { story.clock.reboot() }
    story.clock.setWallAhead(byMilliseconds: -3_600_000)
    for _ in 0..<100 {
      story.pass(seconds: 12)
      _ = try worker.askIfDue(callbacksLookBroken: false)
    }
    #expect(story.safaricom.queried.count <= atMost)
  }

  @Test("A token that a question finds refused is dropped, and the question put once more")
  func tokenRefused() throws {
    let story = try Story()
    let id = try story.sent()
    story.pass(seconds: 70)
    story.safaricom.answersQuery(.invalidAccessToken(AnswerNote(status: 404)), .code("0", prompt: "prompt-50"))
    _ = try story.worker().askIfDue(callbacksLookBroken: false)
    #expect(story.safaricom.queryTokens == ["token-1", "token-2"])
    #expect(try story.status(of: id).standing == .paid)
  }

  @Test("Two questions that waited for one slow token are not two answers: neither goes out")
  func aSlowTokenIsNoTime() throws {
    let story = try Story()
    let id = try story.sent()
    let (first, second) = (try story.worker(), try story.worker(till: 2))
    let clock = story.clock
    story.safaricom.whenTokenIsAsked {
      // Somebody presses "check now" at another till, fifteen seconds later, and waits for the same token.
      clock.advance(byMilliseconds: 15_500)
      do { _ = try second.ask(about: id) } catch { Issue.record(error) }
    }
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"), .code("0", prompt: "prompt-50"))
    #expect(try first.ask(about: id))
    #expect(story.safaricom.queried.count == 1, "the turn of the first was long over")
    #expect(try story.status(of: id).standing == .check, "one early zero")
  }

  @Test("What proves counts from when a question went out, and not from when its turn was taken")
  func aQuestionIsAskedWhenItGoesOut() throws {
    let story = try Story()
    let id = try story.sent()
    story.safaricom.takesForTheToken(seconds: 2)
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"))
    story.pass(seconds: 20)
    #expect(try story.worker().ask(about: id))
    #expect(try story.status(of: id).unproved.zeroAskedAt == story.clock.now())
  }

  @Test("The answer to a question cannot be written: kept in memory, and the turn stays taken")
  func ledgerFailsAfterTheAnswer() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    let ledger = story.ledger
    story.pass(seconds: 70)
    story.safaricom.whenTokenIsAsked { ledger.setTrouble(.refusesWrites) }
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"))
    #expect(try worker.askIfDue(callbacksLookBroken: false).asked == id)
    #expect(worker.hasUnsavedEvidence)
    // It counts when the book has it: the day on which it was heard may be closed. Found by simulated shops, seed
    // 303280.
    story.pass(seconds: 16 * 3_600)
    ledger.setTrouble(nil)
    worker.retryUnsaved()
    #expect(try story.status(of: id).standing == .paid)
    #expect(try ledger.payment(id)?.countsOn == EastAfricaTime(story.clock.now()).businessDay)
    #expect(try ledger.payment(id)?.day != EastAfricaTime(story.clock.now()).businessDay)
  }
}
