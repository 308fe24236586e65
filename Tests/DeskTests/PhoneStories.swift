import Desk
import Keys
import Payments
import Testing

/// A demo's phone: whoever picks it up is the customer, and nothing that is pressed there reaches the form.
@Suite struct PhoneStories {
  private func prompt(_ name: String, byHand: Bool = false) -> CustomersPhones.Prompt {
    CustomersPhones.Prompt(
      checkoutRequestID: CheckoutRequestID(name), phone: "0712 ··· 678", amountShillings: 50, reference: "T2A1",
      waitsForAnswerByHand: byHand)
  }

  @Test func pickUpAndPay() {
    story { desk in
      desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt("ws_1")])))
      desk.keys("07")
      desk.keys("⑫", "customer ws_1 ignore")
      #expect(desk.bottomLine == "p pay · c cancel · w wrong PIN · n no money · i ignore · Esc back")
      desk.keys("12⏎⌫é")
      #expect(desk.state.form.phone == "07")
      desk.keys("p", "customer ws_1 pay")
      desk.keys("22")
      #expect(desk.state.form.phone == "0722")
    }
  }

  @Test func eachLetterIsAnAnswer() {
    let letters = [("c", "cancel"), ("w", "wrongPIN"), ("N", "noMoney"), ("p", "pay")]
    for (letter, answer) in letters {
      story { desk in
        desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt("ws_1", byHand: true)])))
        desk.press(.control("t"))
        desk.keys(letter, "customer ws_1 \(answer)")
        desk.keys(letter)
      }
    }
  }

  @Test func ignoredAndPutDownSaysNothing() {
    for key in ["i", "⎋"] {
      story { desk in
        desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt("ws_1", byHand: true)])))
        desk.keys("⑫")
        #expect(desk.state.demoPhone?.inHand != nil)
        desk.keys(key)
        #expect(desk.state.demoPhone?.inHand == nil)
      }
    }
  }

  @Test func aPromptThatIsOverFallsOutOfTheHand() {
    story { desk in
      desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt("ws_1", byHand: true)])))
      desk.keys("⑫")
      desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt("ws_2", byHand: true)])))
      desk.keys("p")
      #expect(desk.state.demoPhone?.inHand == nil, "the letter was for the customer before")
    }
  }

  @Test func severalPhonesTheNewestFirst() {
    story { desk in
      desk.happens(
        .phonesChanged(CustomersPhones(prompts: [prompt("ws_1", byHand: true), prompt("ws_2"), prompt("ws_3")])))
      desk.keys("⑫", "customer ws_3 ignore")
      desk.keys("⇥", "customer ws_2 ignore")
      desk.keys("⇥⇥⇥", "customer ws_3 ignore", "customer ws_2 ignore")
      desk.keys("⇥p", "customer ws_1 pay")
    }
  }

  @Test func withoutAPromptThereIsNothingToPickUp() {
    story { desk in
      desk.keys("⑫")
      desk.press(.control("t"))
      desk.happens(.phonesChanged(CustomersPhones()))
      desk.keys("⑫7")
      #expect(desk.state.form.phone == "7")
    }
  }

  @Test func aQuestionOfTheDeskWaitsMeanwhile() {
    story(DeskPilot(askAbove: 1_000)) { desk in
      desk.happens(.phonesChanged(CustomersPhones(prompts: [prompt("ws_1", byHand: true)])))
      desk.keys("0722000111⏎5000⏎⑫yn", "customer ws_1 noMoney")
      #expect(desk.state.question != nil)
      desk.keys("y", "record #1 5000 from 0722000111")
      desk.theLedgerAnswersAll()
    }
  }
}
