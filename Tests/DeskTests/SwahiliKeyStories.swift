import Desk
import Keys
import Payments
import Testing

/// The letters of a Swahili desk: none of them does what its reader did not mean.
@Suite struct SwahiliKeyStories {
  private func swahili() -> DeskPilot { DeskPilot(askAbove: 1_000, language: .swahili) }

  private func show(_ desk: DeskPilot, _ status: PaymentStatus) throws -> PaymentSummary {
    let payment = try Others.payment(41, till: 2, recordedAt: desk.now, status: status, position: 100)
    desk.quietly(.evidenceCommitted([payment]))
    desk.keys("②")
    return payment
  }

  @Test func nIsNeitherYesNorNoSinceItBeginsNdiyo() throws {
    try story(swahili()) { desk in
      let payment = try show(desk, Statuses.waiting(since: desk.now))
      desk.keys("w")
      desk.keys("n", "ring refused")
      desk.keys("N", "ring refused")
      #expect(desk.state.question != nil)
      #expect(desk.state.hint?.swahili == "Kwanza jibu hili: y (ndiyo), h (hapana) au Esc.")
      desk.keys("h")
      #expect(desk.state.question == nil)
      desk.keys("wy", "decide \(payment.id.short) wrong number seen 100")
      desk.answersAll()
      desk.theLedgerAnswersAll()
    }
  }

  @Test func mSilencesNoAlarmAndZDoes() throws {
    try story(swahili()) { desk in
      let payment = try show(desk, Statuses.held(.twoPrompts, at: desk.now))
      #expect(desk.actions.contains("z zima kengele"))
      desk.keys("m")
      desk.keys("z", "decide \(payment.id.short) muted seen 100")
      desk.answersAll()
      desk.theLedgerAnswersAll()
    }
    try story { desk in
      _ = try show(desk, Statuses.held(.twoPrompts, at: desk.now))
      desk.keys("z")
      #expect(desk.actions.contains("m mute"))
      desk.answersAll()
    }
  }

  @Test func whatWasDoneWithTheMoneyHasSwahiliLetters() throws {
    let letters: [(String, Decision.Resolution?)] = [
      ("b", .goods), ("r", .refund), ("m", .kept), ("g", nil), ("k", nil),
    ]
    for (letter, resolution) in letters {
      try story(swahili()) { desk in
        _ = try show(desk, Statuses.held(.twoPrompts, at: desk.now))
        desk.keys("s" + letter, "find supervisors")
        #expect(desk.state.supervisorEntry?.resolution == resolution, "\(letter)")
        desk.answersAll()
      }
    }
    try story(swahili()) { desk in
      _ = try show(desk, Statuses.held(.twoPrompts, at: desk.now))
      desk.keys("s", "find supervisors")
      #expect(desk.bottomLine(.swahili) == "b bidhaa zimetolewa · r imerudishwa · m imehifadhiwa · x hakuna · Esc acha")
      desk.keys("h")
      #expect(desk.state.supervisorEntry == nil, "h is no everywhere")
      desk.answersAll()
    }
  }

  @Test func aPhoneInTheHandHasSwahiliLetters() {
    let letters = [("l", "pay"), ("g", "cancel"), ("k", "wrongPIN"), ("s", "noMoney")]
    for (letter, answer) in letters {
      story(swahili()) { desk in
        let prompt = CustomersPhones.Prompt(
          checkoutRequestID: CheckoutRequestID("ws_1"), phone: "0712 ··· 678", amountShillings: 50, reference: "T2A1",
          waitsForAnswerByHand: true)
        desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt])))
        desk.keys("⑫pn")
        desk.keys(letter, "customer ws_1 \(answer)")
      }
    }
  }
}
