/// What became of a draft.
package enum RecordOutcome: Sendable, Equatable {
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
package struct LostPayment: Sendable, Equatable {
  /// Names it for ever, in its callback's address as well.
  package var id: PaymentID
  /// What people called it.
  package var number: Int
  /// The business day on which it was asked.
  package var day: BusinessDay
  /// The till that asked.
  package var till: Till
  /// How much.
  package var amount: Shillings
  /// Where it stood when its ledger was replaced.
  package var standing: Standing

  /// A payment that is lost to this ledger.
  package init(id: PaymentID, number: Int, day: BusinessDay, till: Till, amount: Shillings, standing: Standing) {
    self.id = id
    self.number = number
    self.day = day
    self.till = till
    self.amount = amount
    self.standing = standing
  }
}

/// What became of evidence that somebody wanted to add.
package enum AppendOutcome: Sendable, Equatable {
  /// At least one row is new; the payment as it is now.
  case added(PaymentSummary)
  /// The ledger had all of it.
  case alreadyKnown(PaymentSummary)
  /// No such payment stands in this ledger.
  case noSuchPayment
}

/// What a desk must know to be up to date again.
package struct LedgerChanges: Sendable, Equatable {
  /// Every payment that changed, oldest change first.
  package var payments: [PaymentSummary]
  /// Where the next reading goes on.
  package var position: Int64

  /// Changes up to a position.
  package init(payments: [PaymentSummary], position: Int64) {
    self.payments = payments
    self.position = position
  }
}

/// An error that can say what happened, what it means for the money, and what to do now.
package protocol ExplainedError: Error {
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
  package func standing(answersAreKept: Bool) -> Phrase { explanation }

  /// As a state that lasts, where the listener keeps answers or nobody has said that it does not.
  package var standingExplanation: Phrase { standing(answersAreKept: true) }

  /// The explanation for the command line and the log, which are in English.
  package var sentence: String { explanation.english }
}
