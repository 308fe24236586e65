import Desk
import Payments
import Testing

/// Somebody who may asks that the desk end.
@Suite struct EndingStories {
  private func asked(_ seconds: Int, by asker: String = "root", takenOver: Bool = false) -> DeskEvent {
    .askedToEnd(by: asker, inSeconds: seconds, isTakenOver: takenOver)
  }

  @Test func theCashierReadsWhatHappensAndWhenAndItHappensThen() {
    story { desk in
      desk.waits(2)
      desk.keys("0733")
      desk.happens(asked(60), "ring trouble")
      #expect(
        desk.state.endingSentence(at: desk.now)?.english
          == "This desk ends in 60 s: root asks for it. The 2 payments that wait are not lost. "
          + "What is typed and not sent will be gone.")
      #expect(desk.state.nextVisibleChangeMilliseconds(at: desk.now) ?? .max <= 1_000, "it counts")
      desk.passes(seconds: 59)
      #expect(desk.state.endingSentence(at: desk.now)?.english.hasPrefix("This desk ends in 1 s") == true)
      desk.passes(milliseconds: 1_000, "quit")
    }
  }

  @Test func workGoesOnUntilThen() {
    story { desk in
      desk.happens(asked(60), "ring trouble")
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(desk.state.endingSentence(at: desk.now)?.swahili.contains("root ameomba") == true)
      desk.keys("⑩", "quit")
      #expect(desk.state.ending?.isOver(at: desk.now) == false, "its cashier left by herself")
    }
  }

  @Test func theEarlierOfTwoEndsHolds() {
    story { desk in
      desk.happens(asked(60), "ring trouble")
      desk.happens(asked(600))
      desk.passes(seconds: 10)
      desk.happens(asked(5), "ring trouble")
      desk.passes(seconds: 5, "quit")
    }
  }

  @Test func aTakeoverEndsItAtOnceWithoutABell() {
    story { desk in
      desk.waits(1)
      desk.happens(asked(0, by: "amina", takenOver: true), "quit")
      #expect(desk.state.ending?.farewell.english.contains("amina took it over") == true)
    }
  }
}
