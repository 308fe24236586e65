import Testing
import Tills

/// When a desk is waited for, told by a signal, and ended by force.
@Suite struct DeskEndingTests {
  private func steps(_ ending: inout DeskEnding, until end: Int64, from start: Int64 = 0) -> [String] {
    var steps: [String] = []
    for now in stride(from: start, through: end, by: 1_000) {
      let step = ending.step(at: now)
      if step != .wait { steps.append("\(now / 1_000) \(step)") }
      if step == .giveUp { break }
    }
    return steps
  }

  @Test func whoDoesNotAnswerIsSignalledAndEndedByForceOnlyWhenNoRequestCanBeUnderWay() {
    var ending = DeskEnding(askedAt: 0)
    #expect(steps(&ending, until: 44_000) == ["5 terminate"])
    #expect(ending.means == .signal)
    #expect(steps(&ending, until: 100_000, from: 45_000) == ["45 kill", "50 giveUp"])
    #expect(ending.means == .force)
  }

  @Test func whoAnswersHasWhatWasPromisedAndTheTimeOfARequest() {
    var ending = DeskEnding(askedAt: 0)
    ending.promised(inMilliseconds: 60_000, at: 1_000)
    #expect(steps(&ending, until: 100_000) == [])
    #expect(ending.means == .asked)
    #expect(steps(&ending, until: 101_000, from: 101_000) == ["101 terminate"])
  }

  @Test func anAnswerThatComesAfterTheSignalChangesNothing() {
    var ending = DeskEnding(askedAt: 0)
    #expect(ending.step(at: 5_000) == .terminate)
    ending.promised(inMilliseconds: 3_600_000, at: 6_000)
    #expect(ending.step(at: 45_000) == .kill)
  }
}
