import Payments

extension DeskState {
  /// Enter: the next field, or the payment itself once nothing is missing.
  mutating func advanceForm(freshID: PaymentID) -> [DeskEffect] {
    notice = nil
    if form.field == .phone {
      guard case .success = PhoneNumber.parse(form.phone) else { return insist(on: .phone) }
      form.field = .amount
      // Coming back to mend the phone of a form that is full: Enter goes on from field to field all the same.
      return []
    }
    return submit(freshID: freshID)
  }

  private mutating func submit(freshID: PaymentID) -> [DeskEffect] {
    guard case .success(let phone) = PhoneNumber.parse(form.phone) else { return insist(on: .phone) }
    guard case .success(let amount) = Shillings.parse(form.amount, limit: identity.amountLimit) else {
      return insist(on: .amount)
    }
    var reference: AccountReference?
    if !form.reference.isEmpty {
      guard case .success(let typed) = AccountReference.parse(form.reference) else { return insist(on: .reference) }
      reference = typed
    }
    let draft = PaymentDraft(
      id: freshID, till: identity.till, cashier: identity.cashier, phone: phone, amount: amount, reference: reference,
      confirmAbove: identity.confirmAbove)
    form = PaymentForm()
    if let limit = identity.askAbove, amount > limit {
      question = .largeAmount(draft)
      return []
    }
    return record(draft)
  }

  /// The draft goes to the ledger; nothing is sent before the ledger has it.
  mutating func record(_ draft: PaymentDraft) -> [DeskEffect] {
    recording.append(draft)
    notice = Notice("Sending KSh \(draft.amount.grouped) to \(draft.phone.spoken)")
    return [.record(draft)]
  }

  /// Puts a draft back into an empty form, so that nothing typed is lost.
  mutating func putBack(_ draft: PaymentDraft) {
    guard form.isEmpty else { return }
    form.phone = "0" + draft.phone.msisdn.dropFirst(3)
    form.amount = String(draft.amount.count)
    form.reference = draft.reference?.text ?? ""
    form.field = .amount
  }

  private mutating func insist(on field: PaymentForm.Field) -> [DeskEffect] {
    form.field = field
    form.insistsOn = field
    return []
  }
}
