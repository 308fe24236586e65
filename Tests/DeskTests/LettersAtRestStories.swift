import Desk
import Keys
import Payments
import Testing

/// Letters act only on what somebody could have read: a wheel that arrives as arrow keys, and text that goes on under a
/// question that just came up, change nothing.
@Suite struct LettersAtRestStories {
  private func cancelled(_ desk: DeskPilot) throws {
    desk.quietly(
      .evidenceCommitted([
        try Others.payment(3, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
      ]))
  }

  @Test func aWheelLeadsToTheBoardAndTheNameThatIsTypedThereAsksNobody() throws {
    try story { desk in
      try cancelled(desk)
      desk.keys("0712345678⏎50⇥")
      desk.hurries("↓↓↓")
      #expect(desk.state.focus == .board)
      desk.hurries("ay", "ring refused")
      #expect(desk.state.question == nil)
    }
  }

  @Test func aWheelOnTheBoardMovesAndTheLetterAfterItWaits() throws {
    try story { desk in
      try cancelled(desk)
      desk.keys("②")
      desk.passes(seconds: 5)
      desk.hurries("↑↓")
      desk.hurries("a", "ring refused")
      #expect(desk.state.notice?.text.english == "Too soon to have been read: press a again")
      desk.passes(milliseconds: 390)
      desk.hurries("a")
      #expect(desk.state.question != nil)
      desk.keys("n")
    }
  }

  @Test func aSingleArrowIsAHand() throws {
    try story { desk in
      try cancelled(desk)
      desk.keys("②")
      desk.passes(seconds: 5)
      desk.hurries("↑a")
      #expect(desk.state.question != nil)
      desk.keys("n")
    }
  }

  /// A name that is typed on the board by mistake, letter by letter: `a` asks, and the `y` of "Mary" comes too soon.
  @Test func aQuestionIsNotAnsweredByTextThatGoesOn() throws {
    try story { desk in
      try cancelled(desk)
      desk.keys("②")
      desk.passes(seconds: 5)
      desk.press(.character("M"))
      desk.press(.character("a"))
      desk.press(.character("r"), "ring refused")
      desk.passes(milliseconds: 100)
      desk.hurries("y", "ring refused")
      #expect(desk.state.question != nil)
      desk.keys("n")
    }
  }

  @Test func aQuestionThatTheLedgerAsksUnderAFlyingHand() throws {
    try story { desk in
      let other = try Others.payment(
        41, till: 2, amount: 50, phone: "254712345678", recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: other, .sameAgain, "ring trouble")
      desk.hurries("y", "ring refused")
      #expect(desk.state.question != nil)
      #expect(desk.state.hint?.english == "Too soon to have been read: press y again.")
      desk.keys("y")
      #expect(desk.state.hint == nil)
      desk.hurries("s", "ring refused")
      desk.keys("n")
    }
  }

  @Test func digitsAndFunctionKeysNeverWait() throws {
    try story { desk in
      try cancelled(desk)
      desk.hurries("②07")
      #expect(desk.form == "[07] |  | ")
      desk.keys("②")
      desk.press(.function(7))
      #expect(desk.state.question != nil)
      desk.hurries("⎋")
      #expect(desk.state.question == nil)
    }
  }

  /// Nothing but "too small" is on the screen: a question that nobody can read is not answered, and a payment that
  /// nobody sees is not asked for.
  @Test func aWindowThatIsTooSmallTakesNoKey() throws {
    try story { desk in
      try cancelled(desk)
      desk.keys("②")
      desk.passes(seconds: 5)
      desk.keys("a")
      #expect(desk.state.question != nil)
      desk.happens(.roomChanged(.nothing))
      desk.passes(seconds: 5)
      for key in ["y", "s", "⏎", "⎋", "⑩", "②"] { desk.keys(key, "ring refused") }
      desk.press(.paste("0712345678"), "ring refused")
      #expect(desk.state.question != nil && desk.state.form.isEmpty)
      desk.happens(.roomChanged(.board))
      desk.hurries("y", "ring refused")
      #expect(desk.state.question != nil, "it stands there again since a moment ago only")
      desk.passes(milliseconds: 400)
      desk.hurries("n")
      #expect(desk.state.question == nil)
    }
  }
}
