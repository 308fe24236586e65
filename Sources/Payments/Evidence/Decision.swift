/// What a person decided about a payment: evidence like any other, with a name and a reason on it.
package struct Decision: Sendable, Equatable {
  /// What was decided.
  package enum Action: Sendable, Equatable {
    /// A supervisor saw the receipt; counted apart from paid, everywhere.
    case acceptedByHand(Receipt)
    /// The prompt went to somebody else's phone: money from it is not this customer's.
    case wrongNumber
    /// The customer pays in another way; the prompt cannot be pulled back and stays watched.
    case paysAnotherWay
    /// Another attempt was made at the same sale.
    case askedAgain(as: PaymentID)
    /// A guard said no, a person said yes: the payment that the guard named, and up to which position of the ledger
    /// that person had seen it; nil in old ledgers.
    case guardOverridden(blockedBy: PaymentID, seenPosition: Int64?)
    /// What was noted of it by mistake (a wrong number, another way of paying) is taken back: the decision replaces it.
    case markUndone
    /// The alarm was silenced; it stays on the list.
    case muted
    /// A supervisor closed an alarm.
    case resolved(Resolution)
    /// A supervisor let a till ask more phones in a minute than the settings do; said of the last payment before.
    case fasterPaceAllowed
  }

  /// What was done about money that came late, twice, from the wrong phone, or that nothing proves.
  package enum Resolution: String, Sendable, Equatable, CaseIterable {
    case goods
    case refund
    case kept
    /// There was none: the statement does not have it, or has it for another payment.
    case nothing
  }

  /// Names this decision.
  package var id: String
  /// The person's login name.
  package var who: String
  /// The reason, in the person's words.
  package var why: String
  /// What was decided.
  package var action: Action
  /// Keys of the evidence that the person had seen, in ascending order.
  package var answers: [String]
  /// Decisions that this one replaces.
  package var supersedes: [String]

  package init(
    id: String, who: String, why: String, action: Action, answers: [String] = [], supersedes: [String] = []
  ) {
    self.id = id
    self.who = who
    self.why = why
    self.action = action
    self.answers = answers
    self.supersedes = supersedes
  }
}
