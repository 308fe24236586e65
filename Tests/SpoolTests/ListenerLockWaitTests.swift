import Spool
import TestSupport
import Testing

/// A listener that is started anew waits for the end of the one before it, and no longer.
@Suite struct ListenerLockWaitTests {
  private func words(_ step: ListenerLockWait.Step) -> String {
    switch step {
    case .ours: "ours"
    case .wait(let milliseconds, let words): "\(milliseconds) \(words ?? "-")"
    case .refused(let sentence): sentence
    }
  }

  @Test func itSaysOnceForWhomItWaitsAndThenGivesUp() {
    var wait = ListenerLockWait(at: 1_000)
    let other = ListenerLock.Outcome.taken(by: "process 7")
    #expect(
      words(wait.step(other, at: 1_000))
        == "100 this home has a listener already: process 7. Waiting a moment for its end.")
    #expect(words(wait.step(other, at: 1_100)) == "100 -")
    #expect(words(wait.step(.taken(by: nil), at: 5_999)) == "100 -")
    #expect(
      words(wait.step(other, at: 6_000))
        == "this home has a listener already: process 7. This one was not started, and the other goes on. Stop that one "
        + "first, or give --home.")
  }

  @Test func aLockThatIsLetGoIsTaken() throws {
    let directory = try TemporaryDirectory()
    let spool = try SpoolDirectory(path: directory.path(of: "spool"))
    var wait = ListenerLockWait(at: 0)
    #expect(words(wait.step(.taken(by: nil), at: 0)).contains("another listener"))
    #expect(words(wait.step(try ListenerLock.take(spool, holder: "process 8"), at: 100)) == "ours")
  }
}
