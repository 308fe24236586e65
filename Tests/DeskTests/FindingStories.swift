import Desk
import Keys
import Payments
import Testing

/// Finding a payment, and looking up the code of a customer's SMS.
@Suite struct FindingStories {
  private func board(_ desk: DeskPilot) throws {
    desk.quietly(
      .evidenceCommitted([
        try Others.payment(
          41, till: 2, amount: 300, phone: "254712345678", recordedAt: desk.now,
          status: Statuses.paid("UJ25K3M9QA", at: desk.now), position: 1),
        try Others.payment(
          42, till: 2, amount: 678, phone: "254722000111", recordedAt: desk.now,
          status: Statuses.waiting(since: desk.now), position: 2),
      ]))
  }

  private func numbers(_ desk: DeskPilot) -> [Int] { desk.state.searchRows.map(\.number) }

  @Test func theBoardIsFilteredWhileOneTypes() throws {
    try story { desk in
      try board(desk)
      desk.keys("②/")
      #expect(numbers(desk).isEmpty)
      desk.keys("41")
      #expect(numbers(desk) == [41])
      desk.keys("⌫⌫678")
      #expect(numbers(desk) == [42, 41], "an amount, and the end of a phone")
      desk.keys("⌫⌫⌫uj25k3m9qa")
      #expect(numbers(desk) == [41], "letters are text here")
      desk.keys("⎋")
      #expect(desk.state.pages.isEmpty)
    }
  }

  @Test func theLedgerIsAskedAndTheFoundPaymentIsOpened() throws {
    try story { desk in
      try board(desk)
      let old = try Others.payment(
        7, till: 3, amount: 678, recordedAt: desk.now.advanced(byMilliseconds: -90_000_000),
        status: Statuses.paid(at: desk.now), position: 0)
      desk.keys("②/678")
      desk.keys("⏎", "search 678")
      desk.answers(.payments([old]))
      #expect(numbers(desk) == [42, 41, 7])
      desk.keys("↓↓↓⏎")
      #expect(desk.state.pages.isEmpty)
      #expect(desk.state.board.selectedPayment?.number == 7)
      #expect(desk.state.focus == .board)
    }
  }

  @Test func anAnswerToAnOldQuestionIsNotShown() throws {
    try story { desk in
      try board(desk)
      desk.keys("②/67")
      desk.keys("⏎", "search 67")
      desk.keys("8")
      desk.answers(.payments([try Others.payment(7, recordedAt: desk.now, status: Statuses.paid(at: desk.now))]))
      #expect(numbers(desk) == [42, 41])
      desk.keys("⎋")
    }
  }

