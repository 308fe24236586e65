import Payments

/// A guided tour of the demo: six steps, each done by the person at the real keys.
///
/// It takes no key but the one that ends it, and looks at what the keys did. So it can tell nothing that is not so, and
/// whoever does something else is told the same step still.
package struct Tour: Sendable, Equatable {
  /// What the person does next.
  package enum Step: Int, Sendable, CaseIterable {
    case phone, amount, pickUp, pay, refusal, details
  }

  /// The customer of the tour waits so long for somebody to pick the phone up, and then pays alone.
  static let holdsMilliseconds: Int64 = 25_000

  /// The step that is told now.
  package internal(set) var step = Step.phone
  /// A prompt whose customer the tour keeps from answering, and since when.
  var held: Held?
  /// So many of this till's payments were over without money when the step began.
  var endedBefore = 0

  struct Held: Sendable, Equatable {
    let prompt: CheckoutRequestID
    let since: Moment
    var isLetGo = false
  }
}

extension DeskState {
  /// After every event: how far the person is.
  mutating func followTour(at now: Moment) -> [DeskEffect] {
    guard var tour = demo?.tour else { return [] }
    while let next = next(after: tour.step, endedBefore: tour.endedBefore) {
      tour.step = next
      if next == .refusal { tour.endedBefore = endedHere }
    }
    let effects = hold(&tour, at: now)
    if tour.step == .details, isShowingDetails {
      demo?.tour = nil
      say(tourIsOver, stays: true, at: now)
      return effects
    }
    demo?.tour = tour
    return effects
  }

  /// The step that follows, once this one is done; nil while it is not.
  private func next(after step: Tour.Step, endedBefore: Int) -> Tour.Step? {
    switch step {
    case .phone: form.field != .phone && !form.phone.isEmpty || waitingHere > 0 ? .amount : nil
    case .amount: waitingHere > 0 ? .pickUp : form.phone.isEmpty ? .phone : nil
    // The prompt may run out, or somebody says no: then it is asked anew, since what follows speaks of money.
    case .pickUp where waitingHere == 0, .pay where waitingHere == 0: hasPaidHere ? .refusal : .phone
    case .pickUp: isPhoneInHand ? .pay : nil
    case .pay: !isPhoneInHand && demoPhone?.prompt != nil ? .pickUp : nil
    case .refusal: endedHere > endedBefore ? .details : nil
    case .details: nil
    }
  }

  private var ownPayments: [PaymentSummary] { board.known.filter { $0.till == identity.till } }
  private var hasPaidHere: Bool { ownPayments.contains(where: \.isPlainlyPaid) }
  private var endedHere: Int { ownPayments.count { !$0.status.isOpen && !$0.isPlainlyPaid } }
  private var isShowingDetails: Bool { pages.page(DetailsPage.self) != nil }

  /// The first customer waits until the phone is picked up, since whoever reads the step needs longer than customers
  /// take; but not for ever.
  private func hold(_ tour: inout Tour, at now: Moment) -> [DeskEffect] {
    guard tour.step == .pickUp, let prompt = demoPhone?.prompt, !isPhoneInHand else { return [] }
    guard let held = tour.held, held.prompt == prompt.checkoutRequestID else {
      tour.held = Tour.Held(prompt: prompt.checkoutRequestID, since: now)
      return prompt.waitsForAnswerByHand ? [] : [.answerAsCustomer(prompt.checkoutRequestID, .ignore)]
    }
    guard !held.isLetGo, now.elapsedMilliseconds(since: held.since) >= Tour.holdsMilliseconds else { return [] }
    tour.held?.isLetGo = true
    return [.answerAsCustomer(held.prompt, .pay)]
  }

  /// The key that ends the tour, wherever the keyboard is: no text, so it works in every field.
  var leaveTourBinding: KeyBinding? {
    demo?.tour == nil ? nil : KeyBinding(DeskCommand.leaveTour.formKeys, .leaveTour)
  }
}

extension DeskCommand {
  package static let leaveTour = DeskCommand("leaveTour", form: [.control("x")], goesOnUnderAQuestion: true) {
    desk, _, _ in
    desk.demo?.tour = nil
    return []
  }
}
