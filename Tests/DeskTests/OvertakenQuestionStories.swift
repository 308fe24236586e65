import Desk
import Keys
import Payments
import Testing

/// A question ends with its customer: no later key asks somebody who has left for money.
@Suite struct OvertakenQuestionStories {
  private static let trouble = "ring trouble"
  private let aside = "Put aside for the next customer. F3 in an empty form takes it back."

  private func earlier(
    _ desk: DeskPilot, amount: Int = 50, _ status: (Moment) -> PaymentStatus = Statuses.waiting(since:)
  ) throws -> PaymentSummary {
    try Others.payment(
      41, till: 2, amount: amount, phone: "254712345678", recordedAt: desk.now, status: status(desk.now))
  }

  @Test func aLargeAmountIsNotAskedForWhenTheNextCustomerWasSent() {
    story(DeskPilot(askAbove: 100_000)) { desk in
      desk.keys("0722000111⏎150000⏎")
      desk.keys("0", Self.trouble)
      #expect(desk.state.question == nil)
      #expect(desk.state.notice?.text.english == "Not asked: KSh 150,000 of 0722 000 111. \(aside)")
      desk.keys("712345670⏎50⏎", "record #1 50 from 0712345670")
      desk.recorded(1, "push #1")
      desk.keys("y")
      #expect(desk.form == "[y] |  | ", "a letter is no answer to what is over")
      desk.keys("⎋")
      #expect(desk.bottomLine.contains("F3 draft of 150,000"))
      desk.keys("③")
      #expect(desk.form == "0722 000 111 | [150,000] | ")
      desk.keys("⏎")
      #expect(desk.state.question != nil, "it is asked about anew")
      desk.keys("y", "record #2 150000 from 0722000111")
      desk.theLedgerAnswersAll()
    }
  }

