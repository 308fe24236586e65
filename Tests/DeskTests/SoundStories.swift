import Desk
import Keys
import Payments
import Testing

/// What a cashier hears, and how a desk is made silent.
@Suite struct SoundStories {
  @Test func moneyAndTroubleSoundDifferently() {
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      desk.recorded(1, "push #1")
      desk.becomes(1, Statuses.waiting(since: desk.now))
      desk.becomes(1, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      desk.becomes(1, Statuses.paid(at: desk.now, flags: .late), "ring trouble")
      desk.keys("0722000111⏎70⏎", "record #2 70 from 0722000111")
      desk.recorded(2, "push #2")
      desk.becomes(2, Statuses.paid(at: desk.now), "ring paid")
    }
  }

  @Test func aKeySwitchesTheSoundOffAndOnWhereverTheKeyboardIs() throws {
    try story { desk in
      desk.keys("0712")
      desk.press(.control("s"))
      #expect(desk.state.isSilent)
      #expect(desk.form == "[0712] |  | ", "nothing that was typed is touched")
      desk.press(.control("s"))
      #expect(!desk.state.isSilent)
      desk.happens(
        .evidenceCommitted([
          try Others.payment(3, recordedAt: desk.now, status: Statuses.waiting(since: desk.now))
        ]))
      desk.keys("②")
      desk.press(.control("s"))
      #expect(desk.state.isSilent && desk.state.focus == .board)
    }
  }
}
