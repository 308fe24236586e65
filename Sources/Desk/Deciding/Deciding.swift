import Payments
import Wording

extension DeskState {
  /// Sends a cashier's own decision on its way.
  mutating func decide(_ action: Decision.Action, about payment: PaymentSummary, id: PaymentID) -> [DeskEffect] {
    ask(.decide(decision(action, about: payment, id: id)), as: newRequest())
  }

  /// A decision; what the person has seen is the payment as it stood in the question.
  func decision(
    _ action: Decision.Action, about payment: PaymentSummary, id: PaymentID, why: String = "", pin: TypedPIN? = nil
  ) -> DecisionRequest {
    var request = DecisionRequest(
      id: id.hex, payment: payment.id, action: action, why: why, cashier: identity.cashier, till: identity.till,
      seenPosition: payment.position)
    request.pin = pin
    if action == .markUndone { request.supersedes = payment.status.notes.marks.map(\.decision) }
    return request
  }

  /// The ledger took a decision.
  mutating func takeDecided(
    _ id: RequestID, _ request: DecisionRequest, _ payment: PaymentSummary, at now: Moment
  ) -> [DeskEffect] {
    actUpon(payment.id)
    let bell = hear(payment, at: now)
    let number = name(payment, at: now)
    switch request.action {
    case .paysAnotherWay:
      say(
        number
          + (Guards.isSurelyOver(payment.status)
            ? Phrase(": pays another way; no money comes from it", sw: ": njia nyingine; haitaleta pesa")
            : Phrase(": pays another way; still watched", sw: ": njia nyingine; inafuatiliwa")),
        at: now)
    case .muted:
      say(number + Phrase(": muted; it stays on the list", sw: ": kimya; inabaki kwenye orodha"), at: now)
    case .wrongNumber: mendNumber(of: payment, request: request.id, at: now)
    case .acceptedByHand:
      closeSupervisor(id)
      say(number + Phrase(": accepted by hand", sw: ": imekubaliwa na msimamizi"), at: now)
    case .resolved:
      closeSupervisor(id)
      say(number + Phrase(": resolved", sw: ": imetatuliwa"), at: now)
    case .markUndone:
      closeSupervisor(id)
      // The right number that was to be asked in its place is not.
      returned.removeAll { $0.draft.isLinked(to: payment.id) }
      say(number + Phrase(": the mark is taken back", sw: ": alama imefutwa"), at: now)
    case .fasterPaceAllowed: return letTillGoOn(id, at: now)
    case .askedAgain, .guardOverridden: break
    }
    return bell.map { [.ring($0)] } ?? []
  }

  /// The ledger did not take a decision.
  mutating func takeRefused(
    _ id: RequestID, _ request: DecisionRequest, _ refusal: DecisionRefusal, at now: Moment
  ) -> [DeskEffect] {
    var news: [DeskEffect] = []
    if case .changedMeanwhile(let payment) = refusal, let bell = hear(payment, at: now) { news = [.ring(bell)] }
    let effects = takeNotDecided(id, request, refusal.sentence, refusal: refusal, at: now)
    return effects.isEmpty ? news : effects
  }

  /// Nothing was decided; the sentence says why.
  mutating func takeNotDecided(
    _ id: RequestID, _ request: DecisionRequest, _ sentence: Phrase, refusal: DecisionRefusal? = nil, at now: Moment
  ) -> [DeskEffect] {
    if tellSupervisor(sentence, about: id, refusal: refusal) { return [] }
    // Its page is gone: what it was about is named.
    let payment = request.action == .fasterPaceAllowed ? nil : board[request.payment]
    complain(
      payment.map { $0.numberAndAmount(at: now, seenFrom: identity.till) + Phrase(verbatim: ": ") + sentence }
        ?? sentence, at: now)
    return [.ring(.trouble)]
  }

  private func name(_ payment: PaymentSummary, at now: Moment) -> Phrase {
    Phrase("Number ", sw: "Namba ") + payment.spokenNumber(at: now, seenFrom: identity.till)
  }

  private mutating func closeSupervisor(_ id: RequestID) {
    if deciding(id) != nil { pages.close(.board) }
  }

  /// The number goes into the form, to have its wrong digit mended; where the form is in use, a key takes it there.
  private mutating func mendNumber(of payment: PaymentSummary, request: String, at now: Moment) {
    newest = payment.id
    guard let id = PaymentID(hex: request), let draft = payment.anotherAttempt(id, by: identity) else {
      say(
        name(payment, at: now)
          + Phrase(": marked; type the right number", sw: " ina alama; andika namba sahihi"), at: now)
      return
    }
    // A page that takes digits keeps them: those of a PIN must not go on in the form.
    let isElsewhere = question != nil || panelKeepsDigits
    if isElsewhere { keep(draft, at: now) }
    if !isElsewhere, giveBack(draft, at: now) {
      pages.close(.board)
      focus = .form
      board.select(nil)
      form.field = .phone
      say(
        Phrase("Mend number ", sw: "Rekebisha namba ") + payment.spokenNumber(at: now, seenFrom: identity.till)
          + (Guards.isSurelyOver(payment.status)
            ? Phrase("; no money comes from it", sw: "; haitaleta pesa")
            : Phrase("; both stay watched", sw: "; zote zinafuatiliwa")),
        stays: true, at: now)
    } else {
      say(
        name(payment, at: now)
          + Phrase(
            ": \(takeBackKey) in an empty form mends it", sw: ": \(takeBackKey) kwenye fomu tupu huirekebisha"), at: now
      )
    }
  }

  /// A correction mends the number of a sale; another amount is another sale, perhaps the next customer's.
  package var isCorrection: Bool {
    guard let old = form.attempt.flatMap({ board[$0] }) else { return false }
    return (try? Shillings.parse(form.amount).get()) == old.amount
  }

  /// The wrong number is the reason that this attempt is made at all, and was asked about: what it was sent for does
  /// not stand in the way of the right one.
  func linked(_ draft: PaymentDraft) -> PaymentDraft {
    guard isCorrection, let old = form.attempt.flatMap({ board[$0] }) else { return draft }
    var draft = draft
    draft.link(to: old)
    if old.status.notes.sentToWrongNumber, old.phone != draft.phone { draft.override(old) }
    return draft
  }

  mutating func showNumber(at now: Moment) -> [DeskEffect] {
    guard let payment = board.selectedPayment, payment.phone != nil else { return impossible("a key about no phone") }
    shownNumber = ShownNumber(payment: payment, until: now.advanced(byMilliseconds: ShownNumber.milliseconds))
    return [.noteNumberShown(payment.id)]
  }
}
