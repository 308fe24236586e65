import Keys
import Payments

extension DeskState {
  /// A phone of the demo is in somebody's hand, and has the keyboard.
  var isPhoneInHand: Bool { demoPhone?.inHand != nil }

  /// What is on the phones has changed.
  mutating func take(_ phones: CustomersPhones) {
    var phone = demoPhone ?? DemoPhone()
    phone.phones = phones
    // A prompt that is over falls out of the hand, so that the next letter is not for another customer.
    if !phones.prompts.contains(where: { $0.checkoutRequestID == phone.inHand }) { phone.inHand = nil }
    demoPhone = phone
  }

  /// Takes the phone that is drawn into the hand: its customer waits from now on.
  mutating func pickUpPhone() -> [DeskEffect] {
    guard let prompt = demoPhone?.prompt else { return impossible("no phone to pick up") }
    demoPhone?.inHand = prompt.checkoutRequestID
    return prompt.waitsForAnswerByHand ? [] : [.answerAsCustomer(prompt.checkoutRequestID, .ignore)]
  }

  /// Takes up the phone with the next older prompt.
  mutating func pickUpNextPhone() -> [DeskEffect] {
    guard let prompts = demoPhone?.phones.prompts,
      let index = prompts.firstIndex(where: { $0.checkoutRequestID == demoPhone?.inHand })
    else { return impossible("no phone in the hand") }
    demoPhone?.inHand = prompts[(index + prompts.count - 1) % prompts.count].checkoutRequestID
    return pickUpPhone()
  }

  /// Answers, and puts the phone down.
  mutating func answerAsCustomer(_ answer: CustomersAnswer) -> [DeskEffect] {
    guard let prompt = demoPhone?.inHand else { return impossible("no phone in the hand") }
    demoPhone?.inHand = nil
    // Whoever picked it up has made its customer wait already.
    return answer == .ignore ? [] : [.answerAsCustomer(prompt, answer)]
  }

  /// The keys of a phone in the hand; they alone act, like those of a page.
  var phoneBindings: [KeyBinding] {
    let others = (demoPhone?.phones.prompts.count ?? 0) > 1
    let next = others ? [KeyBinding([.tab], .nextPhone, shownKey: "Tab", word: Phrase("next", sw: "ijayo"))] : []
    return CustomersAnswer.allCases.map { $0.binding(in: identity.language) } + next + [
      KeyBinding([.escape], .putPhoneDown, shownKey: "Esc", word: Phrase("back", sw: "rudi"))
    ]
  }

  /// The key that picks a phone up, wherever the keyboard is: no text, so it works in every field.
  ///
  /// The phone itself
  /// names it.
  var pickUpBinding: KeyBinding? {
    guard demoPhone?.prompt != nil else { return nil }
    return KeyBinding([.function(12), .control("t")], .pickUpPhone)
  }
}
