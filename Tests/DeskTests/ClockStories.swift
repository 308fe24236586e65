import Payments
import Testing
import Wording

@testable import Desk

/// What goes by itself goes after its time, whatever somebody sets the wall clock to meanwhile.
struct ClockStories {
  private let start = DeskPilot.start
  private var state = DeskPilot().state

  private func at(milliseconds: Int64, wallAheadBy ahead: Int64) -> Moment {
    Moment(
      wallMilliseconds: start.wallMilliseconds + milliseconds + ahead,
      bootMilliseconds: start.bootMilliseconds + milliseconds, bootID: start.bootID)
  }

  @Test(arguments: [-3_600_000, 0, 3_600_000] as [Int64])
  mutating func aPlainNotice(ahead: Int64) {
    state.say(Phrase(verbatim: "noted"), at: start)
    _ = state.handle(.timePassed, at: at(milliseconds: 5_999, wallAheadBy: ahead))
    #expect(state.notice != nil)
    #expect(state.nextVisibleChangeMilliseconds(at: at(milliseconds: 5_999, wallAheadBy: ahead)) == 1)
    _ = state.handle(.timePassed, at: at(milliseconds: 6_000, wallAheadBy: ahead))
    #expect(state.notice == nil)
  }

  /// What was typed ahead must not take it away unread.
  @Test(arguments: [-3_600_000, 0, 3_600_000] as [Int64])
  mutating func troubleIsTakenAwayByAKeyThatComesAfterIt(ahead: Int64) {
    state.complain(Phrase(verbatim: "trouble"), at: start)
    state.dropSeenTrouble(at: at(milliseconds: 2_999, wallAheadBy: ahead))
    #expect(state.notice?.isTrouble == true)
    state.dropSeenTrouble(at: at(milliseconds: 3_000, wallAheadBy: ahead))
    #expect(state.notice == nil)
  }
}
