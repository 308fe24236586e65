import Desk
import Keys
import Payments
import Testing

/// The board: order, selection, checking, bells, counters.
@Suite struct BoardStories {
  /// Three payments of this till that wait: numbers 1 to 3, a minute apart.
  private func threeWaiting(_ desk: DeskPilot) {
    let phones = ["0712345678", "0722000111", "0733000222"]
    for (index, phone) in phones.enumerated() {
      desk.keys("\(phone)⏎\(index + 1)00⏎", "record #\(index + 1) \(index + 1)00 from \(phone)")
      desk.recorded(index + 1, "push #\(index + 1)")
      desk.becomes(index + 1, Statuses.waiting(since: desk.now))
      desk.passes(seconds: 10)
    }
  }

  @Test func severalWaitAndTheNewestIsOnTop() {
    story { desk in
      threeWaiting(desk)
      #expect(desk.board == [3, 2, 1])
      #expect(desk.state.board.tally.waitingCount == 3)
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.board == [3, 2, 1], "an answer moves no row")
      #expect(desk.state.toldPayment(at: desk.now)?.number == 1, "but the lines below are about the news")
      desk.becomes(1, Statuses.paid(at: desk.now, flags: .late), "ring trouble")
      #expect(desk.board == [1, 3, 2], "an alarm does")
      desk.keys("0744000333⏎5⏎", "record #4 5 from 0744000333")
      desk.recorded(4, "push #4")
      #expect(desk.board == [1, 4, 3, 2])
      #expect(desk.state.toldPayment(at: desk.now)?.number == 1, "nothing new takes an alarm's lines")
      desk.keys("②⎋")
      #expect(
        desk.state.toldPayment(at: desk.now)?.number == 4,
        "once somebody saw it, it does not hide the customer at the counter")
    }
  }

  @Test func theSelectionKeepsItsPayment() {
    story { desk in
      threeWaiting(desk)
      desk.keys("②")
      #expect(desk.state.board.selectedPayment?.number == 3)
      desk.keys("↓j↓↓")
      #expect(desk.state.board.selectedPayment?.number == 1)
      desk.keys("k")
      #expect(desk.state.board.selectedPayment?.number == 2)
      desk.becomes(1, Statuses.paid(at: desk.now, flags: .twice), "ring trouble")
      #expect(desk.board == [1, 3, 2])
      #expect(desk.state.board.selectedPayment?.number == 2)
      desk.becomes(2, Statuses.unknown(.noAnswer, at: desk.now), "ring trouble")
      #expect(desk.board == [2, 1, 3])
      #expect(desk.state.board.selectedPayment?.number == 2)
      desk.keys("↑↑↑")
      #expect(desk.state.board.selectedPayment?.number == 2, "it stops at the ends")
    }
  }

  /// Safaricom was down, and another till has a board full of what nobody knows.
  @Test func anotherTillsTroublesPushNobodyOffWhoWaitsHere() throws {
    try story { desk in
      let since = desk.now
      let troubled = try (11...31).map {
        try Others.payment($0, recordedAt: since, status: Statuses.unknown(.noAnswer, at: since))
      }
      desk.happens(.evidenceCommitted(troubled))
      desk.keys("0712345678⏎100⏎", "record #1 100 from 0712345678")
      desk.recorded(1, "push #1")
      #expect(desk.board.first == 1 && desk.board.count == 22)
      desk.becomes(1, Statuses.waiting(since: desk.now))
      #expect(desk.board.first == 1)
    }
  }

  /// The same for its own: the newest stand on top, and the rest below whom it serves now.
  @Test func aPileOfTroublesOfOnesOwnLeavesRoomForWhoWaits() throws {
    try story { desk in
      let since = desk.now
      let troubled = try (11...31).map { number in
        try Others.payment(
          number, till: 2, recordedAt: since.advanced(byMilliseconds: Int64(number)),
          status: Statuses.unknown(.noAnswer, at: since))
      }
      desk.happens(.evidenceCommitted(troubled))
      desk.keys("0712345678⏎100⏎", "record #1 100 from 0712345678")
      desk.recorded(1, "push #1")
      #expect(desk.board.prefix(6) == [31, 30, 29, 28, 1, 27])
    }
  }

  /// Choosing a trouble is seeing it, and what was seen stands below whoever waits: once the keys have left it.
  @Test func aTroubleThatIsChosenStaysWhereItIsUntilTheKeysLeaveIt() {
    story { desk in
      threeWaiting(desk)
      desk.becomes(2, Statuses.notPaid("1032", by: .callback, at: desk.now), "ring trouble")
      #expect(desk.board == [2, 3, 1])
      desk.keys("②")
      #expect(desk.board == [2, 3, 1] && desk.state.board.selectedPayment?.number == 2)
      desk.keys("↓")
      #expect(desk.board == [3, 1, 2] && desk.state.board.selectedPayment?.number == 3)
      desk.keys("↓↓↑")
      #expect(desk.board == [3, 1, 2] && desk.state.board.selectedPayment?.number == 1)
    }
  }

  @Test func aReadingThatComesLateDoesNotTurnTheBoardBack() throws {
    try story { desk in
      threeWaiting(desk)
      let old = try #require(desk.payment(1))
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      desk.happens(.evidenceCommitted([old]))
      #expect(desk.state.board[old.id]?.status.standing == .paid)
    }
  }

  @Test func digitsGoToTheFormFromEverywhere() {
    story { desk in
      threeWaiting(desk)
      desk.keys("②0712")
      #expect(desk.form == "[0712] |  | ")
      desk.keys("⎋?")
      #expect(desk.state.panel is HelpPage)
      desk.keys("07")
      #expect(!(desk.state.panel is HelpPage))
      #expect(desk.form == "[07] |  | ")
      desk.keys("⎋②")
      desk.press(.paste("0722 000 111"))
      #expect(desk.form == "[0722 000 111] |  | ")
    }
  }

  @Test func oneBellForAnOutcomeAndOnlyForThisTill() throws {
    try story { desk in
      let other = try Others.payment(
        8, till: 3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now), position: 900)
      desk.happens(.evidenceCommitted([other]))
      var paid = other
      paid.status = Statuses.paid(at: desk.now)
      paid.position = 901
      desk.happens(.evidenceCommitted([paid]))
      paid.status.flags = .late
      paid.position = 902
      desk.happens(.evidenceCommitted([paid]))
    }
    story { desk in
      threeWaiting(desk)
      desk.becomes(1, Statuses.paid("", at: desk.now, flags: .receiptToFollow), "ring paid")
      desk.becomes(1, Statuses.paid(at: desk.now))
      desk.becomes(2, Statuses.unknown(.noAnswer, at: desk.now), "ring trouble")
      desk.becomes(2, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.becomes(2, Statuses.notPaid("1032", at: desk.now))
      desk.becomes(2, Statuses.paid(at: desk.now, flags: .late), "ring trouble")
      var resolved = Statuses.paid(at: desk.now, flags: .late)
      resolved.resolved = PaymentStatus.Resolved(at: desk.now)
      desk.becomes(2, resolved)
      desk.becomes(3, Statuses.byHand("UJ25K3M9QX", at: desk.now))
      desk.becomes(3, Statuses.byHand("UJ25K3M9QX", at: desk.now, flags: .contradicted), "ring trouble")
    }
  }

  @Test func troubleIsHeardAboveMoney() throws {
    try story { desk in
      threeWaiting(desk)
      var first = try #require(desk.payment(1))
      var second = try #require(desk.payment(2))
      first.status = Statuses.notPaid("1", at: desk.now)
      second.status = Statuses.paid(at: desk.now)
      first.position += 100
      second.position += 100
      desk.happens(.evidenceCommitted([first, second]), "ring trouble")
    }
  }

  @Test func leaving() {
    story { desk in desk.keys("⑩", "quit") }
    story { desk in desk.press(.control("c"), "quit") }
    story { desk in
      threeWaiting(desk)
      desk.keys("⑩")
      #expect(desk.state.question == .quit(waiting: 3))
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.state.question == .quit(waiting: 2), "the question says how many wait now")
      desk.keys("n")
      #expect(desk.state.question == nil)
      desk.keys("②q⎋q")
      #expect(desk.state.question == nil || desk.state.question == .quit(waiting: 2))
      desk.keys("y", "quit")
    }
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.keys("⑩")
      #expect(desk.state.question == .quit(waiting: 1), "what is being recorded counts")
      desk.keys("⎋")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func leavingDoesNotAskAboutOtherTills() throws {
    try story { desk in
      let other = try Others.payment(8, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([other]))
      desk.keys("⑩", "quit")
    }
  }

  @Test func help() {
    story { desk in
      desk.keys("?")
      #expect(desk.state.panel is HelpPage)
      #expect(desk.bottomLine == "Esc back")
      desk.keys("⎋")
      #expect(!(desk.state.panel is HelpPage))
      desk.keys("07?")
      #expect(desk.state.form.phone == "07?", "in a field it is text")
      #expect(desk.bottomLine.contains("F1 help"))
      desk.keys("①")
      #expect(desk.state.panel is HelpPage)
      desk.keys("①")
      #expect(desk.state.form.phone == "07?")
    }
  }

  @Test func totalsAndHealthAreKept() {
    story { desk in
      var totals = DayTotals()
      totals.paidCount = 3
      desk.happens(.totalsChanged(totals))
      #expect(desk.state.totals == totals)
      var health = Health()
      health.listener = .silent
      health.ledgerTrouble = Phrase(verbatim: "The disk is full.")
      desk.happens(.healthChanged(health))
      #expect(desk.state.health.trouble?.english == "The disk is full.")
    }
  }

  @Test func aSuccessTidiesItselfAwayAndIsStillFound() throws {
    try story { desk in
      let paid = try Others.payment(3, till: 2, recordedAt: desk.now, status: Statuses.paid(at: desk.now))
      desk.happens(.evidenceCommitted([paid]))
      desk.passes(milliseconds: 599_999)
      #expect(desk.board == [3])
      #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) == 1)
      desk.passes(milliseconds: 1)
      #expect(desk.board == [] && desk.state.board.putAway.map(\.number) == [3])
      #expect(desk.state.toldPayment(at: desk.now) == nil, "the lines below speak of nothing that is gone")
      desk.keys("②")
      #expect(desk.bottomLine.hasPrefix("/ find"))
      desk.keys("/3⏎", "search 3")
      desk.keys("⏎")
      #expect(desk.board == [3], "what was found stands on the board")
      desk.passes(seconds: 60)
      #expect(desk.board == [3], "while it is chosen")
      desk.keys("⎋")
      #expect(desk.board == [])
      desk.answersAll()
    }
  }

  @Test func troubleStaysUntilItWasSeen() throws {
    try story { desk in
      let failed = try Others.payment(3, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
      let other = try Others.payment(
        4, till: 2, amount: 20, recordedAt: desk.now, status: Statuses.notPaid("2001", at: desk.now))
      desk.happens(.evidenceCommitted([failed, other]))
      desk.passes(seconds: 7_200)
      #expect(desk.board == [4, 3])
      desk.keys("②⎋")
      #expect(desk.board == [4], "the older one was chosen, and so it was seen")
      desk.keys("②⎋")
      #expect(desk.board == [])
    }
  }

  @Test func whatWasSeenEarlyStaysItsTenMinutes() throws {
    try story { desk in
      let failed = try Others.payment(3, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
      desk.happens(.evidenceCommitted([failed]))
      desk.keys("②⎋")
      #expect(desk.board == [3])
      desk.passes(seconds: 600)
      #expect(desk.board == [])
    }
  }

  @Test func whatIsAskedForAgainWasSeen() throws {
    try story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      let first = try #require(desk.payment(1))
      desk.keys("0712345678⏎50⏎", "record #2 50 from 0712345678")
      desk.blocked(2, by: first, .unresolvedAttempt, "ring trouble")
      desk.keys("ys", "record #2 50 from 0712345678 over #1 same sale as #1")
      desk.recorded(2, "push #2")
      desk.becomes(2, Statuses.waiting(since: desk.now))
      desk.passes(seconds: 3_600, "ring trouble")
      #expect(desk.board == [2], "the new attempt stays: it is open")
    }
  }

  @Test func whatIsOpenOrAnAlarmStaysWhoeverLooked() throws {
    try story { desk in
      let late = try Others.payment(
        3, till: 2, recordedAt: desk.now, status: Statuses.paid(at: desk.now, flags: .late))
      let held = try Others.payment(
        4, till: 2, recordedAt: desk.now, status: Statuses.held(.twoPrompts, at: desk.now))
      let unknown = try Others.payment(
        5, till: 2, recordedAt: desk.now, status: Statuses.unknown(.noAnswer, at: desk.now))
      desk.happens(.evidenceCommitted([late, held, unknown]))
      desk.keys("②↓↓↓↑↑↑⎋")
      desk.passes(seconds: 3 * 86_400)
      #expect(desk.board.sorted() == [3, 4, 5])
      var resolved = late
      resolved.status.resolved = PaymentStatus.Resolved(at: desk.now)
      resolved.position += 1
      desk.happens(.evidenceCommitted([resolved]))
      #expect(desk.board.sorted() == [4, 5], "what a supervisor resolved is over")
    }
  }

  @Test func newsBringsARowBackAndMustBeSeenAnew() throws {
    try story { desk in
      var failed = try Others.payment(
        3, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1037", at: desk.now))
      desk.happens(.evidenceCommitted([failed]))
      desk.keys("②⎋")
      desk.passes(seconds: 601)
      #expect(desk.board == [])
      failed.status = Statuses.notPaid("1032", at: desk.now)
      failed.position += 1
      desk.happens(.evidenceCommitted([failed]))
      #expect(desk.board == [3], "its end is new")
      failed.status = Statuses.paid(at: desk.now, flags: .late)
      failed.position += 1
      desk.happens(.evidenceCommitted([failed]), "ring trouble")
      desk.passes(seconds: 3_600)
      #expect(desk.board == [3])
    }
  }

  @Test func anotherTillsFailureAndYesterdaysGoByThemselves() throws {
    try story { desk in
      let theirs = try Others.payment(3, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
      let ours = try Others.payment(4, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
      desk.happens(.evidenceCommitted([theirs, ours]))
      desk.passes(seconds: 600)
      #expect(desk.board == [4])
      desk.passes(seconds: 12 * 3_600)
      #expect(desk.board == [], "the day is over")
    }
  }

  @Test func aLongDayKeepsWhatIsOpenAndWhatIsSelected() throws {
    try story { desk in
      let first = try Others.payment(
        1, recordedAt: desk.now, status: Statuses.waiting(since: desk.now), position: 1)
      let finished = try Others.payment(2, recordedAt: desk.now, status: Statuses.paid(at: desk.now), position: 2)
      desk.happens(.evidenceCommitted([first, finished]))
      desk.keys("②")
      while desk.state.board.selectedPayment?.number != 2 { desk.keys("↓") }
      for number in 3..<400 {
        desk.passes(seconds: 1)
        desk.happens(
          .evidenceCommitted([
            try Others.payment(
              number, recordedAt: desk.now, status: Statuses.paid(at: desk.now), position: Int64(number))
          ]))
      }
      #expect(desk.state.board.rows.count == 200)
      #expect(desk.state.board[first.id] != nil)
      #expect(desk.state.board.selectedPayment?.number == 2)
    }
  }
}
