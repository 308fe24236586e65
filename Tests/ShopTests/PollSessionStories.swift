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
    #expect(session.turn().ledgerError == nil)
    #expect(session.tally.ingested == 0)
    #expect(session.wantsSecondLook(openPayments: 0))
    story.clock.advance(byMilliseconds: PollSession.secondLookMilliseconds)
    _ = session.turn()
    #expect(session.tally.ingested == 1)
    #expect(!session.wantsSecondLook(openPayments: 0))
    #expect(session.wantsSecondLook(openPayments: 1))
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
}
