import Keys
import Payments

/// A phone of the demo in somebody's hand: its letters are the customer's answers, until it is put down.
package struct PhoneInHand: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case pay
    case cancel
    case mistypePIN
    case haveNoMoney
    case ignore
    case next
    case putDown
  }

  package static var place: PagePlace { .edge }

  /// The prompt that is answered.
  package private(set) var prompt: CheckoutRequestID

  init(_ prompt: CheckoutRequestID) { self.prompt = prompt }

  /// Letters on the phone are the customer's, and a slip on it is no customer's number.
  package var textGoes: TextDestination { .nowhere }

  /// The answers, and the next phone where there are several.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    let others = (desk.demo?.phones.prompts.count ?? 0) > 1
    let next = others ? [PageBinding([.tab], Command.next, word: Phrase("next", sw: "ijayo"))] : []
    return Self.answers(desk.identity.language) + next + [
      PageBinding([.escape], Command.putDown, word: Phrase("back", sw: "rudi"))
    ]
  }

  /// How a sentence names the key of an answer on a desk in a language.
  package static func key(for answer: Command, in language: Language) -> String {
    answers(language).key(for: answer)
  }

  private static func answers(_ language: Language) -> [PageBinding<Command>] {
    // The first letter of its word.
    func answer(_ english: Character, _ swahili: Character, _ command: Command, _ word: Phrase) -> PageBinding<Command>
    {
      PageBinding(.letter(language == .swahili ? swahili : english), command, word: word)
    }
    return [
      answer("p", "l", .pay, Phrase("pay", sw: "lipa")),
      answer("c", "g", .cancel, Phrase("cancel", sw: "ghairi")),
      answer("w", "k", .mistypePIN, Phrase("wrong PIN", sw: "kosea PIN")),
      answer("n", "s", .haveNoMoney, Phrase("no money", sw: "salio 0")),
      answer("i", "a", .ignore, Phrase("ignore", sw: "acha")),
    ]
  }

  /// Answers and puts the phone down, or takes another one up.
  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .pay: return .closes([.answerAsCustomer(prompt, .pay)])
    case .cancel: return .closes([.answerAsCustomer(prompt, .cancel)])
    case .mistypePIN: return .closes([.answerAsCustomer(prompt, .wrongPIN)])
    case .haveNoMoney: return .closes([.answerAsCustomer(prompt, .noMoney)])
    // Whoever picked it up has made its customer wait already.
    case .ignore, .putDown: return .closes([])
    case .next:
      let prompts = desk.demo?.phones.prompts ?? []
      guard let index = prompts.firstIndex(where: { $0.checkoutRequestID == prompt }) else {
        return .closes(impossible("the prompt in the hand is over"))
      }
      let older = prompts[(index + prompts.count - 1) % prompts.count]
      prompt = older.checkoutRequestID
      return .stays(older.pickedUp)
    }
  }
}

extension CustomersPhones.Prompt {
  /// Its customer waits from now on, and does nothing alone.
  fileprivate var pickedUp: [DeskEffect] {
    waitsForAnswerByHand ? [] : [.answerAsCustomer(checkoutRequestID, .ignore)]
  }
}

extension DeskState {
  /// The phone that a demo draws; nil at a real till.
  package var demoPhone: DemoPhone? {
    demo.map { DemoPhone(phones: $0.phones, inHand: pages.page(PhoneInHand.self)?.prompt) }
  }

  /// A phone of the demo is in somebody's hand.
  var isPhoneInHand: Bool { pages.top is PhoneInHand }

  /// What is on the phones has changed.
  mutating func take(_ phones: CustomersPhones) {
    changeDemo { $0.phones = phones }
    // A prompt that is over falls out of the hand, so that the next letter is not for another customer.
    let isThere = phones.prompts.contains { $0.checkoutRequestID == demoPhone?.inHand }
    if !isThere { pages.close(PhoneInHand.self) }
  }

  /// Takes the phone that is drawn into the hand.
  mutating func pickUpPhone() -> [DeskEffect] {
    guard let prompt = demoPhone?.prompt else { return impossible("no phone to pick up") }
    pages.show(PhoneInHand(prompt.checkoutRequestID))
    return prompt.pickedUp
  }

  /// The key that picks a phone up, wherever the keyboard is: no text, so it works in every field.
  ///
  /// The phone itself names it.
  var pickUpBinding: KeyBinding? {
    guard !isPhoneInHand, demoPhone?.prompt != nil else { return nil }
    return KeyBinding(DeskCommand.pickUpPhone.formKeys, .pickUpPhone)
  }
}

extension DeskCommand {
  package static let pickUpPhone = DeskCommand(
    "pickUpPhone", form: [.function(12), .control("t")], goesOnUnderAQuestion: true
  ) { desk, _, _ in desk.pickUpPhone() }
}
