import Daraja
import Payments
import Shop
import SimulatedShop
import Testing

@Suite("Stories of a network that is gone for ten minutes")
struct BadNetworkStories {
  @Test("Who waited when it went is asked about until it comes back, and is then paid")
  func whoWaited() throws {
    let story = try Story()
    let id = try story.sent()
    let worker = try story.worker()
    // The customer paid; neither the callback nor any question comes through for ten minutes.
    var asked = 0
    for _ in 0..<600 {
      story.pass(seconds: 1)
      story.safaricom.answersQuery(.noAnswer(.notConnected, nil))
      if try worker.askIfDue(callbacksLookBroken: true).asked != nil { asked += 1 }
      let payment = try #require(try story.ledger.payment(id))
      #expect([.waiting, .check].contains(payment.standing(at: story.clock.now())), "time alone never says failed")
    }
    #expect(asked >= 3)
    #expect(asked <= 50, "one question each 12 s at the most")
    #expect(try #require(try story.ledger.payment(id)).standing(at: story.clock.now()) == .check)

    // It comes back: the next question proves, and nobody was asked for the money twice.
    story.safaricom.forgetsQueryAnswers()
    for _ in 0..<1_300 {
      story.pass(seconds: 1)
      story.safaricom.answersQuery(.code("0", prompt: "prompt-50"))
      _ = try worker.askIfDue(callbacksLookBroken: true)
      if try story.status(of: id).standing == .paid { break }
      story.safaricom.forgetsQueryAnswers()
    }
    #expect(try story.status(of: id).standing == .paid)
    #expect(try story.status(of: id).flags == .receiptToFollow)
    #expect(story.safaricom.pushTokens.count == 1)
  }

  @Test("Who is asked for meanwhile is not sent, each time anew, and nothing is left to be sent later")
  func whoIsAskedForMeanwhile() throws {
    let story = try Story()
    story.safaricom.givesNoToken()
    let worker = try story.worker()
    var ids: [PaymentID] = []
    for minute in 0..<10 {
      let id = try story.record(shillings: 50 + minute)
      try worker.send(id)
      #expect(try story.status(of: id).standing == .notSent)
      ids.append(id)
      story.pass(seconds: 60)
    }
    story.safaricom.givesTokensAgain()
    try worker.startAgain(try worker.leftInTheMiddle())
    try worker.concludeAbandoned()
    for id in ids {
      #expect(try story.status(of: id).standing == .notSent)
      #expect(try !story.status(of: id).isOpen)
    }
    #expect(story.safaricom.pushTokens.isEmpty)
    // The next customer is asked as ever.
    let next = try story.sent(shillings: 90)
    story.callback(for: next, shillings: 90)
    _ = worker.ingest()
    #expect(try story.status(of: next).standing == .paid)
  }

  @Test("Callbacks that Safaricom held back meanwhile are ingested, late ones loudly")
  func whatComesAfterwards() throws {
    let story = try Story()
    let first = try story.sent(shillings: 51)
    let second = try story.sent(shillings: 52)
    let worker = try story.worker()
    story.pass(seconds: 600)
    story.callback(for: first, shillings: 51, receipt: "UKO1111111")
    story.callback(for: second, code: "1037", shillings: 52)
    _ = worker.ingest()
    #expect(try story.status(of: first).standing == .paid)
    #expect(try story.status(of: first).flags.isEmpty, "nothing had said otherwise: that is not late")
    #expect(try story.status(of: second).standing == .notPaid)
    story.callback(for: second, shillings: 52, receipt: "UKO2222222")
    _ = worker.ingest()
    #expect(try story.status(of: second).standing == .paid)
    #expect(try story.status(of: second).flags.contains(.late))
  }
}
