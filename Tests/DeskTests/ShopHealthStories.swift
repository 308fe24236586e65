import Desk
import Keys
import PaymentLaws
import Payments
import Testing

/// Answers that may not arrive, coming back, and the shop's own pace.
@Suite struct ShopHealthStories {
  private func listener(_ desk: DeskPilot, _ listener: Health.Listener) {
    var health = Health()
    health.listener = listener
    desk.happens(.healthChanged(health))
  }

  @Test func withoutAHeartbeatSendingWantsASecondKey() {
    for silence in [Health.Listener.silent, .absent] {
      story { desk in
        listener(desk, silence)
        desk.keys("0712345678⏎50⏎⏎⏎⏎")
        #expect(desk.bottomLine.hasPrefix("y send it · n do not · Esc back"))
        desk.keys("n")
        #expect(desk.form == "0712 345 678 | [50] | ")
        desk.keys("⏎y", "record #1 50 from 0712345678")
        listener(desk, .alive)
        desk.keys("0722000111⏎70⏎", "record #2 70 from 0722000111")
        desk.theLedgerAnswersAll()
      }
    }
  }

  @Test func aLargeAmountIsAskedFirstAndThenTheListener() {
    story(DeskPilot(askAbove: 1_000)) { desk in
      listener(desk, .silent)
      desk.keys("0712345678⏎5000⏎y")
      guard case .withoutListener = desk.state.question else {
        Issue.record("the listener is not asked about")
        return
      }
      desk.keys("y", "record #1 5000 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func askingAgainWantsItTooAndGivesNothingBackIntoTheForm() throws {
    try story { desk in
      let over = try Others.payment(
        41, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
      desk.happens(.evidenceCommitted([over]))
      listener(desk, .silent)
      desk.keys("②ay")
      guard case .withoutListener = desk.state.question else {
        Issue.record("the listener is not asked about")
        return
      }
      desk.keys("n")
      #expect(desk.state.form.isEmpty)
      #expect(desk.state.returned.isEmpty)
    }
  }

  @Test func brokenCallbacksAreToldInWords() {
    var health = Health()
    health.listener = .alive
    #expect(health.trouble == nil)
    health.callbacksLookBroken = true
    #expect(health.trouble?.english.contains("do not hand over goods on trust, do not resend") == true)
    health.ledgerTrouble = Phrase(verbatim: "The disk is full.")
    #expect(health.trouble?.english == "The disk is full.")
  }

  @Test func comingBackSaysWhatBecameOfTheTillsPayments() throws {
    try story { desk in
      let asked = desk.now
      func payment(_ number: Int, till: Int = 2, _ status: PaymentStatus) throws -> PaymentSummary {
        try Others.payment(number, till: till, recordedAt: asked, status: status)
      }
      desk.passes(seconds: 250)
      let answered = asked.advanced(byMilliseconds: 60_000)
      desk.happens(
        .evidenceCommitted([
          try payment(1, Statuses.paid(at: asked)), try payment(2, Statuses.paid(at: answered)),
          try payment(3, Statuses.notPaid("1032", at: answered)), try payment(4, Statuses.waiting(since: asked)),
          try payment(5, till: 3, Statuses.paid(at: answered)),
        ]))
      desk.happens(.cameBack(sinceWallMilliseconds: asked.wallMilliseconds + 10_000))
      let sentence =
        "You were away 4 minutes. Finished: number 2, KSh 300, PAID; number 3, KSh 300, CANCELLED. Number 4 still waits."
      #expect(desk.state.absenceSentence(at: desk.now)?.english == sentence)
      #expect(desk.told == "Number 3, KSh 300: the customer closed the prompt.", "and what went wrong keeps its lines")
      let later = try Others.payment(6, till: 2, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([later]))
      #expect(
        desk.state.absenceSentence(at: desk.now)?.english == sentence,
        "what is asked after coming back was not left waiting")
      desk.keys("0")
      #expect(desk.state.absenceSentence(at: desk.now) != nil, "a key that was typed ahead does not wipe it away")
      desk.passes(seconds: 4)
      desk.keys("7")
      #expect(desk.state.absenceSentence(at: desk.now) == nil)
    }
  }

  @Test func moreThanALineHoldsAreCounted() throws {
    try story { desk in
      let asked = desk.now
      desk.passes(seconds: 250)
      for number in 1...6 {
        let answered = asked.advanced(byMilliseconds: 60_000)
        desk.happens(
          .evidenceCommitted([
            try Others.payment(number, till: 2, recordedAt: asked, status: Statuses.paid(at: answered))
          ]))
      }
      desk.happens(.cameBack(sinceWallMilliseconds: asked.wallMilliseconds + 10_000))
      #expect(
        desk.state.absenceSentence(at: desk.now)?.english.hasSuffix("number 3, KSh 300, PAID; and 3 more.") == true)
    }
  }

  @Test func aClockThatIsSetBackMakesNothingOlder() throws {
    try story { desk in
      let waiting = try Others.payment(
        4, till: 2, recordedAt: desk.now.advanced(byMilliseconds: -20_000), status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([waiting]))
      desk.happens(.cameBack(sinceWallMilliseconds: desk.now.wallMilliseconds - 15_000))
      var moment = desk.now.advanced(byMilliseconds: 1_000)
      moment.wallMilliseconds -= 3_600_000
      desk.happens(
        .evidenceCommitted([try Others.payment(5, till: 2, recordedAt: moment, status: Statuses.waiting(since: moment))]
        ))
      #expect(desk.state.absenceSentence(at: desk.now)?.english == "You were away 15 seconds. Number 4 still waits.")
    }
  }

  @Test func aShortAbsenceOrOneWithoutPaymentsIsNotWorthASentence() throws {
    try story { desk in
      desk.happens(.cameBack(sinceWallMilliseconds: desk.now.wallMilliseconds - 600_000))
      #expect(desk.state.absenceSentence(at: desk.now) == nil)
      let waiting = try Others.payment(
        4, till: 2, recordedAt: desk.now.advanced(byMilliseconds: -20_000), status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([waiting]))
      desk.keys("⎋")
      desk.passes(seconds: 4)
      desk.keys("⎋")
      desk.happens(.cameBack(sinceWallMilliseconds: desk.now.wallMilliseconds - 9_999))
      #expect(desk.state.absenceSentence(at: desk.now) == nil)
      desk.happens(.cameBack(sinceWallMilliseconds: desk.now.wallMilliseconds - 15_000))
      #expect(desk.state.absenceSentence(at: desk.now)?.english == "You were away 15 seconds. Number 4 still waits.")
    }
  }

  @Test func theShopsOwnPaceIsToldFromTenPaymentsOn() throws {
    try story { desk in
      func paid(_ number: Int) throws -> PaymentSummary {
        let paidAt = desk.now.advanced(byMilliseconds: Int64(number) * 2_000 - 1)
        let status = PaymentStatus.example(.paid("UJ25K3M9QX", at: paidAt), askedAt: desk.now)
        return try Others.payment(number, recordedAt: desk.now, status: status, position: Int64(number))
      }
      desk.happens(.evidenceCommitted(try (1...9).map(paid)))
      #expect(desk.state.pace(at: desk.now) == nil)
      desk.happens(.evidenceCommitted([try paid(10)]))
      #expect(desk.state.pace(at: desk.now)?.sentence.english == "Half finish in 10 s, nine in ten in 18 s.")
      let waiting = try Others.payment(11, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      #expect(
        desk.state.lines(about: waiting, at: desk.now).money.english
          == "Not paid yet. Half finish in 10 s, nine in ten in 18 s.")
      desk.passes(seconds: 61)
      #expect(!desk.state.lines(about: waiting, at: desk.now).money.english.contains("Half"))
    }
  }
}
