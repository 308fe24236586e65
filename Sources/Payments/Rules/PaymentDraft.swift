/// A payment that somebody wants to record.
package struct PaymentDraft: Sendable, Equatable {
  /// The ID that it will have; made before anything is sent and kept for ever.
  package var id: PaymentID
  /// The till that asks.
  package var till: Till
  /// The cashier's login name.
  package var cashier: String
  /// Whose phone.
  package var phone: PhoneNumber
  /// How much.
  package var amount: Shillings
  /// A reference that the cashier typed; nil for our own short one.
  package var reference: AccountReference?
  /// Earlier attempts at the same money, if this is another one; their sales become one.
  package var sameSaleAs: [SeenPayment]
  /// Payments whose guards the person overrode, each after a question of its own.
  package var overriding: [SeenPayment]
  /// Above this amount a callback needs a second witness.
  package var confirmAbove: Shillings?
  /// `--once KEY`: the same key is the same payment, for ever.
  package var onceKey: OnceKey?
  /// How many different phones its till may ask in a minute; nil for any number.
  package var phonesPerMinute: Int?

  package init(
    id: PaymentID, till: Till, cashier: String, phone: PhoneNumber, amount: Shillings,
    reference: AccountReference? = nil, sameSaleAs: [SeenPayment] = [], overriding: [SeenPayment] = [],
    confirmAbove: Shillings? = nil, onceKey: OnceKey? = nil, phonesPerMinute: Int? = nil
  ) {
    self.id = id
    self.till = till
    self.cashier = cashier
    self.phone = phone
    self.amount = amount
    self.reference = reference
    self.sameSaleAs = sameSaleAs
    self.overriding = overriding
    self.confirmAbove = confirmAbove
    self.onceKey = onceKey
    self.phonesPerMinute = phonesPerMinute
  }
}

extension PaymentDraft {
  /// The payment that its key of `--once` belongs to was asked of another phone, or for another amount: what it got is
  /// no answer to this draft.
  package func asksForOtherMoney(than payment: PaymentSummary) -> Bool {
    payment.amount != amount || (payment.phone != nil && payment.phone != phone)
  }
}

/// A payment as a person saw it: what became known after this position that person did not know.
package struct SeenPayment: Sendable, Hashable {
  /// Which payment.
  package var id: PaymentID
  /// The summary's `position` as it was on the screen.
  package var position: Int64

  /// A payment, seen up to a position.
  package init(_ id: PaymentID, upTo position: Int64) {
    self.id = id
    self.position = position
  }

  /// A payment as it is shown.
  package init(_ payment: PaymentSummary) { self.init(payment.id, upTo: payment.position) }
}

extension PaymentDraft {
  /// Asks although this payment stands in the way, as the person sees it now.
  package mutating func override(_ payment: PaymentSummary) {
    overriding.removeAll { $0.id == payment.id }
    overriding.append(SeenPayment(payment))
  }

  /// Is another attempt at the same money as this payment, as the person sees it now.
  package mutating func link(to payment: PaymentSummary) {
    sameSaleAs.removeAll { $0.id == payment.id }
    sameSaleAs.append(SeenPayment(payment))
  }

  /// It overrides this payment's guards, as far as the person had seen them.
  package func overrides(_ id: PaymentID) -> Bool { overriding.contains { $0.id == id } }

  /// It is named as another attempt at the same money as this payment.
  package func isLinked(to id: PaymentID) -> Bool { sameSaleAs.contains { $0.id == id } }

  /// Why a guard was overridden, as its evidence says: linked to what stood in the way, or for other goods.
  package func whyOverridden(_ id: PaymentID) -> String {
    isLinked(to: id) ? "asked again for the same sale" : "for another sale"
  }
}
