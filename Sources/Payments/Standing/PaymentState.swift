/// Who said what a payment rests on.
package enum Witness: String, Sendable, Equatable {
  case callback
  case query
}

/// What proves that the money came.
package struct Proof: Sendable, Equatable {
  /// Who said so.
  package var witness: Witness
  /// Receipts that were proved for this one payment, in ascending order; none while a query alone proves it.
  package var receipts: [Receipt]
  /// Those of money that came to it by other prompts, or in another amount, in ascending order.
  package var strayReceipts: [Receipt]
  /// Keys of the evidence, in ascending order.
  package var keys: [String]
  /// When it became known.
  package var at: Moment

  package init(by witness: Witness, receipts: [Receipt], strayReceipts: [Receipt] = [], keys: [String], at: Moment) {
    self.witness = witness
    self.receipts = receipts
    self.strayReceipts = strayReceipts
    self.keys = keys
    self.at = at
  }
}

/// Where a payment stands, each standing with what it rests on and when that became known.
package enum PaymentState: Sendable, Equatable {
  case recorded
  /// Since the attempt began; since its request went out once more, with another token.
  case sending(since: Moment)
  /// Since the request was taken: the start of the prompt's life.
  case waiting(since: Moment)
  case notSent(NotSentReason, at: Moment)
  case refused(Refusal, code: String?, at: Moment)
  case unknown(UnknownReason, at: Moment)
  case check(Doubt, at: Moment)
  case paid(Proof)
  /// Final when a callback said so, by a code after which no money comes.
  case notPaid(ResultCode, by: Witness, isFinal: Bool, at: Moment)
  /// With the amount that an answer stated, where it is another one, and the receipts that are all that is known of it.
  case held(Doubt, stating: Cents? = nil, receipts: [Receipt] = [], at: Moment?)
  case byHand(Receipt, at: Moment)
}

extension PaymentState {
  /// What it adds up to, in a word.
  var standing: Standing {
    switch self {
    case .recorded: .recorded
    case .sending: .sending
    case .waiting: .waiting
    case .notSent: .notSent
    case .refused: .refused
    case .unknown: .unknown
    case .check: .check
    case .paid: .paid
    case .notPaid: .notPaid
    case .held: .held
    case .byHand: .byHand
    }
  }
}
