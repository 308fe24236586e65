import Desk
import Keys
import Payments
import Testing

/// Questions: what confirms them, what does not, and that nothing typed is lost.
@Suite struct QuestionStories {
  private func earlier(_ desk: DeskPilot, _ number: Int = 41, till: Int = 2) throws -> PaymentSummary {
    try Others.payment(
      number, till: till, amount: 50, phone: "254712345678", recordedAt: desk.now,
      status: Statuses.waiting(since: desk.now))
  }

  @Test func aLargeAmountIsAskedOnceMore() {
    story(DeskPilot(askAbove: 100_000)) { desk in
      desk.keys("0712345678⏎100000⏎", "record #1 100000 from 0712345678")
      desk.keys("0712345678⏎100001⏎")
      guard case .largeAmount(let draft) = desk.state.question else {
        Issue.record("nothing is asked")
        return
      }
      #expect(AmountWords.phrase(draft.amount).english == "One hundred thousand and one")
      desk.keys("y", "record #2 100001 from 0712345678")
      desk.keys("0712345678⏎100002⏎n")
      #expect(desk.form == "0712 345 678 | [100,002] | ", "n: to be changed")
      desk.keys("⌫⌫⌫⌫⌫⏎", "record #3 1 from 0712345678")
      desk.keys("0712345678⏎100003⇥AB⏎⎋")
      #expect(desk.form == "0712 345 678 | [100,003] | AB")
      desk.theLedgerAnswersAll()
    }
  }

  /// Asked again for one payment, and stopped by the prompt of another: yes links it to both.
  @Test func theSameSaleAsTwoPayments() throws {
    try story { desk in
      let other = try earlier(desk)
      desk.happens(.evidenceCommitted([other]))
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("②ay", "record #2 50 from 0712345678 same sale as #1")
      desk.blocked(2, by: other, .livePrompt, "ring trouble")
      desk.keys("y")
      guard case .sameSale(_, let block)? = desk.state.question else {
        Issue.record("not asked whether it is the same sale")
        return
      }
      #expect(block.payment.id == other.id)
      let name = other.id.short
      desk.keys("s", "record #2 50 from 0712345678 over \(name) same sale as #1 same sale as \(name)")
      desk.recorded(2, "push #2")
      #expect(desk.state.board.selectedPayment?.number == 2, "asked again from the board, and linked to more than that")
    }
  }

  @Test func anotherSaleThanTheOneInTheWay() throws {
    try story { desk in
      let other = try earlier(desk)
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("②ay", "record #2 50 from 0712345678 same sale as #1")
      desk.blocked(2, by: other, .livePrompt, "ring trouble")
      desk.keys("yo", "record #2 50 from 0712345678 over \(other.id.short) same sale as #1")
      desk.theLedgerAnswersAll()
    }
  }

