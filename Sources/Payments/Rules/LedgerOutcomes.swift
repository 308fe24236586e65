/// What became of a draft.
public enum RecordOutcome: Sendable, Equatable {
  /// It stands in the ledger now.
  case recorded(PaymentSummary)
  /// A guard said no.
  case blocked(GuardBlock)
  /// Its `--once` key was used before; this is that payment.
  case alreadyRecorded(PaymentSummary)
  /// Its `--once` key was used in a ledger that a backup has replaced since, for a payment that this one does not know.
  case recordedBeforeRestore(LostPayment)
}

/// A payment of a ledger that a backup has replaced, as that ledger last knew it.
public struct LostPayment: Sendable, Equatable {
  /// Names it for ever, in its callback's address as well.
  public var id: PaymentID
  /// What people called it.
  public var number: Int
  /// The business day on which it was asked.
  public var day: BusinessDay
  /// The till that asked.
  public var till: Till
  /// How much.
  public var amount: Shillings
  /// Where it stood when its ledger was replaced.
  public var standing: Standing

  /// A payment that is lost to this ledger.
  public init(id: PaymentID, number: Int, day: BusinessDay, till: Till, amount: Shillings, standing: Standing) {
    self.id = id
    self.number = number
    self.day = day
    self.till = till
    self.amount = amount
    self.standing = standing
  }
}

/// What became of evidence that somebody wanted to add.
public enum AppendOutcome: Sendable, Equatable {
  /// At least one row is new; the payment as it is now.
  case added(PaymentSummary)
  /// The ledger had all of it.
  case alreadyKnown(PaymentSummary)
  /// No such payment stands in this ledger.
  case noSuchPayment
}

/// What a desk must know to be up to date again.
public struct LedgerChanges: Sendable, Equatable {
  /// Every payment that changed, oldest change first.
  public var payments: [PaymentSummary]
  /// Where the next reading goes on.
  public var position: Int64

  /// Changes up to a position.
  public init(payments: [PaymentSummary], position: Int64) {
    self.payments = payments
    self.position = position
  }
}

/// The money of one business day.
public struct DayTotals: Sendable, Equatable {
  /// Payments that count as paid on it.
  public var paidCount = 0
  /// Their shillings.
  public var paidShillings = 0
  /// Payments, of any day, whose money is there and counts nowhere: late, twice or from a wrong number, and nobody has
  /// settled it.
  public var alarmCount = 0
  /// Their shillings.
  public var alarmShillings = 0
  /// Payments asked for on it that still wait for an answer.
  public var waitingCount = 0
  /// Their shillings.
  public var waitingShillings = 0

  /// Nothing yet.
  public init() {}
}

/// An error that can say what happened, what it means for the money, and what to do now.
public protocol ExplainedError: Error {
  /// One to three sentences for the person who sees them, on the desk in its language.
  var explanation: Phrase { get }
  /// The same as a state that lasts, while requests are out that were sent before: it never says that nothing was sent.
  ///
  /// - Parameter answersAreKept: whether the listener keeps the answers that come meanwhile, as far as is known: no
  ///   sentence promises what the next one denies.
  func standing(answersAreKept: Bool) -> Phrase
}

extension ExplainedError {
  /// What says nothing of requests may be said at any time.
  public func standing(answersAreKept: Bool) -> Phrase { explanation }

  /// As a state that lasts, where the listener keeps answers or nobody has said that it does not.
  public var standingExplanation: Phrase { standing(answersAreKept: true) }

  /// The explanation for the command line and the log, which are in English.
  public var sentence: String { explanation.english }
}
