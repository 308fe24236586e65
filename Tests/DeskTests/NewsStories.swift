import Desk
import Keys
import Payments
import Testing

/// News about money: trouble keeps its lines until somebody acts upon it, and goods are handed over once.
@Suite struct NewsStories {
  private func another(_ number: Int, _ status: PaymentStatus, _ desk: DeskPilot) throws {
    desk.happens(
      .evidenceCommitted([try Others.payment(number, till: 2, recordedAt: desk.now, status: status, position: 900)]))
  }

  // MARK: Time

  @Test func timeAloneRingsAndPutsAPaymentOnTop() throws {
    try story { desk in
      desk.waits(1)
      desk.passes(seconds: 60)
      for number in 11...23 { try another(number, Statuses.paid(at: desk.now), desk) }
      desk.passes(seconds: 59)
      #expect(desk.board.first == 1, "eleven newer PAID rows do not push it off the screen")
      desk.passes(seconds: 2, "ring trouble")
      #expect(desk.board.first == 1)
      #expect(desk.told == "Number 1, KSh 100: no answer yet.")
      desk.passes(seconds: 1)
      #expect(desk.state.toldPayment(at: desk.now)?.number == 1, "it rings once and stays")
    }
  }

  @Test func theDeskWakesForItAlsoBehindMidnight() throws {
    let start = DeskPilot.start.advanced(byMilliseconds: 35_870_000)
    try story(DeskPilot(at: start)) { desk in
      let asked = desk.now
      #expect(EastAfricaTime(asked).hourAndMinute == "23:59")
      desk.happens(
        .evidenceCommitted([try Others.payment(1, till: 2, recordedAt: asked, status: Statuses.waiting(since: asked))]))
      var woken = 0
      while desk.now.wallMilliseconds < asked.wallMilliseconds + 120_000, woken < 1_000 {
        let next = try #require(desk.state.nextVisibleChangeMilliseconds(at: desk.now))
        woken += 1
        if desk.now.wallMilliseconds + next == asked.wallMilliseconds + 120_000 {
          desk.passes(milliseconds: next, "ring trouble")
        } else {
          desk.passes(milliseconds: next)
        }
      }
      #expect(desk.now.wallMilliseconds == asked.wallMilliseconds + 120_000)
    }
  }

  @Test func whatNobodyCountsOnNeverRings() {
    story { desk in
      desk.waits(2)
      var wrong = Statuses.waiting(since: desk.now)
      wrong.notes.sentToWrongNumber = true
      desk.becomes(1, wrong)
      var other = Statuses.waiting(since: desk.now)
      other.notes.paysAnotherWay = true
      desk.becomes(2, other)
      desk.passes(seconds: 700)
      #expect(desk.state.othersNeedSomebody(at: desk.now) == nil)
    }
  }

  // MARK: The queue

