import Desk
import Payments
import Testing

/// The driver itself: a story that forgets something must fail, and say what.
@Suite struct DeskPilotTests {
  @Test func aForgottenEffectFailsTheEndOfTheStory() {
    let desk = DeskPilot()
    desk.keys("0712345678⏎50⏎")
    #expect(
      desk.finish() == [
        "not named: record #1 50 from 0712345678, which came out of: keys 0712345678⏎50⏎",
        "never answered: record #1 50 from 0712345678",
      ])
  }

  @Test func anEffectThatDoesNotComeFailsItsStep() {
    let desk = DeskPilot()
    desk.keys("0712345678⏎", "record #1 50 from 0712345678")
    #expect(
      desk.finish() == ["keys 0712345678⏎: named record #1 50 from 0712345678, but nothing came"])
  }

  @Test func anotherEffectThanTheNamedOneFailsTwice() {
    let desk = DeskPilot()
    desk.keys("0712345678⏎50⏎", "record #1 60 from 0712345678")
    #expect(
      desk.finish() == [
        "keys 0712345678⏎50⏎: named record #1 60 from 0712345678, but next is: record #1 50 from 0712345678",
        "not named: record #1 50 from 0712345678, which came out of: keys 0712345678⏎50⏎",
        "never answered: record #1 50 from 0712345678",
      ])
  }

  @Test func aStoryAboutAPaymentThatWasNeverAskedForFails() {
    let desk = DeskPilot()
    desk.recorded(1, "push #1")
    #expect(desk.finish() == ["recorded 1: the desk asked to record 0 only"])
  }

  @Test func aWholeStoryFailsNothing() {
    let desk = DeskPilot()
    desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
    desk.recorded(1, "push #1")
    desk.becomes(1, Statuses.waiting(since: desk.now))
    desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
    #expect(desk.finish().isEmpty)
  }
}
