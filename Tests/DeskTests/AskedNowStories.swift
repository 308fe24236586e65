import Desk
import Payments
import Testing

/// What a cashier hears who asks Safaricom by a key.
struct AskedNowStories {
  @Test func itIsToldThatItWentOutAndWhatCameOfIt() {
    story { desk in
      desk.waits(3)
      desk.keys("②")
      desk.passes(seconds: 1)
      desk.keys("↓c", "query #2")
      desk.becomes(2, Statuses.asked(.open, at: desk.now))
      #expect(desk.state.notice?.text.english == "Asking Safaricom about number 2")
      desk.becomes(2, Statuses.asked(.heard, at: desk.now))
      #expect(desk.state.notice?.text.english == "Number 2: no news from Safaricom.")
      desk.becomes(2, Statuses.asked(.heard, .fruitless, at: desk.now))
      #expect(desk.state.notice?.text.english != "Number 2: no answer; try again in seconds.", "nobody asked here")
      desk.press(.function(5), "query #2")
      desk.becomes(2, Statuses.asked(.heard, .fruitless, .fruitless, at: desk.now))
      #expect(desk.state.notice?.text.english == "Number 2: no answer; try again in seconds.")
      desk.press(.function(5), "query #2")
      guard let second = desk.payment(2) else { return }
      desk.happens(.questionPutOff(second.id))
      #expect(desk.state.notice?.text.english == "A question just went out; try again in 10 s.")
      desk.keys("c", "query #2")
      desk.happens(.questionFailed(second.id))
      #expect(desk.state.notice?.text.english == "Not asked: the ledger did not take it.")
      desk.becomes(2, Statuses.paid(at: desk.now), "ring paid")
      #expect(!desk.bottomLine.contains("check now"), "there is nothing to ask about money that is there")
      desk.keys("c⑤", "ring refused", "ring refused")
      desk.becomes(3, Statuses.unknown(.connectionLost, at: desk.now), "ring trouble")
      desk.keys("↑↑↑c⑤", "ring refused", "ring refused")
      #expect(!desk.bottomLine.contains("check now"), "without an ID nobody can ask")
    }
  }
}