  @Test func troubleQueuesAndGoodNewsNeverReplacesIt() {
    story { desk in
      desk.waits(4)
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      #expect(desk.told == "Number 1, KSh 100: the customer closed the prompt.")
      #expect(desk.state.othersNeedSomebody(at: desk.now) == nil)
      desk.becomes(2, Statuses.notPaid("2001", at: desk.now), "ring trouble")
      #expect(
        desk.state.toldPayment(at: desk.now)?.number == 1
          && desk.state.othersNeedSomebody(at: desk.now)?.english == "1 of 2: F2")
      desk.becomes(3, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.state.toldPayment(at: desk.now)?.number == 1, "money lights its row instead")
      #expect(desk.payment(3).map(desk.state.isJustPaid) == true && desk.state.moneyJustCame)
      desk.keys("②⎋")
      #expect(desk.told == "Number 2, KSh 200: the customer typed a wrong PIN.")
      desk.keys("②⎋")
      #expect(desk.told == "Number 3, KSh 300: PAID, receipt UJ25K3M9QX.")
    }
  }

  @Test func onTheBoardTheKeyGoesThroughWhatNeedsSomebody() {
    story { desk in
      desk.waits(3)
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.becomes(3, Statuses.unknown(.noAnswer, at: desk.now), "ring trouble")
      desk.keys("②")
      #expect(desk.state.board.selectedPayment?.number == 1)
      #expect(desk.state.othersNeedSomebody(at: desk.now)?.english == "1 not looked at: F2")
      desk.keys("②")
      #expect(desk.state.board.selectedPayment?.number == 3)
      #expect(desk.state.othersNeedSomebody(at: desk.now) == nil)
      desk.keys("⎋")
      #expect(desk.state.toldPayment(at: desk.now)?.number == 2, "what is still to come")
    }
  }

  @Test func aTroubleThatBecomesAnotherRingsAgainAndKeepsItsPlace() {
    story { desk in
      desk.waits(2)
      desk.becomes(1, Statuses.unknown(.noAnswer, at: desk.now), "ring trouble")
      desk.becomes(2, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.becomes(1, Statuses.notPaid("1", at: desk.now), "ring trouble")
      #expect(desk.told == "Number 1, KSh 100: not enough money in M-Pesa, Fuliza included.")
      #expect(desk.state.othersNeedSomebody(at: desk.now)?.english == "1 of 2: F2")
    }
  }

  // MARK: Acting upon it

  /// As the cashier's page advises: the same customer's money must not stand under the lines of what failed before.
  @Test func whoTypesTheSameMoneyAgainHasSeenThatItFailed() {
    story { desk in
      desk.waits(2)
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("0712345678⏎70⏎", "record #3 70 from 0712345678")
      desk.recorded(3, "push #3")
      #expect(desk.told == "Number 1, KSh 100: the customer closed the prompt.", "other money is another sale")
      desk.keys("0712345678⏎100⏎", "record #4 100 from 0712345678")
      desk.recorded(4, "push #4")
      desk.becomes(4, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.told == "Number 4, KSh 100: PAID, receipt UJ25K3M9QX.")
      #expect(desk.state.othersNeedSomebody(at: desk.now) == nil)
    }
  }

  @Test func everyWayOfActingTakesItOffTheQueue() throws {
    typealias Way = (DeskPilot) throws -> Void
    let ways: [(String, Way)] = [
      ("chosen", { $0.keys("②⎋") }),
      (
        "details",
        { desk in
          desk.keys("②d⎋⎋", "evidence #1")
          desk.answersAll()
        }
      ),
      ("its answer came", { $0.becomes(1, Statuses.paid(at: $0.now), "ring paid") }),
      (
        "other way, at another till",
        { desk in
          var status = Statuses.waiting(since: desk.now.advanced(byMilliseconds: -130_000))
          status.notes.paysAnotherWay = true
          desk.becomes(1, status)
        }
      ),
      (
        "resolved by a supervisor elsewhere",
        { desk in
          var status = Statuses.waiting(since: desk.now.advanced(byMilliseconds: -130_000))
          status.resolved = PaymentStatus.Resolved(at: desk.now)
          desk.becomes(1, status)
        }
      ),
      (
        "asked again at another till",
        { desk in
          let first = try #require(desk.payment(1))
          var again = try Others.payment(
            9, till: 3, recordedAt: desk.now, status: PaymentStatus(.recorded), position: 900)
          again.sale = first.sale
          desk.happens(.evidenceCommitted([again]))
        }
      ),
    ]
    for (name, act) in ways {
      try story { desk in
        desk.waits(1)
        desk.passes(seconds: 121, "ring trouble")
        desk.keys("0722000111⏎200⏎", "record #2 200 from 0722000111")
        desk.recorded(2, "push #2")
        desk.becomes(2, Statuses.notPaid("1032", at: desk.now), "ring trouble")
        #expect(
          desk.state.toldPayment(at: desk.now)?.number == 1
            && desk.state.othersNeedSomebody(at: desk.now)?.english == "1 of 2: F2")
        try act(desk)
        #expect(desk.state.toldPayment(at: desk.now)?.number == 2, "\(name)")
        #expect(desk.state.othersNeedSomebody(at: desk.now) == nil, "\(name)")
      }
    }
  }

  @Test func anAlarmIsActedUponByNobodyWhoOnlyAskedAgain() throws {
    try story { desk in
      desk.waits(1)
      desk.becomes(1, Statuses.paid(at: desk.now, flags: .late), "ring trouble")
      let first = try #require(desk.payment(1))
      var again = try Others.payment(
        9, till: 3, recordedAt: desk.now, status: PaymentStatus(.recorded), position: 900)
      again.sale = first.sale
      desk.happens(.evidenceCommitted([again]))
      #expect(desk.told == "Number 1, KSh 100: PAID LATE, receipt UJ25K3M9QX.")
    }
  }

  @Test func whatIsMutedElsewhereIsQuietHere() {
    story { desk in
      desk.waits(1)
      desk.becomes(1, Statuses.paid(at: desk.now, flags: .late), "ring trouble")
      var muted = Statuses.paid(at: desk.now, flags: .late)
      muted.notes.isMuted = true
      desk.becomes(1, muted)
      desk.keys("②⎋")
      #expect(desk.state.othersNeedSomebody(at: desk.now) == nil)
      muted.flags = [.late, .twice]
      desk.becomes(1, muted, "ring trouble")
      #expect(desk.told == "Number 1, KSh 100: PAID TWICE, receipt UJ25K3M9QX.")
    }
  }

  @Test func anotherTillsTroubleIsTheirs() throws {
    try story { desk in
      var theirs = try Others.payment(8, till: 3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([theirs]))
      desk.passes(seconds: 121)
      #expect(desk.state.board.rows.first?.number == 8)
      theirs.status = Statuses.notPaid("1032", at: desk.now)
      theirs.position += 1
      desk.happens(.evidenceCommitted([theirs]))
      #expect(desk.state.othersNeedSomebody(at: desk.now) == nil)
    }
  }

  @Test func aDeskThatStartsShowsWhatStillNeedsSomebodyAndRingsForNobody() throws {
    try story { desk in
      let now = desk.now
      func payment(_ number: Int, ago seconds: Int64, _ status: (Moment) -> PaymentStatus) throws -> PaymentSummary {
        let moment = now.advanced(byMilliseconds: -seconds * 1_000)
        return try Others.payment(number, till: 2, recordedAt: moment, status: status(moment))
      }
      desk.happens(
        .evidenceCommitted([
          try payment(1, ago: 7_200) { Statuses.notPaid("1032", at: $0) },
          try payment(2, ago: 300) { Statuses.waiting(since: $0) },
          try payment(3, ago: 200) { Statuses.notPaid("2001", at: $0) },
          try payment(4, ago: 90) { Statuses.paid(at: $0) },
        ]))
      #expect(desk.told == "Number 2, KSh 300: no answer yet.")
      #expect(
        desk.state.othersNeedSomebody(at: desk.now)?.english == "1 of 2: F2", "a customer of two hours ago is no news")
      desk.happens(.cameBack(sinceWallMilliseconds: now.wallMilliseconds - 8_000_000))
      desk.keys("②")
      #expect(
        desk.state.othersNeedSomebody(at: desk.now)?.english == "2 not looked at: F2", "unless the desk was away then")
    }
  }

  @Test func newsThatARefusedDecisionBringsIsHeard() throws {
    try story { desk in
      desk.waits(1)
      let first = try #require(desk.payment(1))
      desk.keys("②o")
      desk.keys("y", "decide #1 pays another way seen \(first.position)")
      var paid = first
      paid.status = Statuses.paid(at: desk.now)
      paid.position += 1
      desk.refused(.changedMeanwhile(paid), "ring trouble")
      #expect(desk.state.isJustPaid(paid))
    }
  }
}
