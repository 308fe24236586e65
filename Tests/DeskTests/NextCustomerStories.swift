import Desk
import Keys
import Payments
import Testing

/// Nothing that was typed or linked for one customer reaches the next one unseen.
@Suite struct NextCustomerStories {
  /// A payment that went to a wrong number, and whose correction stands in the form.
  private func correction(_ desk: DeskPilot) throws -> PaymentSummary {
    desk.keys("0700010005⏎30⏎", "record #1 30 from 0700010005")
    desk.recorded(1, "push #1")
    desk.becomes(1, Statuses.waiting(since: desk.now))
    let payment = try #require(desk.payment(1))
    desk.keys("②wy", "decide #1 wrong number seen \(payment.position)")
    desk.decided(payment, { $0.notes.sentToWrongNumber = true })
    #expect(desk.form == "[0700 010 005] | 30 | ")
    #expect(desk.state.form.isSelected)
    return payment
  }

  @Test func escapeEndsACorrectionAsAWhole() throws {
    try story { desk in
      let payment = try correction(desk)
      desk.keys("⎋")
      #expect(desk.form == "[] |  | ")
      #expect(desk.state.form.attempt == nil)
      #expect(
        desk.state.notice?.text.english == "Number 1 stays a wrong number; F2 then u undoes it", "the mark is no form's"
      )
      #expect(desk.state.board[payment.id]?.status.notes.sentToWrongNumber == true)
      desk.keys("0712345678⏎50⏎", "record #2 50 from 0712345678")
      desk.theLedgerAnswersAll()
    }
    try story { desk in
      _ = try correction(desk)
      desk.keys("⇥⎋")
      #expect(desk.form == "[] |  | ", "from whichever field")
    }
  }

  @Test func theFirstDigitReplacesWhatTheFieldCameWith() throws {
    try story { desk in
      _ = try correction(desk)
      desk.keys("0712345678⏎50")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.keys("⏎", "record #2 50 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func aMendedNumberWithItsAmountStaysTheSameSale() throws {
    try story { desk in
      _ = try correction(desk)
      desk.keys("0700010006⏎")
      #expect(desk.state.isCorrection)
      desk.keys("⏎", "record #2 30 from 0700010006 over #1 same sale as #1")
      desk.theLedgerAnswersAll()
    }
  }

  @Test(arguments: ["②", "⇥⇥⇥", "↓↓↓"])
  func leavingTheFormPutsACorrectionAway(_ keys: String) throws {
    try story { desk in
      let payment = try correction(desk)
      desk.keys(keys)
      #expect(desk.state.focus == .board)
      #expect(desk.state.form.isEmpty)
      #expect(desk.state.notice?.text.english == "Put away: F3 takes number 1 back")
      desk.keys("0712345678⏎50⏎", "record #2 50 from 0712345678")
      desk.keys("③")
      #expect(desk.form == "[0700 010 005] | 30 | ")
      #expect(desk.state.form.attempt == payment.id)
      desk.theLedgerAnswersAll()
    }
  }

  /// The list of unmatched callbacks was looked at from the board, a code, the help page, a question: the text stood
  /// there from before.
  @Test(arguments: ["⑥⎋", "②⎋", "②⇥"])
  func whoComesBackToAFieldTypesItAnew(_ away: String) throws {
    try story { desk in
      desk.happens(
        .evidenceCommitted([
          try Others.payment(3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
        ]))
      desk.keys("0712345678⏎12\(away)")
      #expect(desk.form == "0712 345 678 | [12] | ")
      desk.keys("50")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.keys("↑0722000111⏎")
      #expect(desk.form == "0722 000 111 | [50] | ")
      desk.keys("⌫")
      #expect(desk.form == "0722 000 111 | [5] | ", "what is right up to its last digit is mended there")
    }
  }

  @Test func digitsTypedOnTheBoardReplaceHalfANumber() throws {
    try story { desk in
      desk.happens(
        .evidenceCommitted([
          try Others.payment(3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
        ]))
      desk.keys("0712②0722000111")
      #expect(desk.form == "[0722 000 111] |  | ")
    }
  }

  @Test func inAnEmptyFormTheFirstDigitGoesToPhoneWhereverTheCursorWas() throws {
    for tabs in ["", "⇥", "⇥⇥"] {
      story { desk in
        desk.keys("\(tabs)0799000032⏎640⏎", "record #1 640 from 0799000032")
        desk.theLedgerAnswersAll()
      }
      story { desk in
        desk.keys(tabs)
        desk.press(.paste("+254 799 000 032\n"))
        desk.keys("⏎640⏎", "record #1 640 from 0799000032")
        desk.theLedgerAnswersAll()
      }
    }
    try story { desk in
      desk.happens(
        .evidenceCommitted([
          try Others.payment(3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
        ]))
      desk.keys("⇥②0799000032⏎640⏎", "record #1 640 from 0799000032")
      desk.theLedgerAnswersAll()
    }
  }

  /// A draft that a question gave back stands in the form with its amount, and the next customer's number is typed.
  @Test(arguments: ["n", "⎋"])
  func afterADraftWasGivenBackAPhoneNumberIsNoAmount(_ answer: String) {
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000⏎\(answer)")
      desk.keys("0722000", "ring refused")
      #expect(desk.form == "0712 345 678 | [072200] | ")
      #expect(desk.remark(.amount) == "mistake: No amount begins with 0; a phone number does.")
      desk.keys("⏎⏎⏎")
    }
  }

  /// The ledger gives a draft back while another is being typed: it waits for its key.
  @Test func whatComesBackMeanwhileTouchesNothing() {
    story { desk in
      desk.keys("0712345678⏎50⏎0", "record #1 50 from 0712345678")
      desk.failed(1, "The disk is full; nothing was sent.", "ring trouble")
      desk.keys("722000111⏎70⏎", "record #2 70 from 0722000111")
      desk.keys("③")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.keys("70⏎", "record #3 70 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func aRetryThatIsNotAskedLeavesNothingBehind() throws {
    story { desk in
      desk.keys("0700010005⏎30⏎", "record #1 30 from 0700010005")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("②an⎋")
      #expect(desk.state.returned.isEmpty)
      desk.keys("③0712345678⏎50⏎", "record #2 50 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func payingAnotherWayLeavesTheFormAlone() throws {
    try story { desk in
      desk.keys("0700010005⏎30⏎", "record #1 30 from 0700010005")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.waiting(since: desk.now))
      let payment = try #require(desk.payment(1))
      desk.keys("②oy", "decide #1 pays another way seen \(payment.position)")
      desk.decided(payment, { $0.notes.paysAnotherWay = true })
      #expect(desk.state.form.isEmpty)
      desk.keys("0712345678⏎50⏎", "record #2 50 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  /// Behind a part of another number it would be a third, and one key less a valid one.
  @Test func aWholePhoneThatIsPastedBehindAPartOfAnotherReplacesIt() {
    story { desk in
      desk.keys("0788")
      desk.happens(
        .keyPressed(.paste("0712 345 678"), freshID: PaymentID(wallMilliseconds: 1, randomHigh: 1, randomLow: 1)))
      #expect(desk.state.form.phone == "0712345678")
    }
  }
}
