import Desk
import Keys
import Payments
import Testing
import Wording

/// What a cashier can do about a payment: details, asking again, wrong number, another way, mute, show the number.
@Suite struct ActionStories {
  private let phone = "0712345678"

  /// One payment of this till, on the board, with the keyboard there.
  private func onePayment(_ desk: DeskPilot, _ status: (Moment) -> PaymentStatus) throws -> PaymentSummary {
    desk.keys("\(phone)⏎50⏎", "record #1 50 from \(phone)")
    desk.recorded(1, "push #1")
    desk.happens(.evidenceCommitted([]))
    let moment = desk.now
    var payment = try #require(desk.payment(1))
    payment.status = status(moment)
    payment.position = 100
    desk.quietly(.evidenceCommitted([payment]))
    desk.keys("②")
    return payment
  }

  @Test func detailsAreReadWhenTheyAreOpenedAndWhenSomethingIsNew() throws {
    try story { desk in
      var payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("d", "evidence #1")
      #expect(desk.state.pages.page(DetailsPage.self)?.linesBelow == 0)
      #expect(desk.state.timeLine?.lines == nil)
      let lines = (1...3).map {
        EvidenceLine(at: desk.now, source: Phrase(verbatim: "desk"), text: Phrase(verbatim: "\($0)"))
      }
      desk.answers(.evidence(lines))
      #expect(desk.state.timeLine?.lines == lines)
      desk.keys("↑↑↑↑↑")
      #expect(desk.state.pages.page(DetailsPage.self)?.linesBelow == 2, "the oldest line stays")
      desk.passes(seconds: 2)
      payment.position += 1
      desk.happens(.evidenceCommitted([payment]), "evidence #1")
      #expect(desk.state.timeLine?.lines == lines, "nothing flickers")
      desk.keys("⎋")
      #expect(desk.state.pages.isEmpty)
      #expect(desk.state.focus == .board)
      desk.keys("⏎")
      #expect(desk.state.pages.page(DetailsPage.self)?.linesBelow == 0)
      desk.keys("07")
      #expect(desk.form == "[07] |  | ", "digits go to the form from there too")
      desk.answersAll()
    }
  }

  @Test func aWideTerminalHasTheTimeLineAllTheTime() throws {
    try story { desk in
      let other = try Others.payment(3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([other]))
      desk.happens(.roomChanged(.timeLine), "evidence \(other.id.short)")
      let second = try Others.payment(
        4, recordedAt: desk.now.advanced(byMilliseconds: 5), status: Statuses.waiting(since: desk.now), position: 2)
      desk.happens(.evidenceCommitted([second]), "evidence \(second.id.short)")
      desk.keys("②↓", "evidence \(other.id.short)")
      desk.happens(.roomChanged(.board))
      desk.keys("↑")
      desk.answersAll()
    }
  }

  @Test func evidenceOfAnotherPaymentIsNotShown() throws {
    try story { desk in
      _ = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("d", "evidence #1")
      let other = try Others.payment(3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([other]))
      desk.keys("⎋↓d", "evidence \(other.id.short)")
      desk.quietly(.answered(desk.unanswered[0].id, .success(.evidence([]))))
      #expect(desk.state.timeLine?.lines == nil)
      desk.answersAll()
    }
  }

