import Desk
import Keys
import Payments
import Testing

/// One board for many tills: what is this till's own stands first, and a key leaves it alone.
@Suite struct OtherTillsStories {
  /// The shop is full, and whatever this till has over with is older than all of it.
  @Test func noCrowdOfOtherTillsPushesAwayWhatIsOnesOwn() throws {
    try story { desk in
      desk.waits(3)
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      desk.becomes(2, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.keys("②⎋")
      desk.passes(seconds: 30)
      let crowd = try (11...50).map {
        try Others.payment($0, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      }
      let troubled = try (51...55).map {
        try Others.payment($0, recordedAt: desk.now, status: Statuses.unknown(.noAnswer, at: desk.now))
      }
      desk.happens(.evidenceCommitted(crowd + troubled))
      #expect(desk.board.prefix(9) == [3, 55, 54, 53, 2, 1, 52, 51, 50])
      desk.keys("②e")
      #expect(desk.state.board.shown.map(\.number) == [3, 2, 1])
      desk.keys("↓↓↓")
      #expect(desk.state.board.selectedPayment?.number == 1, "it stops at the end of what is shown")
      #expect(desk.bottomLine.contains("e all") && desk.bottomLine(.swahili).contains("e zote"))
      desk.keys("/55⏎", "search 55")
      desk.keys("⏎")
      #expect(desk.state.board.shown.map(\.number) == [3, 55, 2, 1], "what was looked for is shown")
      desk.keys("⎋")
      desk.press(.control("e"))
      #expect(desk.state.board.shown.count == 48)
      desk.answersAll()
    }
  }

  /// Two hundred tills at once: what is open pushes nothing of this till's own out of the desk's memory.
  @Test func whatWasPaidHereIsToldHoweverManyAreOpenElsewhere() throws {
    try story { desk in
      desk.waits(2)
      let open = try (11...310).map {
        try Others.payment($0, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      }
      desk.happens(.evidenceCommitted(open))
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      desk.happens(
        .evidenceCommitted([
          try Others.payment(400, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
        ]))
      #expect(desk.board.prefix(2) == [2, 1])
      #expect(desk.told?.contains("PAID") == true)
    }
  }

  /// A till that has none of its own shows what another one waits for: as that till's, whose cashier speaks to her.
  @Test func whatWaitsAtAnotherTillIsNamedWithItAndLeftToIt() throws {
    try story { desk in
      let payment = try Others.payment(1, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
      desk.happens(.evidenceCommitted([payment]))
      #expect(desk.told == "Number 1 at till 3, KSh 300: with the customer.")
      #expect(desk.advice == "Nothing to do at this till.")
      desk.keys("②")
      #expect(desk.advice == "Nothing to do at this till.", "chosen or not")
      #expect(desk.told == "Number 1 at till 3, KSh 300: with the customer.", "chosen or not")
    }
  }

  @Test func aTillAloneHasNoKeyForItsOwn() {
    story { desk in
      desk.waits(3)
      desk.keys("②")
      #expect(!desk.bottomLine.contains("mine"))
      desk.keys("e")
      #expect(desk.state.board.view == .everybodys)
    }
  }
}
