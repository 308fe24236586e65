import Desk
import Keys
import Payments
import Testing
import Wording

/// A supervisor at the cashier's desk: accepting by hand, resolving, the PIN.
@Suite struct SupervisorStories {
  private func onePayment(_ desk: DeskPilot, _ status: PaymentStatus) throws -> PaymentSummary {
    let payment = try Others.payment(41, till: 2, recordedAt: desk.now, status: status, position: 100)
    desk.quietly(.evidenceCommitted([payment]))
    desk.keys("②")
    return payment
  }

  /// The till has asked too many phones in a minute, and a supervisor is wanted.
  private func askingTooFast(_ desk: DeskPilot) throws -> PaymentSummary {
    let payment = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
    desk.keys("⎋0722000111⏎70⏎", "record #1 70 from 0722000111")
    desk.blocked(1, by: payment, .tillPace, "ring trouble")
    desk.keys("y", "find supervisors")
    desk.answers(.supervisors(nil))
    return payment
  }

  @Test func acceptByHand() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
      desk.keys("huj25k3m9qx⏎saw the SMS and the statement⏎", "find supervisors")
      #expect(desk.state.supervisorEntry?.field == .pin)
      desk.keys("482917")
      #expect(desk.state.supervisorEntry?.signing?.pinLength == 6)
      #expect(!"\(String(reflecting: desk.state))".contains("482917"), "no digit of it in what a log could take")
      desk.keys(
        "⏎",
        "decide \(payment.id.short) by hand UJ25K3M9QX seen 100 because saw the SMS and the statement pin 482917")
      #expect(desk.state.supervisorEntry?.signing?.pinLength == 0)
      desk.keys("⏎⏎⏎")
      desk.decided(payment, { $0 = Statuses.byHand("UJ25K3M9QX", at: desk.now) })
      #expect(desk.state.pages.isEmpty)
      #expect(desk.state.notice?.text.english == "Number 41: accepted by hand")
      desk.answersAll()
    }
  }

  /// Whoever tries a demo was told no PIN by anybody; a desk that is no demo's knows none.
  @Test func aDemoTellsItsSupervisor() {
    story { desk in
      #expect(desk.state.demoSupervisorWords == nil)
      desk.happens(.phonesChanged(CustomersPhones()))
      #expect(desk.state.demoSupervisorWords == nil, "another home's simulator has its own supervisors")
      desk.happens(.supervisorOfDemo(.standard))
      let words = desk.state.demoSupervisorWords
      for language in Language.allCases {
        #expect(words?[language].contains(DemoSupervisor.standard.name) == true)
        #expect(words?[language].contains(DemoSupervisor.standard.pin) == true)
      }
    }
  }

  /// Money came, or another cashier said so: then it is a supervisor's.
  @Test func aMarkIsTakenBackWithAPINWhereItIsNotOnesOwn() throws {
    try story { desk in
      var status = Statuses.paid("UJ25K3M9QX", at: desk.now, flags: [.late, .wrongNumber])
      status.notes.sentToWrongNumber = true
      status.notes.marks = [.init(decision: "d1", who: "brian")]
      let payment = try onePayment(desk, status)
      desk.keys("uit was the right one⏎", "find supervisors")
      #expect(desk.state.supervisorEntry?.purpose == .undoMark)
      #expect(desk.state.supervisorEntry?.field == .pin)
      desk.keys(
        "482917⏎",
        "decide \(payment.id.short) mark undone seen 100 in place of d1 because it was the right one pin 482917")
      desk.decided(payment, { $0 = Statuses.paid("UJ25K3M9QX", at: desk.now) })
      #expect(desk.state.pages.isEmpty)
      #expect(desk.state.notice?.text.english == "Number 41: the mark is taken back")
      desk.answersAll()
    }
  }

  @Test func aWrongPINSaysHowManyTriesAreLeft() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
      let asked = "decide \(payment.id.short) by hand UJ25K3M9QX seen 100 because seen"
      desk.keys("hUJ25K3M9QX⏎seen⏎111222⏎", "find supervisors", asked + " pin 111222")
      desk.refused(.wrongPIN(triesLeft: 3))
      #expect(
        desk.state.supervisorEntry?.remark?.english
          == "Wrong PIN. Nothing was decided. 3 tries are left, over all desks.")
      #expect(desk.state.supervisorEntry?.field == .pin)
      desk.keys("⏎⏎")
      desk.keys("482917⏎", asked + " pin 482917")
      desk.refused(.noSupervisor)
      #expect(desk.state.supervisorEntry?.remark?.english.contains("kaunta pin set") == true)
      desk.keys("⎋⎋⎋")
      #expect(desk.state.pages.isEmpty)
      #expect(desk.state.focus == .board)
      desk.answersAll()
    }
  }

  @Test func theAnswerAboutAPaymentThatWasLeftConcernsNoOther() throws {
    try story { desk in
      let first = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
      let second = try Others.payment(
        42, till: 2, recordedAt: desk.now, status: Statuses.unknown(.noAnswer, at: desk.now), position: 101)
      desk.quietly(.evidenceCommitted([second]))
      desk.keys(
        "hUJ25K3M9QX⏎seen⏎482917⏎", "find supervisors",
        "decide \(first.id.short) by hand UJ25K3M9QX seen 100 because seen pin 482917")
      let earlier = try #require(desk.decisions.last)
      desk.keys("⎋")
      desk.keys(
        "↑hUJ25K3M9QY⏎read⏎111111⏎", "find supervisors",
        "decide \(second.id.short) by hand UJ25K3M9QY seen 101 because read pin 111111")
      desk.answersAll()
      desk.happens(.answered(earlier, .success(.refused(.wrongPIN(triesLeft: 4)))), "ring trouble")
      #expect(desk.state.supervisorEntry?.isDeciding == true)
      desk.refused(.wrongPIN(triesLeft: 3))
      #expect(desk.state.supervisorEntry?.remark?.english.contains("3 tries") == true)
    }
  }

  @Test func thatThereIsNoPINIsSaidBeforeOneIsTyped() throws {
    try story { desk in
      _ = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
      desk.keys("h", "find supervisors")
      desk.answers(.supervisors(.noSupervisor))
      #expect(desk.state.supervisorEntry?.obstacle == .noSupervisor)
      desk.keys("UJ25")
      #expect(desk.state.supervisorEntry?.obstacle == .noSupervisor, "it stays while something is typed")
      desk.keys("⎋")
      desk.keys("h", "find supervisors")
      #expect(desk.state.supervisorEntry?.obstacle == nil, "the owner may have set one meanwhile")
      desk.keys("⎋")
      desk.answers(.supervisors(.noSupervisor))
      #expect(desk.state.pages.isEmpty, "what comes too late is nobody's")
    }
  }

  /// A phone, or the PIN: kept as the receipt, either would stand on the board and in the evidence for ever.
  @Test(arguments: ["0712345678", "482917"])
  func digitsAloneAreNoReceipt(typed: String) throws {
    try story { desk in
      _ = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
      desk.keys("h\(typed)⏎", "find supervisors")
      #expect(desk.state.supervisorEntry?.field == .what)
      desk.keys("⎋")
      desk.answersAll()
    }
  }

  @Test func aHeldEnterDecidesNothingAndCountsNoTry() throws {
    try story { desk in
      _ = try onePayment(desk, Statuses.unknown(.noAnswer, at: desk.now))
      desk.keys("h⏎⏎⏎", "find supervisors")
      #expect(desk.state.supervisorEntry?.field == .what)
      desk.keys("UJ25K3M9QX⏎⏎⏎")
      #expect(desk.state.supervisorEntry?.field == .reason, "without a reason nothing goes on")
      desk.keys("seen⏎⏎⏎⏎")
      #expect(desk.state.supervisorEntry?.field == .pin)
      desk.keys("⎋⎋⎋")
      desk.answersAll()
    }
  }

  @Test func resolvingIsChosenByALetter() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.paid(at: desk.now, flags: .late))
      desk.keys("s", "find supervisors")
      #expect(desk.bottomLine == "g goods given · r refunded · k kept for the customer · Esc leave it")
      desk.keys("7⏎")
      #expect(desk.state.supervisorEntry?.field == .what, "a digit is no customer's number now")
      desk.keys(
        "rsent back by the owner⏎482917⏎",
        "decide \(payment.id.short) resolved refund seen 100 because sent back by the owner pin 482917")
      var resolved = payment.status
      resolved.resolved = PaymentStatus.Resolved(at: desk.now)
      desk.decided(payment, { $0 = resolved })
      #expect(desk.state.board[payment.id]?.words(at: desk.now).word.english == "RESOLVED")
      #expect(!desk.actions.contains("resolve"))
      desk.answersAll()
    }
  }

  @Test func whatIsNotProvedMayHaveBroughtNothing() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.held(.idsDiffer, at: desk.now))
      desk.keys("s", "find supervisors")
      #expect(desk.bottomLine == "g goods given · r refunded · k kept · x nothing came · Esc leave it")
      desk.keys(
        "xnot in the statement⏎482917⏎",
        "decide \(payment.id.short) resolved nothing seen 100 because not in the statement pin 482917")
      #expect(desk.bottomLine == "Esc leave it", "a key that is named does something")
      desk.decided(payment, { $0.resolved = PaymentStatus.Resolved(at: desk.now, isNothing: true) })
      #expect(desk.advice == "Nothing to do.")
      desk.answersAll()
    }
  }

  @Test func whatChangedMeanwhileIsSeenBeforeTheNextTry() throws {
    try story { desk in
      var payment = try onePayment(desk, Statuses.paid(at: desk.now, flags: .late))
      desk.keys(
        "sgseen⏎482917⏎", "find supervisors",
        "decide \(payment.id.short) resolved goods seen 100 because seen pin 482917")
      payment.position = 120
      payment.status.flags = [.late, .twice]
      desk.refused(.changedMeanwhile(payment), "ring trouble")
      #expect(desk.state.board[payment.id]?.status.flags.contains(.twice) == true)
      desk.keys("482917⏎", "decide \(payment.id.short) resolved goods seen 120 because seen pin 482917")
      desk.decided(payment)
      desk.answersAll()
    }
  }

  @Test func whoeverLeavesHearsOfTheOutcomeAllTheSame() throws {
    try story { desk in
      let payment = try onePayment(desk, Statuses.paid(at: desk.now, flags: .late))
      desk.keys(
        "sgseen⏎482917⏎", "find supervisors",
        "decide \(payment.id.short) resolved goods seen 100 because seen pin 482917")
      desk.keys("⎋")
      #expect(desk.state.pages.isEmpty)
      desk.refused(.wrongPIN(triesLeft: 4), "ring trouble")
      #expect(desk.state.notice?.isTrouble == true)
      desk.answersAll()
    }
  }

  /// A till that asks too many phones in a minute goes on with a supervisor's word, and with nobody else's.
  @Test func aTillThatAsksTooFastGoesOnWithAPIN() throws {
    try story { desk in
      let payment = try askingTooFast(desk)
      #expect(desk.state.question == nil, "whether it is the same sale is not the question")
      #expect(desk.state.supervisorEntry?.field == .reason, "there is nothing to choose")
      desk.keys(
        "a bus came⏎482917⏎", "decide \(payment.id.short) faster pace allowed seen 100 because a bus came pin 482917")
      desk.refused(.wrongPIN(triesLeft: 4))
      #expect(desk.state.supervisorEntry?.field == .pin)
      desk.keys("482918⏎", "decide \(payment.id.short) faster pace allowed seen 100 because a bus came pin 482918")
      desk.decided(payment, { _ in }, "record #1 70 from 0722000111")
      #expect(desk.state.supervisorEntry == nil)
      desk.recorded(1, "push #1")
    }
  }

  /// Whoever types the PIN where the reason is wanted shows it to nobody, and leaves it nowhere.
  @Test(arguments: ["4829 17", "482917.", "4829-17", "\u{664}\u{668}\u{662}\u{669}\u{661}\u{667}", "\u{FF14}8"])
  func aPINInTheWrongFieldIsNoReason(typed: String) throws {
    try story { desk in
      _ = try askingTooFast(desk)
      desk.keys(typed)
      #expect(desk.state.supervisorEntry?.signing?.reasonLooksLikePIN == true)
      desk.keys("⏎")
      #expect(desk.state.supervisorEntry?.field == .reason)
      #expect(desk.state.supervisorEntry?.signing?.reason == "")
      #expect(
        desk.state.supervisorEntry?.remark?.english == "First a reason, in words. The PIN is asked for next.")
      desk.keys("2 buses came⏎4829\u{661}\u{FF17}")
      #expect(desk.state.supervisorEntry?.signing?.reasonLooksLikePIN == false)
      #expect(desk.state.supervisorEntry?.signing?.pinLength == 6)
      desk.keys("⎋⎋")
    }
  }

  /// The word that a left page waited for is the till's, and nothing of the next draft goes out by it.
  @Test func aWordForOneDraftSendsNoOther() throws {
    try story { desk in
      let payment = try askingTooFast(desk)
      desk.keys(
        "a bus came⏎482917⏎", "decide \(payment.id.short) faster pace allowed seen 100 because a bus came pin 482917")
      desk.keys("⎋")
      #expect(desk.form == "0722 000 111 | [70] | ")
      desk.keys("⎋⎋⎋0733000222⏎80⏎", "record #2 80 from 0733000222")
      desk.blocked(2, by: payment, .tillPace, "ring trouble")
      desk.keys("y", "find supervisors")
      desk.answers(.supervisors(nil))
      desk.keys("why")
      desk.decided(payment, { _ in })
      #expect(desk.state.supervisorEntry?.signing?.reason == "why", "the other draft's page stays")
      #expect(desk.state.notice?.text.english == "This till may ask on: a supervisor agreed")
      desk.keys("⎋")
    }
  }

  @Test func whoeverGetsNoWordHasWhatWasTypedBack() throws {
    try story { desk in
      _ = try askingTooFast(desk)
      desk.keys("⎋")
      #expect(desk.state.supervisorEntry == nil)
      #expect(desk.form.contains("0722 000 111"))
      #expect(desk.form.contains("70"))
    }
  }
}
