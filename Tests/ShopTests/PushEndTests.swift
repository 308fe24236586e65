import Payments
import Shop
import SimulatedShop
import Testing

@Suite("What a script is told of a payment")
struct PushEndTests {
  let story: Story

  init() throws { story = try Story() }

  private func end(of id: PaymentID) throws -> PushEnd {
    PushEnd(of: try #require(try story.ledger.payment(id)), at: story.clock.now())
  }

  @Test("Paid is 0, but for money that does not count")
  func paid() throws {
    let id = try story.sent()
    #expect(try end(of: id) == .check)
    story.callback(for: id)
    _ = try story.worker().ingest()
    #expect(try end(of: id) == .done)
    let other = try story.sent(shillings: 51)
    story.callback(for: other, shillings: 52, prompt: "prompt-51")
    _ = try story.worker().ingest()
    #expect(try end(of: other) == .held)
  }

  @Test("Not paid is 10 only once it is surely over")
  func notPaid() throws {
    let id = try story.sent()
    story.callback(for: id, code: "1037")
    _ = try story.worker().ingest()
    #expect(try end(of: id) == .mayStillBePaid)
    let cancelled = try story.sent(shillings: 51)
    story.callback(for: cancelled, code: "1032", prompt: "prompt-51")
    _ = try story.worker().ingest()
    #expect(try end(of: cancelled) == .notPaid)
  }

  @Test("A key of --once that comes again with other money is found out, also once the phone was purged")
  func otherMoney() throws {
    let draft = try story.draft()
    guard case .recorded(var payment) = try story.ledger.record(draft, at: story.clock.now()) else {
      throw StoryError.notRecorded
    }
    #expect(!draft.asksForOtherMoney(than: payment))
    #expect(try story.draft(shillings: 51).asksForOtherMoney(than: payment))
    var other = draft
    other.phone = try #require(PhoneNumber(msisdn: "254712999999"))
    #expect(other.asksForOtherMoney(than: payment))
    payment.phone = nil
    #expect(!other.asksForOtherMoney(than: payment))
  }
}
