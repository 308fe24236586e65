import Desk
import Keys
import Payments
import Testing

/// The tour of the demo: each step is done at the real keys, and nothing else goes on to the next.
@Suite struct TourStories {
  private func phones(_ name: String, byHand: Bool = false) -> DeskEvent {
    .phonesChanged(
      CustomersPhones(prompts: [
        CustomersPhones.Prompt(
          checkoutRequestID: CheckoutRequestID(name), phone: "0712 ··· 678", amountShillings: 50, reference: "T2A1",
          waitsForAnswerByHand: byHand)
      ]))
  }

  private func step(_ desk: DeskPilot) -> Tour.Step? { desk.state.demo?.tour?.step }

  /// As far as the customer's phone.
  private func asked(_ desk: DeskPilot) {
    desk.happens(.tourBegan)
    desk.happens(.phonesChanged(CustomersPhones()))
    desk.keys("0712345678⏎")
    #expect(step(desk) == .amount)
    desk.keys("50⏎", "record #1 50 from 0712345678")
    desk.recorded(1, "push #1")
    desk.becomes(1, Statuses.waiting(since: desk.now))
    #expect(step(desk) == .pickUp)
  }

  @Test func fromTheFirstStepToTheLast() {
    story { desk in
      asked(desk)
      desk.happens(phones("ws_1"), "customer ws_1 ignore")
      desk.happens(phones("ws_1", byHand: true))
      desk.keys("⑫")
      #expect(step(desk) == .pay)
      desk.keys("p", "customer ws_1 pay")
      desk.happens(.phonesChanged(CustomersPhones()))
      desk.becomes(1, Statuses.paid(at: desk.now), "ring paid")
      #expect(step(desk) == .refusal)
      desk.keys("0700001032⏎90⏎", "record #2 90 from 0700001032")
      desk.recorded(2, "push #2")
      desk.becomes(2, Statuses.notPaid("1032", at: desk.now), "ring trouble")
      #expect(step(desk) == .details)
      desk.keys("②")
      #expect(step(desk) == .details)
      desk.keys("d", "evidence #2")
      #expect(step(desk) == nil)
      desk.answersAll()
    }
  }

  /// It goes back to what was not done, and skips nothing.
  @Test func whatIsTakenBackIsToldAgain() {
    story { desk in
      desk.happens(.tourBegan)
      desk.keys("⇥")
      #expect(step(desk) == .phone, "nothing was typed")
      desk.keys("⇤0712345678⏎⎋⎋⎋")
      #expect(step(desk) == .phone)
    }
    story { desk in
      asked(desk)
      desk.becomes(1, Statuses.notPaid("1037", at: desk.now), "ring trouble")
      #expect(step(desk) == .phone, "no money came, and the tour says nothing of PAID")
    }
  }

  /// Somebody who reads slowly finds the prompt there; somebody who does not know what to do sees PAID all the same.
  @Test func theCustomerWaitsForAWhileAndThenPays() {
    story { desk in
      asked(desk)
      desk.happens(phones("ws_1"), "customer ws_1 ignore")
      desk.happens(phones("ws_1", byHand: true))
      desk.passes(seconds: 24)
      desk.passes(seconds: 2, "customer ws_1 pay")
      desk.passes(seconds: 2)
    }
  }

  @Test func oneKeyEndsItWhereverTheKeyboardIs() {
    for keys in ["", "0712", "?", "0712345678⏎50"] {
      story { desk in
        desk.happens(.tourBegan)
        desk.keys(keys)
        let form = desk.form
        desk.press(.control("x"))
        #expect(desk.state.demo?.tour == nil && desk.state.tourWords == nil)
        #expect(desk.form == form)
        desk.press(.control("x"))
      }
    }
  }

  /// A real till has no tour, and none begins by itself.
  @Test func thereIsNoneUnasked() {
    story { desk in
      desk.keys("0712345678⏎50⏎", "record #1 50 from 0712345678")
      #expect(desk.state.demo?.tour == nil)
      desk.theLedgerAnswersAll()
    }
  }
}