  /// The customer paid while the question stood: the guard is back with what it knows now, and says so.
  @Test func aGuardThatComesBackWithMoney() throws {
    try story { desk in
      var other = try earlier(desk)
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: other, .livePrompt, "ring trouble")
      let name = other.id.short
      desk.keys("ys", "record #1 50 from 0712345678 over \(name) same sale as \(name)")
      other.status = Statuses.paid(at: desk.now)
      other.position = 2
      desk.blocked(1, by: other, .sameAgain, "ring trouble")
      desk.keys("y", "record #1 50 from 0712345678 over \(name) same sale as \(name)")
      let sent = desk.state.recording.last
      #expect(sent?.overriding == [SeenPayment(other.id, upTo: 2)])
      #expect(sent?.sameSaleAs == [SeenPayment(other.id, upTo: 2)])
      desk.theLedgerAnswersAll()
    }
  }

  @Test func aHeldEnterSendsOnceAndConfirmsNothing() throws {
    let held = String(repeating: "⏎", count: 30)
    story { desk in
      desk.keys("0712345678⏎50" + held, "record #1 50 from 0712345678")
      #expect(desk.remark(.phone) == nil, "and is not scolded for it")
      #expect(desk.state.notice?.text.english == "One moment: KSh 50 from 0712 345 678")
      desk.recorded(1, "push #1")
      desk.keys(held)
    }
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000" + held)
      #expect(desk.state.question != nil)
      desk.keys("y", "record #1 5000 from 0712345678")
      desk.theLedgerAnswersAll()
    }
    try story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: try earlier(desk), .sameAgain, "ring trouble")
      desk.keys(held)
      #expect(desk.state.question != nil)
      desk.keys("y" + held)
      #expect(desk.state.question != nil)
      desk.keys("⎋")
    }
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.keys("⑩" + held)
      #expect(desk.state.question == .quit(waiting: 1))
      desk.keys("n")
    }
  }

  @Test func twoEntersAreOne() {
    story { desk in
      desk.keys("0712345678⏎⏎50⏎⏎", "record #1 50 from 0712345678")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func digitsTypedAheadAreKeptWhenAPaymentIsRecorded() {
    story { desk in
      desk.keys("0712345678⏎50⏎0722", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.keys("000111⏎7")
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      desk.keys("0⏎", "record #2 70 from 0722000111")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func askAnywayAndSayThatItIsTheSameSale() throws {
    try story { desk in
      let other = try earlier(desk)
      desk.happens(.evidenceCommitted([other]))
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: other, .livePrompt, "ring trouble")
      #expect(desk.bottomLine.hasPrefix("y ask anyway · n do not ask · Esc back"))
      desk.keys("y")
      #expect(desk.bottomLine.hasPrefix("s same sale · o other goods · n do not ask · Esc back"))
      desk.keys("s", "record #1 50 from 0712345678 over \(other.id.short) same sale as \(other.id.short)")
      desk.recorded(1, "push #1")
    }
  }

  @Test func askAnywayForAnotherSale() throws {
    try story { desk in
      let other = try earlier(desk)
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: other, .sameAgain, "ring trouble")
      desk.keys("yo", "record #1 50 from 0712345678 over \(other.id.short)")
      desk.recorded(1, "push #1")
    }
  }

  @Test func notToAskLeavesTheFormFreeAndEscapeGivesTheTextBack() throws {
    try story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: try earlier(desk), .sameAgain, "ring trouble")
      desk.keys("n")
      #expect(desk.form == "[] |  | ")
      #expect(desk.state.notice?.text.english == "Not asked: KSh 50, 0712 345 678")
      #expect(desk.bottomLine.contains("F3 draft of"), "no loses nothing")
      desk.keys("0712345678⏎50⏎", "record #2 50 from 0712345678")
      desk.blocked(2, by: try earlier(desk), .sameAgain, "ring trouble")
      desk.keys("y⎋")
      #expect(desk.form == "0712 345 678 | [50] | ")
    }
  }

  @Test func whatTheLedgerCannotTakeGoesBackIntoTheForm() {
    story { desk in
      desk.keys("0712345678⏎50⇥AB⏎", "record #1 50 from 0712345678 for AB")
      desk.failed(1, "The disk is full; nothing was sent.", "ring trouble")
      #expect(desk.form == "0712 345 678 | [50] | AB")
      #expect(
        desk.state.notice?.text.english == "The disk is full; nothing was sent. What you typed is back in the form.")
      desk.keys("⏎", "record #2 50 from 0712345678 for AB")
      #expect(desk.state.notice?.isTrouble == true, "a key that was typed ahead does not wipe it away")
      desk.passes(seconds: 4)
      desk.keys("0")
      #expect(desk.state.notice == nil)
      desk.theLedgerAnswersAll()
    }
  }

  @Test func onceTheLedgerIsWellAgainTheSentenceAboutItGoes() {
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.failed(1, "The disk is full; nothing was sent.", "ring trouble")
      var health = Health()
      health.ledgerTrouble = Phrase(verbatim: "The disk is full.")
      desk.happens(.healthChanged(health))
      #expect(desk.state.notice?.isTrouble == true)
      desk.happens(.healthChanged(Health()))
      #expect(desk.state.notice?.text.english == "The ledger can be written again: go on.")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.keys("⏎", "record #2 50 from 0712345678")
      // Another sentence of trouble is not the ledger's to take away.
      desk.keys("⑥UJ25K3M9QA⏎", "look up UJ25K3M9QA")
      desk.cannotRead("Not found.")
      desk.keys("⎋")
      desk.happens(.healthChanged(health))
      desk.happens(.healthChanged(Health()))
      #expect(desk.state.notice?.text.english == "Not found.")
      desk.theLedgerAnswersAll()
    }
  }

  @Test func whatTheLedgerCannotTakeIsKeptWhileTheFormIsInUse() {
    story { desk in
      desk.keys("0712345678⏎50⏎0722", "record #1 50 from 0712345678")
      desk.failed(1, "The disk is full; nothing was sent.", "ring trouble")
      #expect(
        desk.state.notice?.text.english
          == "The disk is full; nothing was sent. F3 in an empty form takes back what you typed.")
      #expect(desk.form == "[0722] |  | ")
      desk.keys("⎋")
      desk.press(.control("p"))
      #expect(desk.form == "0712 345 678 | [50] | ")
    }
  }

  @Test func anAnswerThatComesTwiceChangesNothing() throws {
    try story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      try Impossible.$isTolerated.withValue(true) {
        desk.recorded(1)
        desk.blocked(1, by: try earlier(desk))
        desk.failed(1, "Twice.")
      }
      #expect(desk.state.question == nil)
    }
  }

  /// `n` is what an English speaker presses for no, `h` what a Swahili speaker does; `n` begins *ndiyo*, too.
  @Test(arguments: ["n", "N", "h", "H"])
  func noNeverSendsAndNeverLoses(_ no: String) throws {
    try story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000⏎\(no)")
      #expect(desk.form == "0712 345 678 | [5,000] | ")
      desk.keys("⎋⎋⎋")
      var health = Health()
      health.listener = .silent
      desk.happens(.healthChanged(health))
      desk.keys("0712345678⏎50⏎\(no)")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.happens(.healthChanged(Health()))
      desk.keys("⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: try earlier(desk), .sameAgain, "ring trouble")
      desk.keys(no)
      desk.keys("③")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.keys("⏎", "record #2 50 from 0712345678")
      desk.blocked(2, by: try earlier(desk), .sameAgain, "ring trouble")
      desk.keys("y\(no)")
      #expect(desk.state.question == nil)
      #expect(desk.state.returned.count == 1)
      desk.keys("0722000111⏎70⏎", "record #3 70 from 0722000111")
      desk.recorded(3, "push #3")
      desk.becomes(3, Statuses.waiting(since: desk.now))
      for letter in ["w", "o"] { desk.keys("②\(letter)\(no)⇥") }
      desk.keys("⑩\(no)")
      desk.becomes(3, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("②a\(no)")
      #expect(desk.state.question == nil)
    }
  }

  /// Whoever thinks better of it after the first yes presses what stopped the first question.
  @Test func aSecondYesIsNoAnswerToWhetherItIsTheSameSale() throws {
    try story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: try earlier(desk), .sameAgain, "ring trouble")
      desk.keys("yyy", "ring refused", "ring refused")
      guard case .sameSale = desk.state.question else {
        Issue.record("it was answered")
        return
      }
      desk.keys("n")
    }
  }
}