  @Test func askAgainIsLockedWhileThePromptMayLive() throws {
    try story { desk in
      _ = try onePayment(desk, Statuses.waiting(since:))
      desk.passes(milliseconds: 36_900)
      #expect(desk.actions.contains("a again in 23 s"))
      #expect(
        (desk.state.nextVisibleChangeMilliseconds(at: desk.now) ?? 9_999) <= 1_000, "the countdown is seen to run")
      desk.keys("a")
      #expect(desk.state.question == nil)
      #expect(desk.state.notice?.text.english == "The old prompt may live 23 s more")
      desk.passes(seconds: 30)
      #expect(desk.actions.contains("a again after an answer"))
      desk.keys("a")
      #expect(desk.state.question == nil)
    }
  }

  @Test func askAgainLinksTheAttemptsAndLeavesTheGuardsInForce() throws {
    try story { desk in
      let payment = try onePayment(desk) { moment in Statuses.notPaid("1032", at: moment) }
      #expect(desk.actions.contains("a ask again"))
      desk.keys("a" + String(repeating: "⏎", count: 5))
      #expect(desk.state.question != nil, "Enter answers no question")
      desk.keys("n")
      desk.keys("⎋②a")
      desk.keys("y", "record #2 50 from \(phone) same sale as #1")
      desk.blocked(2, by: payment, .sameAgain, "ring trouble")
      desk.keys("y", "record #2 50 from \(phone) over #1 same sale as #1")
      desk.recorded(2, "push #2")
      #expect(desk.state.board.selectedPayment?.number == 2, "the new attempt is the one that matters now")
    }
  }

  @Test func moneyIsNeverAskedForAgain() throws {
    try story { desk in
      _ = try onePayment(desk) { moment in Statuses.paid(at: moment) }
      #expect(desk.actions == "v show number")
      desk.keys("awom", "ring refused", "ring refused", "ring refused", "ring refused")
      #expect(desk.state.question == nil)
      #expect(desk.state.notice?.text.english == "Number 1, KSh 50: not now, it is PAID")
    }
  }

  @Test func theCustomerPaysAnotherWay() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      #expect(desk.state.board.tally.waitingCount == 1)
      desk.keys("o")
      #expect(desk.bottomLine.hasPrefix("y other way · n M-Pesa after all · Esc back"))
      desk.keys("⏎⏎n")
      #expect(desk.state.question == nil)
      desk.keys("②")
      desk.press(.function(9))
      desk.keys("y", "decide #1 pays another way seen 100")
      desk.decided(payment, { $0.notes.paysAnotherWay = true })
      #expect(desk.state.board.tally.waitingCount == 0, "nobody counts on it")
      let row = try #require(desk.state.board[payment.id])
      #expect(row.words(at: desk.now).word.english == "OTHER WAY")
      #expect(row.lines(at: desk.now).money.english.contains("cannot be pulled back"))
      #expect(!desk.actions.contains("pays another way"))
      desk.keys("⑩", "quit")
    }
  }

  /// Without an ID it can never be asked about, so that nothing else would ever say that money may have come.
  @Test(arguments: [Doubt.strangePeer, .leakedKey, .secondWitnessWanted, .queryTooEarly, .contradicted])
  func aSuccessThatIsNotProvedIsSaidBeforeWhatThePersonNoted(_ doubt: Doubt) throws {
    try story { desk in
      for mark in [\PaymentStatus.notes.paysAnotherWay, \.notes.sentToWrongNumber] {
        var status = Statuses.check(doubt, at: desk.now)
        status[keyPath: mark] = true
        let payment = try Others.payment(5, recordedAt: desk.now, status: status)
        let plain = try Others.payment(5, recordedAt: desk.now, status: Statuses.check(doubt, at: desk.now))
        #expect(payment.words(at: desk.now).word.english == "CHECK")
        #expect(payment.lines(at: desk.now).happened == plain.lines(at: desk.now).happened)
        #expect(payment.lineForCustomer(at: desk.now) == plain.lineForCustomer(at: desk.now))
      }
    }
  }

  /// Its acknowledgement was lost: nobody is being asked, and nobody should wait for an answer.
  @Test(arguments: [Doubt.strangePeer, .leakedKey, .amountMissing, .secondWitnessWanted])
  func whatCannotBeAskedAboutIsNotSaidToBeAsked(_ doubt: Doubt) throws {
    try story { desk in
      var payment = try Others.payment(5, recordedAt: desk.now, status: Statuses.check(doubt, at: desk.now))
      #expect(payment.lines(at: desk.now).money.english.contains("is being asked"))
      #expect(payment.words(at: desk.now).actor == .safaricom)
      payment.status.attempt.checkoutRequestID = nil
      #expect(payment.lines(at: desk.now).money.english.contains("cannot be asked"))
      #expect(payment.lines(at: desk.now).action.english.contains("owner"))
      #expect(payment.words(at: desk.now).actor == .owner)
    }
  }

  @Test func aDecisionThatIsOvertakenByMoneyIsRefusedLoudly() throws {
    try story { desk in
      var payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("oy", "decide #1 pays another way seen 100")
      payment.status = Statuses.paid(at: desk.now)
      payment.position = 101
      desk.refused(.changedMeanwhile(payment), "ring trouble")
      #expect(desk.state.notice?.isTrouble == true)
      #expect(desk.state.board[payment.id]?.status.standing == .paid)
      Impossible.$isTolerated.withValue(true) { desk.refused(.changedMeanwhile(payment)) }
    }
  }

  @Test func wrongNumberPutsTheNumberIntoTheFormAndWatchesBoth() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("wy", "decide #1 wrong number seen 100")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
      #expect(desk.form == "[0712 345 678] | 50 | ")
      desk.keys("⌫9⏎⏎", "record #2 50 from 0712345679 over #1 same sale as #1")
      desk.recorded(2, "push #2")
      #expect(desk.board == [2, 1], "both are watched")
      #expect(desk.state.form.attempt == nil)
    }
  }

  @Test func theSameNumberOnceMoreIsNoMendedOne() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("wy", "decide #1 wrong number seen 100")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
      desk.keys("⏎", "ring refused")
      #expect(desk.state.notice?.text.english.contains("the wrong number of number 1. Nothing was sent.") == true)
      // Nor with another amount, which would be a new sale of somebody else's.
      desk.keys("⇥70⏎", "ring refused")
      #expect(desk.form == "[0712 345 678] | 70 | ")
      desk.keys("⎋")
      #expect(desk.form == "[] |  | ")
      desk.keys("\(phone)⏎70⏎", "record #2 70 from \(phone)")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func aFormInUseKeepsWhatIsInIt() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("0722")
      desk.keys("②wy", "decide #1 wrong number seen 100")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
      #expect(desk.state.notice?.text.english == "Number 1: F3 in an empty form mends it")
      desk.keys("⇥⎋")
      #expect(desk.form == "[] |  | ")
      desk.keys("③")
      #expect(desk.form == "[0712 345 678] | 50 | ")
      #expect(desk.state.form.attempt == payment.id)
      desk.keys("⎋⎋⎋")
    }
  }

  /// Its owner may be a customer too: he pays for goods of his own, and not for those of the number that was wrong.
  @Test func whoIsAskedAtAWrongNumberPaysForHisOwn() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("wy", "decide #1 wrong number seen 100")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
      desk.keys("⎋\(phone)⏎50⏎", "record #2 50 from \(phone)")
      let marked = try #require(desk.state.board[payment.id])
      desk.blocked(2, by: marked, .livePrompt, "ring trouble")
      desk.keys("y", "record #2 50 from \(phone) over #1")
      desk.theLedgerAnswersAll()
    }
  }

  /// The mended number comes back, and not the one that was marked wrong.
  @Test func whatIsPutAwayIsWhatWasTyped() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("wy", "decide #1 wrong number seen 100")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
      desk.keys("⌫9⏎②⇥③")
      #expect(desk.form == "0712 345 679 | [50] | ")
      #expect(desk.state.form.attempt == payment.id)
      desk.keys("⏎", "record #2 50 from 0712345679 over #1 same sale as #1")
      desk.recorded(2, "push #2")
    }
  }

  @Test func aMutedAlarmStaysAndRingsOnlyForWhatIsNew() throws {
    try story { desk in
      var payment = try onePayment(desk) { moment in Statuses.unknown(.noAnswer, at: moment) }
      desk.keys("m", "decide #1 muted seen 100")
      desk.decided(payment, { $0.notes.isMuted = true })
      #expect(desk.board == [1], "it stays on the list")
      #expect(desk.state.board[payment.id]?.mark == .muted)
      #expect(!desk.actions.contains("mute"))
      payment.status = Statuses.check(.strangePeer, at: desk.now)
      payment.status.notes.isMuted = true
      payment.position = 5_000
      desk.happens(.evidenceCommitted([payment]))
      payment.status = Statuses.paid(at: desk.now, flags: .late)
      payment.position = 5_001
      desk.happens(.evidenceCommitted([payment]), "ring trouble")
    }
  }

  @Test func anAlarmThatWasMutedBeforeTheDeskStartedStaysSilent() throws {
    try story { desk in
      var muted = Statuses.held(.twoPrompts, at: desk.now)
      muted.notes.isMuted = true
      var payment = try Others.payment(7, till: 2, recordedAt: desk.now, status: muted)
      desk.happens(.evidenceCommitted([payment]))
      #expect(desk.state.board.selectedPayment?.mark == .muted)
      payment.status.state = .held(.idsDiffer, at: desk.now)
      payment.position += 1
      desk.happens(.evidenceCommitted([payment]))
      payment.status.state = .check(.idsDiffer, at: desk.now)
      payment.position += 1
      desk.happens(.evidenceCommitted([payment]))
      payment.status.flags = .receiptReused
      payment.position += 1
      desk.happens(.evidenceCommitted([payment]), "ring trouble")
    }
  }

  @Test func aWrongNumberIsNotCountedOnAndItsEndIsNoTrouble() throws {
    try story { desk in
      var payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("wy", "decide #1 wrong number seen 100")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
      payment = try #require(desk.state.board[payment.id])
      #expect(payment.words(at: desk.now).word.english == "WRONG NUMBER")
      #expect(payment.lines(at: desk.now).money.english.contains("somebody else's"))
      #expect(desk.state.board.tally.waitingCount == 0, "nobody counts on it")
      desk.keys("⎋⎋⎋②")
      #expect(!desk.actions.contains("wrong number") && !desk.actions.contains("ask again"))
      payment.status = Statuses.notPaid("1032", at: desk.now)
      payment.status.notes.sentToWrongNumber = true
      payment.position = 9_000
      desk.happens(.evidenceCommitted([payment]))
      #expect(payment.mark == .wrongNumber)
      #expect(payment.lines(at: desk.now).action.english.hasPrefix("Nothing to do here"))
      #expect(!desk.actions.contains("ask again"), "not the same wrong phone once more")
    }
  }

  /// Nothing says that money came: whoever pressed the wrong key takes it back alone.
  @Test func aMarkThatWasSetByMistakeIsTakenBack() throws {
    try story { desk in
      var payment = try onePayment(desk, Statuses.waiting(since:))
      #expect(!desk.actions.contains("undo the mark"))
      desk.keys("wy", "decide #1 wrong number seen 100")
      desk.decided(
        payment,
        {
          $0.notes.sentToWrongNumber = true
          $0.notes.marks = [.init(decision: "d1", who: "amina")]
        })
      payment = try #require(desk.state.board[payment.id])
      desk.keys("⎋⎋⎋②")
      #expect(desk.actions.contains("u undo the mark"))
      desk.keys("un")
      #expect(desk.state.question == nil)
      desk.keys("u")
      #expect(desk.bottomLine.hasPrefix("y take it back · n leave it · Esc back"))
      desk.keys("y", "decide #1 mark undone seen \(payment.position) in place of d1")
      desk.decided(
        payment,
        {
          $0.notes.sentToWrongNumber = false
          $0.notes.marks = []
        })
      #expect(desk.state.notice?.text.english == "Number 1: the mark is taken back")
      #expect(desk.state.returned.isEmpty, "the right number is not asked in its place")
      #expect(desk.state.board.tally.waitingCount == 1, "it is counted on again")
      #expect(desk.actions.contains("wrong number") && !desk.actions.contains("undo the mark"))
    }
  }

  /// Where an answer said "not paid", the next thing that a cashier does stands below the board.
  @Test func askingAgainIsOfferedBelowWhatFailed() throws {
    try story { desk in
      _ = try onePayment(desk) { moment in
        var status = Statuses.notPaid("1037", at: moment)
        status.attempt.acceptedAt = moment.advanced(byMilliseconds: -70_000)
        status.promptsEndIsKnown = true
        return status
      }
      let binding = desk.state.bindings(at: desk.now).first { $0.command == .askAgain }
      #expect(binding?.word.english == "ask again" && binding?.staysInDetails == false)
    }
  }

  @Test func theNumberIsShownForFiveSecondsAndThatIsNoted() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.waiting(since:))
      desk.keys("v", "shown #1")
      #expect(desk.state.shownNumber?.payment.id == payment.id)
      desk.passes(milliseconds: 4_999)
      #expect(desk.state.shownNumber != nil)
      desk.passes(milliseconds: 1)
      #expect(desk.state.shownNumber == nil)
    }
  }

  @Test func noActionWorksWhileAQuestionWaits() throws {
    try story { desk in
      _ = try onePayment(desk, Statuses.waiting(since:))
      let refused = "ring refused"
      desk.keys("o")
      desk.keys("wamvd", refused, refused, refused, refused, refused)
      #expect(desk.state.question != nil)
      desk.keys("n")
    }
  }
}
