import Payments
import Wording

extension DeskState {
  /// Enter: the next field, or the payment itself once nothing is missing.
  mutating func advanceForm(freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    if form.isEmpty, form.field == .phone, !recording.isEmpty || notice != nil {
      // An Enter too many after sending: it must neither scold nor hide what became of the payment.
      return []
    }
    dropPlainNotice()
    if form.field == .phone {
      guard form.overflow?.field != .phone, case .success = PhoneNumber.parse(form.phone) else {
        return insist(on: .phone)
      }
      if let wrong = mendedInVain { return refuse(wrong, at: now) }
      form.field = .amount
      // Coming back to mend the phone of a form that is full: Enter goes on from field to field all the same.
      return []
    }
    return submit(freshID: freshID, at: now)
  }

  private mutating func submit(freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    if let field = form.overflow?.field { return insist(on: field) }
    guard case .success(let phone) = PhoneNumber.parse(form.phone) else { return insist(on: .phone) }
    guard case .success(let amount) = Shillings.parse(form.amount, limit: identity.amountLimit) else {
      return insist(on: .amount)
    }
    if let wrong = mendedInVain { return refuse(wrong, at: now) }
    var reference: AccountReference?
    if !form.reference.isEmpty {
      guard case .success(let typed) = AccountReference.parse(form.reference) else { return insist(on: .reference) }
      reference = typed
    }
    let draft = linked(
      PaymentDraft(
        id: freshID, till: identity.till, cashier: identity.cashier, phone: phone, amount: amount,
        reference: reference, confirmAbove: identity.confirmAbove,
        phonesPerMinute: identity.phonesPerMinute))
    let aside = putQuestionAside(at: now)
    form = PaymentForm()
    if let limit = identity.askAbove, amount > limit {
      ask(.largeAmount(draft), at: now)
      return aside
    }
    return aside + recordIfAnswersArrive(draft, at: now)
  }

  /// Without the listener's heartbeat, a second key is wanted before anything is sent.
  mutating func recordIfAnswersArrive(_ draft: PaymentDraft, at now: Moment) -> [DeskEffect] {
    if !health.answersMayNotArrive { return record(draft, at: now) }
    ask(.withoutListener(draft), at: now)
    return []
  }

  /// The draft goes to the ledger; nothing is sent before the ledger has it.
  mutating func record(_ draft: PaymentDraft, at now: Moment) -> [DeskEffect] {
    // Its customer is asked now: what was put aside of the same must not be taken back for a second time.
    returned.removeAll { $0.draft.phone == draft.phone && $0.draft.amount == draft.amount }
    // The ledger may still say that something is in its way.
    say(
      Phrase(
        "One moment: KSh \(draft.amount.grouped) from \(draft.phone.spoken)",
        sw: "Subiri: KSh \(draft.amount.grouped) kutoka \(draft.phone.spoken)"), stays: true, at: now)
    return ask(.record(draft), as: newRequest())
  }

  /// Esc in the form: one step back; a correction ends as a whole, so that no part of it reaches the next customer.
  mutating func stepBackInForm(at now: Moment) {
    guard let correction = form.correction else { return form.stepBack() }
    let number = board[correction.attempt]?.spokenNumber(at: now)
    form = PaymentForm()
    dropPlainNotice()
    // The mark is in the ledger, whatever becomes of the form.
    let (toBoard, undo) = (DeskCommand.goToBoard.formKey, DeskCommand.undoMark.boardKey)
    let left =
      number.map {
        Phrase(
          "Number \($0.english) stays a wrong number; \(toBoard) then \(undo) undoes it",
          sw: "Namba \($0.swahili) bado NAMBA SI SAHIHI; \(toBoard) kisha \(undo) huifuta")
      } ?? Phrase("Not asked again; form empty", sw: "Haikuombwa tena; fomu tupu")
    say(left, at: now)
  }

  /// Leaving the form puts a correction away, from where a key takes it back: what is typed next is somebody else's.
  mutating func putCorrectionAway(at now: Moment) {
    guard let correction = form.correction else { return }
    let number = board[correction.attempt]?.spokenNumber(at: now) ?? .none
    var draft = correction.draft
    if case .success(let mended) = PhoneNumber.parse(form.phone) { draft.phone = mended }
    form = PaymentForm()
    keep(draft, at: now)
    dropPlainNotice()
    say(
      Phrase(
        "Put away: \(takeBackKey) takes number \(number.english) back",
        sw: "Imewekwa kando: \(takeBackKey) huleta namba \(number.swahili)"), at: now)
  }

  /// The form mends a wrong number, and that number still stands in it: whatever the amount, it is somebody else's
  /// phone.
  package var holdsWrongNumber: Bool { mendedInVain != nil }

  /// The payment whose wrong number still stands in the form that mends it.
  private var mendedInVain: PaymentSummary? {
    guard let attempt = form.attempt, let marked = board[attempt], marked.status.notes.sentToWrongNumber,
      case .success(let phone) = PhoneNumber.parse(form.phone), phone == marked.phone
    else { return nil }
    return marked
  }

  private mutating func refuse(_ wrong: PaymentSummary, at now: Moment) -> [DeskEffect] {
    form.field = .phone
    form.selectField()
    let number = wrong.spokenNumber(at: now)
    complain(
      Phrase(
        "That is the wrong number of number \(number.english). Nothing was sent. Type the right one.",
        sw: "Hiyo ndiyo namba isiyo sahihi ya namba \(number.swahili). Hakuna kilichotumwa. Andika iliyo sahihi."),
      at: now)
    return [.ring(.refused)]
  }

  private mutating func insist(on field: PaymentForm.Field) -> [DeskEffect] {
    form.field = field
    form.insistsOn = field
    return []
  }
}