  /// How a question that asks for money comes up; each has the former customer's 0712 345 678.
  private func opens(_ name: String, _ desk: DeskPilot) throws {
    func blocked(_ reason: GuardReason) throws {
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: try earlier(desk), reason, Self.trouble)
    }
    func silent() {
      var health = Health()
      health.listener = .silent
      desk.happens(.healthChanged(health))
    }
    switch name {
    case "large": desk.keys("0712345678⏎5000⏎")
    case "no listener":
      silent()
      desk.keys("0712345678⏎50⏎")
    case "large, no listener":
      silent()
      desk.keys("0712345678⏎5000⏎y")
    case "live prompt": try blocked(.livePrompt)
    case "same again": try blocked(.sameAgain)
    case "open attempt": try blocked(.unresolvedAttempt)
    case "pace": try blocked(.tillPace)
    case "same sale":
      try blocked(.sameAgain)
      desk.keys("y")
    case "ask again", "ask again, no listener":
      desk.quietly(.evidenceCommitted([try earlier(desk) { Statuses.notPaid("1032", at: $0) }]))
      if name != "ask again" { silent() }
      desk.keys(name == "ask again" ? "②a" : "②ay")
    default: Issue.record("no such question")
    }
    #expect(desk.state.question != nil, "\(name)")
  }

  private static let asking = [
    "large", "no listener", "large, no listener", "live prompt", "same again", "open attempt", "pace", "same sale",
    "ask again", "ask again, no listener",
  ]

  @Test(arguments: asking, ["0", "7", "+"])
  func theNextCustomersFirstDigitEndsEveryQuestion(_ name: String, _ digit: String) throws {
    try story(DeskPilot(askAbove: 1_000)) { desk in
      try opens(name, desk)
      let isRetry = name.hasPrefix("ask again")
      desk.keys(digit, Self.trouble)
      #expect(desk.state.question == nil)
      #expect(desk.form == "[\(digit)] |  | ")
      let said = desk.state.notice?.text.english ?? ""
      #expect(said.hasPrefix("Not asked: KSh "), "\(said)")
      #expect(said.contains(" of 0712 345 678. Put aside for the next customer. "), "\(said)")
      #expect(said.hasSuffix(isRetry ? "a on its row asks again." : "F3 in an empty form takes it back."))
      desk.keys("⎋yYso")
      desk.keys("⎋③")
      #expect(desk.form.hasPrefix(isRetry ? "[] " : "0712 345 678 | ["))
    }
  }

  @Test(arguments: asking)
  func soDoesTextInOnePieceFromWhereverItComes(_ name: String) throws {
    for place in ["", "②", "⇥⇥"] {
      try story(DeskPilot(askAbove: 1_000)) { desk in
        try opens(name, desk)
        desk.keys(place)
        desk.press(.paste("y\n"), "ring refused")
        #expect(desk.state.question != nil, "a burst answers nothing")
        desk.press(.paste("0733000222\n"), Self.trouble)
        #expect(desk.state.question == nil)
        #expect(desk.state.form.phone == "0733000222")
        desk.happens(.healthChanged(Health()))
        desk.keys("⏎60⏎", "record #\(desk.drafts.count + 1) 60 from 0733000222")
        desk.theLedgerAnswersAll()
      }
    }
  }

  @Test(arguments: asking)
  func andTimeEndsItForNobody(_ name: String) throws {
    try story(DeskPilot(askAbove: 1_000)) { desk in
      try opens(name, desk)
      let next = try #require(desk.state.nextVisibleChangeMilliseconds(at: desk.now))
      #expect(next <= 120_000)
      desk.passes(milliseconds: 119_000)
      #expect(desk.state.question != nil)
      desk.passes(milliseconds: 1_000, Self.trouble)
      #expect(desk.state.question == nil)
      #expect(desk.state.notice?.text.english.contains("Put aside: nobody answered. ") == true)
    }
  }

  /// The machine slept with the question open: the first key after that is meant for what was there.
  @Test func aLetterAfterALongWhileAnswersNothing() {
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000⏎")
      desk.sleeps(seconds: 3_600)
      desk.hurries("y", Self.trouble)
      #expect(desk.state.form.isEmpty)
      #expect(desk.state.question == nil && desk.state.returned.count == 1)
    }
  }

  @Test func whatAsksForNoMoneyIsLeftAsItWas() throws {
    for (letter, said) in [("w", "Number 41, KSh 50: left as it was"), ("o", "Number 41, KSh 50: left as it was")] {
      try story { desk in
        desk.quietly(.evidenceCommitted([try earlier(desk)]))
        desk.keys("②\(letter)0")
        #expect(desk.state.question == nil)
        #expect(desk.form == "[0] |  | ")
        #expect(desk.state.notice?.text.english == said)
      }
    }
    try story { desk in
      desk.quietly(.evidenceCommitted([try earlier(desk)]))
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.keys("⑩0")
      #expect(desk.state.question == nil)
      desk.theLedgerAnswersAll()
    }
  }

  @Test func anAnswerOfTheLedgersThatComesBehindTheNextDigitAsksNothing() throws {
    try story { desk in
      desk.keys("0712345678⏎50⏎0722", "record #1 50 from 0712345678")
      desk.blocked(1, by: try earlier(desk), .sameAgain, Self.trouble)
      #expect(desk.state.question == nil)
      #expect(
        desk.state.notice?.text.english
          == "Not asked: KSh 50 of 0712 345 678. Number 41 is in its way: put aside. F3 in an empty form takes it back."
      )
      desk.keys("000111⏎70⇥Maryanne⏎", "record #2 70 from 0722000111 for Maryanne")
      desk.keys("③")
      #expect(desk.form == "0712 345 678 | [50] | ")
      desk.keys("⏎", "record #3 50 from 0712345678")
      #expect(desk.state.returned.isEmpty)
      desk.theLedgerAnswersAll()
    }
  }

  @Test func ofTwoThatAreStoppedTheOneThatIsLookedAtStays() throws {
    try story { desk in
      desk.keys("0712345678⏎50⏎0722000111⏎70⏎", "record #1 50 from 0712345678", "record #2 70 from 0722000111")
      desk.keys("⑩")
      #expect(desk.state.question == .quit(waiting: 2))
      desk.blocked(2, by: try earlier(desk), .tillPace, Self.trouble)
      desk.blocked(1, by: try earlier(desk), .tillPace, Self.trouble)
      guard case .askAnyway(let draft, _) = desk.state.question else {
        Issue.record("money comes before leaving")
        return
      }
      #expect(draft.amount.count == 70)
      #expect(
        desk.state.notice?.text.english.hasPrefix(
          "Not asked: KSh 50 of 0712 345 678. Too many phones in a minute: put aside.") == true)
      desk.keys("n")
      #expect(desk.state.question == nil, "nothing waits behind it")
      desk.keys("③")
      #expect(desk.form == "0722 000 111 | [70] | ")
    }
  }

  /// Whoever types a reason or a code cannot answer, and finds no question behind it.
  @Test(arguments: ["②s", "②/5", "⑥UJ25"])
  func aPageThatTakesTextIsNotAskedUnder(_ page: String) throws {
    try story { desk in
      let late = try earlier(desk) { Statuses.paid(at: $0, flags: .late) }
      desk.quietly(.evidenceCommitted([late]))
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      if page == "②s" { desk.keys("②sgwhy", "find supervisors") } else { desk.keys(page) }
      desk.blocked(1, by: late, .sameAgain, Self.trouble)
      #expect(desk.state.question == nil)
      desk.keys("yy")
      desk.keys("⎋⎋⎋⎋")
      desk.answersAll()
    }
  }

  /// The digits of a PIN stay where they are dots, whatever the ledger answers meanwhile.
  @Test func aNumberToMendDoesNotComeUnderATypingSupervisor() throws {
    try story { desk in
      let wrong = try earlier(desk)
      desk.quietly(.evidenceCommitted([wrong]))
      desk.keys("②w")
      desk.keys("y", "decide \(wrong.id.short) wrong number seen \(wrong.position)")
      desk.keys("②hUJ25K3M9QA⏎seen⏎4829", "find supervisors")
      desk.decided(wrong, { $0.notes.sentToWrongNumber = true })
      #expect(desk.state.supervisorEntry?.signing?.pinLength == 4)
      desk.keys("17")
      #expect(desk.state.form.isEmpty)
      #expect(desk.state.notice?.text.english == "Number 41: F3 in an empty form mends it")
      desk.keys("⎋⎋⎋⇥③")
      #expect(desk.form.hasPrefix("[0712 345 678] | 50 | "))
      desk.answersAll()
    }
  }

  @Test func keysThatWaitForAnAnswerSaySo() throws {
    try story(DeskPilot(askAbove: 1_000)) { desk in
      desk.quietly(.evidenceCommitted([try earlier(desk)]))
      desk.keys("0712345678⏎5000⏎")
      for key in ["⑩", "⑥", "①", "x"] {
        desk.keys("⇥⇤")
        #expect(desk.state.hint == nil)
        desk.keys(key, "ring refused")
        #expect(desk.state.hint?.english == "First answer this: y, n or Esc.")
        #expect(desk.state.hint?.swahili == "Kwanza jibu hili: y (ndiyo), n au Esc.")
      }
      desk.keys("⏎⏎⏎")
      #expect(desk.state.hint != nil, "a held Enter rings for nobody")
      desk.keys("n")
      #expect(desk.state.hint == nil)
    }
  }

  @Test func whatWasPutAsideIsLetGoOfWithItsCustomer() {
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000⏎")
      desk.keys("0", Self.trouble)
      desk.keys("⎋")
      desk.passes(seconds: 599)
      #expect(desk.bottomLine.contains("F3 draft of 5,000"))
      desk.passes(seconds: 2)
      #expect(!desk.bottomLine.contains("F3"))
    }
    // Asked for after all, by typing it once more.
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000⏎")
      desk.keys("0712345678⏎5000⏎", Self.trouble)
      desk.keys("y", "record #1 5000 from 0712345678")
      #expect(desk.state.returned.isEmpty)
      desk.theLedgerAnswersAll()
    }
  }

  @Test func whatIsTakenBackSaysSinceWhenItLayThere() {
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.keys("0712345678⏎5000⏎")
      desk.keys("0", Self.trouble)
      desk.keys("⎋")
      desk.passes(seconds: 300)
      desk.keys("⇥")
      desk.keys("③")
      #expect(desk.state.notice?.text.english == "Back in the form; put aside at 14:02")
    }
  }

  /// What *ask again* made was typed by nobody, and goes to no form: sent from there it would be another sale.
  @Test func aRetryThatTheLedgerCannotTakeStaysOnItsRow() throws {
    try story { desk in
      let over = try earlier(desk) { Statuses.notPaid("1032", at: $0) }
      desk.quietly(.evidenceCommitted([over]))
      desk.keys("②ay", "record #1 50 from 0712345678 for 3N41 same sale as \(over.id.short)")
      desk.failed(1, "The disk is full; nothing was sent.", Self.trouble)
      #expect(desk.state.form.isEmpty && desk.state.returned.isEmpty)
      #expect(desk.state.notice?.text.english == "The disk is full; nothing was sent. a on its row asks again.")
    }
  }
}
