/// What became of a draft.
public enum RecordOutcome: Sendable, Equatable {
  /// It stands in the ledger now.
  case recorded(PaymentSummary)
  /// A guard said no.
  case blocked(GuardBlock)
  /// Its `--once` key was used before; this is that payment.
  case alreadyRecorded(PaymentSummary)
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
}

extension ExplainedError {
  /// The explanation for the command line and the log, which are in English.
  public var sentence: String { explanation.english }
}
