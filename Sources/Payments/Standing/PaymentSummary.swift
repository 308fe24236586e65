/// A payment as a desk shows it: what was asked, and what its evidence adds up to.
package struct PaymentSummary: Sendable, Equatable, Identifiable {
  /// Names it for ever.
  package var id: PaymentID
  /// What people call it: "number 47", per till and business day.
  package var number: Int
  /// The business day on which it was asked.
  package var day: BusinessDay
  /// The till that asked.
  package var till: Till
  /// The cashier's login name.
  package var cashier: String
  /// Whose phone; nil after the personal data was purged.
  package var phone: PhoneNumber?
  /// How much.
  package var amount: Shillings
  /// What the customer's SMS shows.
  package var reference: String
  /// The sale that it is an attempt at.
  package var sale: PaymentID
  /// When it was recorded.
  package var recordedAt: Moment
  /// What its evidence adds up to.
  package var status: PaymentStatus
  /// The ledger's position of its newest evidence: grows with every change.
  package var position: Int64
  /// The business day on which its money counts as paid; nil while it does not.
  package var countsOn: BusinessDay?

  package init(
    id: PaymentID, number: Int, day: BusinessDay, till: Till, cashier: String, phone: PhoneNumber?, amount: Shillings,
    reference: String, sale: PaymentID, recordedAt: Moment, status: PaymentStatus, position: Int64,
    countsOn: BusinessDay? = nil
  ) {
    self.id = id
    self.number = number
    self.day = day
    self.till = till
    self.cashier = cashier
    self.phone = phone
    self.amount = amount
    self.reference = reference
    self.sale = sale
    self.recordedAt = recordedAt
    self.status = status
    self.position = position
    self.countsOn = countsOn
  }

  /// Nobody has said anything for so long that somebody must look.
  package func isOverdue(at now: Moment) -> Bool {
    switch status.state {
    // A living process ends an attempt within 35 s; after that only its restart can say more.
    case .waiting(let since), .sending(let since):
      now.overdueMilliseconds(since: since) >= PromptFigures.checkAfterMilliseconds
    default: false
    }
  }

  /// The standing as it is shown at a moment: time never says "failed", but it does say "no answer yet: check"
  /// (rules.md section 1, law 3).
  package func standing(at now: Moment) -> Standing { isOverdue(at: now) ? .check : status.standing }
}

extension PaymentSummary {
  /// Standings in which a payment is watched although it is not open: a query's "not paid", codes after which money may
  /// still come, and what a person accepted or resolved without an answer.
  package static let standingsWatchedWhenClosed: [Standing] = [.notPaid, .byHand, .waiting, .check]

  /// Safaricom has not had its last word: it is open, or was recorded since then and may still turn.
  package func isWatched(sinceWallMilliseconds since: Int64) -> Bool {
    status.isOpen
      || recordedAt.wallMilliseconds >= since && Self.standingsWatchedWhenClosed.contains(status.standing)
  }
}

extension PaymentSummary {
  /// Its answer is still to come.
  package var isWaiting: Bool {
    switch status.standing {
    case .recorded, .sending, .waiting, .check, .unknown: status.isOpen
    default: false
    }
  }
}