  @Test func aCodeThatWasSeen() throws {
    try story { desk in
      try board(desk)
      desk.press(.function(6))
      desk.keys("uj25k 3m9qa⏎", "look up UJ25K3M9QA")
      let paid = try #require(desk.state.board.rows.first { $0.number == 41 })
      desk.answers(.code(.seen([paid])))
      #expect(
        desk.state.codeLines(at: desk.now)?.happened.english
          == "UJ25K3M9QA: seen today 14:02 at till 2 for number 41, KSh 300.")
      #expect(desk.state.codeLines(at: desk.now)?.money.english == "That payment is PAID.")
      desk.keys("⎋")
      #expect(desk.state.focus == .form, "back to where the typing was")
    }
  }

  /// The customer's SMS is pasted as it came, at once or as a bad line reads it; the PAID payment is found.
  @Test(arguments: [
    ["UJ25K3M9QA Confirmed. Ksh300.00 sent to DUKA LA MFANO on 24/11/26 at 2:02 PM New M-PESA balance is Ksh2.00."],
    ["UJ25K3M9QA Imethibitishwa. Ksh300.00 imetumwa kwa DUKA LA MFANO tarehe 24/11/26.\n"],
    ["UJ25K3M9QA Confirmed"], ["\u{FEFF}uj25k3m9qa\r\n"],
    ["UJ25K3M", "9QA Confirmed. Ksh300.00 sent to DU", "KA LA MFANO on 24/11/26"],
  ])
  func aWholeMessageHoldsItsCode(pieces: [String]) throws {
    try story { desk in
      try board(desk)
      desk.press(.function(6))
      for piece in pieces { desk.press(.paste(piece)) }
      #expect(desk.state.codeCheck?.text == "UJ25K3M9QA")
      desk.keys("⏎", "look up UJ25K3M9QA")
      desk.answers(.code(.seen([try #require(desk.state.board.rows.first { $0.number == 41 })])))
      #expect(desk.state.codeLines(at: desk.now)?.money.english == "That payment is PAID.")
      desk.keys("⎋②/")
      for piece in pieces { desk.press(.paste(piece)) }
      #expect(numbers(desk) == [41])
      desk.keys("⎋")
    }
  }

  /// A letter that only looks like one of the code's: dropped, it left a shorter code, which was *not seen yet*.
  @Test func aLetterOfAnotherScriptIsNotDropped() {
    story { desk in
      desk.press(.function(6))
      desk.press(.paste("UJ25K3M9Q\u{425}"))
      desk.keys("⏎")
      #expect(desk.state.codeLines(at: desk.now)?.happened.english == "That is no whole code yet.")
      desk.keys("⎋")
      desk.press(.function(6))
      desk.keys("UJ25K3M9Q\u{425}⏎")
      #expect(desk.state.codeCheck?.text == "UJ25K3M9Q\u{425}")
      #expect(desk.state.codeLines(at: desk.now)?.happened.english == "That is no whole code yet.")
      desk.keys("⎋")
    }
  }

  @Test func theWordBehindACodeThatIsTypedIsNoPartOfIt() throws {
    try story { desk in
      try board(desk)
      desk.press(.function(6))
      desk.keys("uj25k3m9qa confirmed.⏎", "look up UJ25K3M9QA")
      #expect(desk.state.codeCheck?.text == "UJ25K3M9QA")
      desk.answersAll()
    }
  }

  @Test func ofTwoMessagesNoneIsGuessed() throws {
    try story { desk in
      try board(desk)
      desk.press(.function(6))
      desk.press(.paste("UJ25K3M9QA Confirmed. Ksh300.00\nUJ25K3M9QB Confirmed. Ksh50.00"))
      desk.keys("⏎")
      #expect(desk.state.codeLines(at: desk.now)?.happened.english == "That holds more than one code.")
      desk.keys("⎋")
    }
  }

  @Test func aPhoneOrAnAmountIsPastedIntoTheSearch() throws {
    try story { desk in
      try board(desk)
      for (pasted, found) in [
        ("\u{202A}+254 712 345 678\u{202C}", 41), ("https://wa.me/254722000111", 42), ("KSh 300/=", 41),
      ] {
        desk.keys("②/")
        desk.press(.paste(pasted))
        #expect(numbers(desk) == [found], "\(pasted)")
        desk.keys("⎋")
      }
    }
  }

  @Test func aCodeThatLooksTheSameIsNamed() throws {
    try story { desk in
      try board(desk)
      desk.keys("⑥uj25k3m9oa⏎", "look up UJ25K3M9OA")
      let paid = try #require(desk.state.board.rows.first { $0.number == 41 })
      desk.answers(.code(.looksLike(try #require(Receipt("UJ25K3M90A")), [paid])))
      let lines = try #require(desk.state.codeLines(at: desk.now))
      #expect(
        lines.happened.english
          == "UJ25K3M9OA: not seen yet. Alike: UJ25K3M90A: seen today 14:02 at till 2 for number 41, "
          + "KSh 300.")
      #expect(lines.money.english == "That payment is PAID.")
      #expect(
        lines.action.english.hasPrefix("Read the SMS letter by letter: does it say UJ25K3M90A? One code pays once"))
      desk.keys("⎋")
    }
  }

  @Test func aCodeThatWasNotSeenIsNeverCalledFalse() throws {
    try story { desk in
      try board(desk)
      desk.press(.control("r"))
      desk.keys("ABC⏎")
      #expect(desk.state.codeLines(at: desk.now)?.happened.english == "That is no whole code yet.")
      desk.keys("DEFGHJK⏎", "look up ABCDEFGHJK")
      guard let receipt = Receipt("ABCDEFGHJK") else { return }
      for unanswered in [0, 1, 2] {
        if unanswered > 0 { desk.keys("⏎", "look up ABCDEFGHJK") }
        desk.answers(.code(.notSeen(unanswered: unanswered)))
        let lines = try #require(desk.state.codeLines(at: desk.now))
        let text = lines.sentence.english.lowercased()
        #expect(text.contains("not seen yet"))
        for word in ["false", "fake", "invalid", "forged", "wrong"] { #expect(!text.contains(word)) }
      }
      #expect(
        desk.state.codeLines(at: desk.now)?.happened.english == "ABCDEFGHJK: not seen yet; 2 payments have no answer.")
      var item = UnmatchedItem(id: "ab", oddity: "unknown-payment")
      item.amount = Cents(count: 35_000)
      item.receipt = receipt
      let resolution = UnmatchedResolution(
        item: item, resolution: .goods, why: "seen", supervisor: "wanjiku", cashier: "njeri", till: .commandLine)
      desk.keys("⏎", "look up ABCDEFGHJK")
      desk.answers(.code(.resolvedUnmatched(resolution, at: desk.now)))
      let resolved = try #require(desk.state.codeLines(at: desk.now))
      #expect(resolved.happened.english.hasPrefix("ABCDEFGHJK, KSh 350: resolved as unmatched today"))
      #expect(resolved.action.english.contains("no goods"))
      desk.keys("⌫")
      #expect(desk.state.codeLines(at: desk.now) == nil, "another code, another answer")
      desk.keys("⎋")
    }
  }

  /// Rows move while one looks at them: what was chosen is the payment, and not its place.
  @Test func aRowThatMovesIsStillTheOneThatIsOpened() throws {
    try story { desk in
      try board(desk)
      desk.keys("②/678")
      #expect(numbers(desk) == [42, 41])
      let newer = try Others.payment(
        43, till: 2, amount: 678, recordedAt: desk.now, status: Statuses.waiting(since: desk.now), position: 3)
      desk.happens(.evidenceCommitted([newer]))
      #expect(numbers(desk) == [43, 42, 41])
      #expect(desk.state.search?.row(in: desk.state.searchRows) == 1)
      desk.keys("⏎", "search 678")
      desk.answersAll()
      desk.keys("⏎")
      #expect(desk.state.board.selectedPayment?.number == 42)
    }
  }

  /// The same on the board: the row on top when the keyboard came is the one that the letters act upon.
  @Test func aBoardThatFillsUpUnderTheKeyboard() throws {
    try story { desk in
      var health = Health()
      health.oddCallbacks = 1
      desk.happens(.healthChanged(health))
      desk.keys("②")
      try board(desk)
      let first = desk.state.board.selectedPayment?.number
      let newer = try Others.payment(
        43, till: 2, amount: 678, recordedAt: desk.now.advanced(byMilliseconds: 50),
        status: Statuses.waiting(since: desk.now), position: 3)
      desk.happens(.evidenceCommitted([newer]))
      #expect(desk.state.board.selectedPayment?.number == first)
    }
  }

  /// A failed reading is said where one looks, and is asked for again by the same key.
  @Test func whatCouldNotBeReadIsAskedForAgain() throws {
    try story { desk in
      try board(desk)
      desk.keys("②/678⏎", "search 678")
      #expect(desk.bottomLine.hasPrefix("Enter open"))
      desk.cannotRead("The ledger is busy.")
      #expect(desk.state.search?.loading == .failed(Trouble(Phrase(verbatim: "The ledger is busy."))))
      #expect(desk.bottomLine.hasPrefix("Enter ask the ledger"))
      #expect(desk.state.notice?.isTrouble == true)
      desk.keys("⏎", "search 678")
      desk.answers(.payments([]))
      #expect(desk.state.search?.loading == .answered([]))
      desk.keys("⎋⑥UJ25K3M9QA⏎", "look up UJ25K3M9QA")
      desk.cannotRead("The ledger is busy.")
      #expect(desk.state.codeLines(at: desk.now) == nil)
      desk.keys("⏎", "look up UJ25K3M9QA")
      desk.answers(.code(.notSeen(unanswered: 1)))
      #expect(desk.state.codeLines(at: desk.now) != nil)
      desk.keys("⎋②d", "evidence \(desk.state.toldPayment(at: desk.now)?.id.short ?? "")")
      desk.cannotRead("The ledger is busy.")
      desk.keys("⎋d", "evidence \(desk.state.toldPayment(at: desk.now)?.id.short ?? "")")
      desk.answers(.evidence([]))
      #expect(desk.state.timeLine?.lines == [])
    }
  }
}
