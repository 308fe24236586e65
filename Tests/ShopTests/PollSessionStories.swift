import Payments
import Shop
import SimulatedShop
import Testing

@Suite("The poller without a screen")
struct PollSessionStories {
  let story: Story

  init() throws { story = try Story() }

  @Test("What belongs to a till is left to it for three seconds, and found by a second look")
  func secondLook() throws {
    let id = try story.sent()
    story.callback(for: id)
    var session = PollSession(try story.worker(till: 0), QuietSurroundings()) { _ in }
    var pauses: [Int64] = []
    // Woken early, it waits on: what belongs to a till is left to it until then.
    let pause = { (milliseconds: Int64) in
      pauses.append(milliseconds)
      story.clock.advance(byMilliseconds: min(milliseconds, 2_000))
    }
    try session.runOnce(openPayments: { 0 }, pause: pause)
    #expect(session.tally.ingested == 1)
    #expect(pauses.count == 2 && pauses[0] > 3_000)
    pauses = []
    try session.runOnce(openPayments: { 0 }, pause: pause)
    #expect(pauses == [], "nothing is left, and nothing may come")
    try session.runOnce(openPayments: { 1 }, pause: pause)
    #expect(pauses.count == 2)
  }

  @Test("What the ledger says ends it")
  func ledgerInTrouble() throws {
    story.ledger.setTrouble(.unreachable)
    var session = PollSession(try story.worker(till: 0), QuietSurroundings()) { _ in }
    #expect(throws: (any Error).self) { try session.runOnce(openPayments: { 0 }, pause: { _ in }) }
  }

  @Test("It puts the question that is due, and tells what goes wrong")
  func asksAndTells() throws {
    let id = try story.sent()
    var told: [String] = []
    story.pass(seconds: 71)
    story.safaricom.answersQuery(.code("0", prompt: "prompt-50"))
    var session = PollSession(try story.worker(till: 0), QuietSurroundings()) { told.append($0.english) }
    _ = session.turn()
    #expect(try story.status(of: id).standing == .paid)
    #expect(told == [])
    story.ledger.setTrouble(.unreachable)
    #expect(session.turn().ledgerError != nil)
    #expect(told.count == 1)
  }

  @Test("What goes wrong in every turn is told once a minute")
  func theSameIsToldOnceAMinute() throws {
    story.ledger.setTrouble(.unreachable)
    var told: [String] = []
    var session = PollSession(try story.worker(till: 0), QuietSurroundings()) { told.append($0.english) }
    for _ in 0..<5 {
      _ = session.turn()
      story.clock.advance(byMilliseconds: 2_000)
    }
    #expect(told.count == 1)
    story.clock.advance(byMilliseconds: 60_000)
    _ = session.turn()
    #expect(told.count == 2 && told[0] == told[1])
  }

  @Test("A question for which the ledger takes no turn is told, and not only left out")
  func questionsThatFailAreTold() throws {
    _ = try story.sent()
    story.pass(seconds: 71)
    story.ledger.setTrouble(.refusesWrites)
    var told: [String] = []
    var session = PollSession(try story.worker(till: 0), QuietSurroundings()) { told.append($0.english) }
    #expect(session.turn().ledgerError == nil)
    #expect(told.count == 1)
  }
}
