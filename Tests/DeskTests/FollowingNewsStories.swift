import Desk
import Keys
import Payments
import Testing

/// A question about a payment is answered as that stands then; and what letters are about does not change under a hand.
@Suite struct FollowingNewsStories {
  private func waiting(_ desk: DeskPilot, _ keys: String) {
    desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
    desk.recorded(1, "push #1")
    desk.becomes(1, Statuses.waiting(since: desk.now))
    desk.keys(keys)
  }

  @Test(arguments: ["w", "o"]) func whatIsOverIsNoLongerAskedAbout(key: String) {
    story { desk in
      waiting(desk, "②" + key)
      #expect(desk.state.question != nil)
      desk.becomes(1, Statuses.notPaid("2001", at: desk.now), "ring trouble")
      #expect(desk.state.question == nil)
      #expect(
        desk.state.notice?.text.english == "Number 1, KSh 50: left as it was, it is now WRONG PIN")
      desk.keys("y")
      #expect(desk.state.form.isEmpty)
    }
  }

  /// A word of money that proves nothing: whoever says that the number was wrong knows of it now.
  @Test func whatIsStillToBeDecidedIsAskedAnew() throws {
    try story { desk in
      waiting(desk, "②w")
      desk.passes(seconds: 2)
      desk.becomes(1, Statuses.check(.strangePeer, at: desk.now), "ring trouble")
      let payment = try #require(desk.payment(1))
      desk.hurries("y", "ring refused")
      desk.keys("y", "decide #1 wrong number seen \(payment.position)")
      desk.decided(payment, { $0.notes.sentToWrongNumber = true })
    }
  }

  @Test func moneyThatComesUnderTheQuestionWhetherToAskAgainEndsIt() {
    story { desk in
      waiting(desk, "")
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("②a")
      desk.becomes(1, Statuses.paid(at: desk.now, flags: .late), "ring trouble")
      #expect(desk.state.question == nil)
      desk.keys("y")
      #expect(desk.drafts.count == 1)
    }
  }

  @Test func whatStoodInTheWayAndIsOverIsSaidToBeOver() throws {
    try story { desk in
      let other = try Others.payment(
        41, till: 2, amount: 50, phone: "254712345678", recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.quietly(.evidenceCommitted([other]))
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.blocked(1, by: other, .sameAgain, "ring trouble")
      var over = other
      over.status = Statuses.notPaid("1032", at: desk.now)
      over.position += 50
      desk.happens(.evidenceCommitted([over]), "ring trouble")
      guard case .askAnyway(_, let block)? = desk.state.question else {
        Issue.record("no question")
        return
      }
      #expect(block.payment.status.standing == .notPaid)
      desk.hurries("y", "ring refused")
      desk.keys("n")
    }
  }

  /// Another row came between the chosen one and the one that an arrow was meant for.
  @Test func aLetterAfterRowsChangedPlacesWaits() throws {
    try story { desk in
      for number in [3, 4] {
        let payment = try Others.payment(
          number, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
        desk.quietly(.evidenceCommitted([payment]))
      }
      desk.keys("②↑")
      desk.passes(seconds: 5)
      let chosen = desk.state.board.selectedPayment
      desk.quietly(
        .evidenceCommitted([
          try Others.payment(2, till: 2, recordedAt: desk.now, status: Statuses.notPaid("1032", at: desk.now))
        ]))
      #expect(desk.state.board.selectedPayment == chosen, "the choice is a payment's, and no row's")
      desk.hurries("↑a", "ring refused")
      #expect(desk.state.question == nil)
      desk.passes(milliseconds: 400)
      desk.hurries("a")
      #expect(desk.state.question != nil)
      desk.keys("n")
    }
  }
}
