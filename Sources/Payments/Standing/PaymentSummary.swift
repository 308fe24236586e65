/// A payment as a desk shows it: what was asked, and what its evidence adds up to.
public struct PaymentSummary: Sendable, Equatable, Identifiable {
  /// Names it for ever.
  public var id: PaymentID
  /// What people call it: "number 47", per till and business day.
  public var number: Int
  /// The business day on which it was asked.
  public var day: BusinessDay
  /// The till that asked.
  public var till: Till
  /// The cashier's login name.
  public var cashier: String
  /// Whose phone; nil after the personal data was purged.
  public var phone: PhoneNumber?
  /// How much.
  public var amount: Shillings
  /// What the customer's SMS shows.
  public var reference: String
  /// The sale that it is an attempt at.
  public var sale: PaymentID
  /// When it was recorded.
  public var recordedAt: Moment
  /// What its evidence adds up to.
  public var status: PaymentStatus
  /// The ledger's position of its newest evidence: grows with every change.
  public var position: Int64
  /// The business day on which its money counts as paid; nil while it does not.
  public var countsOn: BusinessDay?

  /// A summary.
  public init(
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
  public func isOverdue(at now: Moment) -> Bool {
    switch status.state {
    // A living process ends an attempt within 35 s; after that only its restart can say more.
    case .waiting(let since), .sending(let since):
      now.overdueMilliseconds(since: since) >= PromptFigures.checkAfterMilliseconds
    default: false
    }
  }

  /// The standing as it is shown at a moment: time never says "failed", but it does say "no answer yet: check"
  /// (rules.md section 1, law 3).
  public func standing(at now: Moment) -> Standing { isOverdue(at: now) ? .check : status.standing }
}

extension PaymentSummary {
  /// Standings in which a payment is watched although it is not open: a query's "not paid", codes after which money may
  /// still come, and what a person accepted or settled without an answer.
  public static let standingsWatchedWhenClosed: [Standing] = [.notPaid, .byHand, .waiting, .check]

  /// Safaricom has not had its last word: it is open, or was recorded since then and may still turn.
  public func isWatched(sinceWallMilliseconds since: Int64) -> Bool {
    status.isOpen
      || recordedAt.wallMilliseconds >= since && Self.standingsWatchedWhenClosed.contains(status.standing)
  }
}

extension PaymentSummary {
  /// Its answer is still to come.
  public var isWaiting: Bool {
    switch status.standing {
    case .recorded, .sending, .waiting, .check, .unknown: status.isOpen
    default: false
    }
  }
}
