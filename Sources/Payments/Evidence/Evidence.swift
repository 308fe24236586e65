/// One fact about a payment; a payment's standing is a pure function of the set of them (rules.md section 1).
///
/// Copies share what a fact holds: a set of them is sorted, reversed and handed on with every fold.
package indirect enum Evidence: Sendable, Equatable {
  case recorded(Recording)
  case sending(SendingStart)
  case tokenRefused
  case accepted(Acceptance)
  case refused(RefusedAnswer)
  case notSent(NotSentReason, answer: AnswerWords? = nil)
  case outcomeUnknown(UnknownReason, answer: AnswerWords? = nil)
  case callback(CallbackEvidence)
  case queryAsked(QueryAsked)
  case queryAnswer(QueryAnswered)
  case decision(Decision)
}

/// The payment as it was asked for; the first evidence of every payment.
package struct Recording: Sendable, Equatable {
  /// Who typed it: the cashier's login name, as the operating system knows it.
  package var cashier: String
  /// Whose phone; nil after the ledger's personal data was purged.
  package var phone: PhoneNumber?
  /// How much.
  package var amount: Shillings
  /// What the customer's SMS shows (AccountReference).
  package var reference: String
  /// The sale that this is an attempt at; the payment's own ID when it is the first.
  package var sale: PaymentID
  /// Above this amount a callback alone is no proof: a query must agree.
  ///
  /// Kept here so that a later change of the setting does not change what a payment was.
  package var confirmAbove: Shillings?
  /// At which till; the ledger states it when it gives the number.
  package var till: Till?
  /// The number that people call it by, on its day and at its till; the ledger states it.
  package var number: Int?

  package init(
    cashier: String, phone: PhoneNumber?, amount: Shillings, reference: String, sale: PaymentID,
    confirmAbove: Shillings? = nil, till: Till? = nil, number: Int? = nil
  ) {
    self.cashier = cashier
    self.phone = phone
    self.amount = amount
    self.reference = reference
    self.sale = sale
    self.confirmAbove = confirmAbove
    self.till = till
    self.number = number
  }
}

/// The one attempt began; the process whose row won may connect.
package struct SendingStart: Sendable, Equatable {
  /// The process that owns the attempt: process ID and start, for the detail page.
  package var owner: String

  /// The start of an attempt.
  package init(owner: String) { self.owner = owner }
}

/// Safaricom took the request; the prompt's life starts.
package struct Acceptance: Sendable, Equatable {
  /// The handle that a query needs.
  package var checkoutRequestID: CheckoutRequestID
  /// Safaricom's other ID; nil when the answer had none.
  package var merchantRequestID: String?

  package init(checkoutRequestID: CheckoutRequestID, merchantRequestID: String?) {
    self.checkoutRequestID = checkoutRequestID
    self.merchantRequestID = merchantRequestID
  }
}

/// An answer that says no prompt went out.
package struct RefusedAnswer: Sendable, Equatable {
  /// What the answer amounts to.
  package var reason: Refusal
  /// Safaricom's error code, for the owner.
  package var code: String?
  /// HTTP status and error code: what makes a repeat of this row harmless.
  package var answerMark: String
  /// What stood in it.
  package var answer: AnswerWords?

  package init(reason: Refusal, code: String?, answerMark: String, answer: AnswerWords? = nil) {
    self.reason = reason
    self.code = code
    self.answerMark = answerMark
    self.answer = answer
  }
}

/// Where a callback came from, as the configured proxy reports it.
package enum PeerClass: String, Sendable, Hashable, CaseIterable, Comparable {
  /// An address on the list of Safaricom's.
  case listed
  /// Any other address: kept, shown, and never proof by itself.
  case unlisted

  /// Listed addresses first: what Safaricom sends is resolved before what strangers send.
  package static func < (left: PeerClass, right: PeerClass) -> Bool { left.rawValue < right.rawValue }
}

/// The decoded fields of one callback; the raw body stays in the spool file.
package struct CallbackEvidence: Sendable, Equatable {
  /// Full SHA-256 of the body, in hex.
  package var bodyHash: String
  /// Where it came from.
  package var peer: PeerClass
  /// The address tag verified under an active or retired key, not only under one that is known to have leaked.
  package var keyIsTrusted: Bool
  /// The code that it states.
  package var code: ResultCode
  /// Safaricom's words, cleaned of unprintable characters and of anything that could be a phone number.
  package var text: String
  /// The amount that it states.
  package var amount: Cents?
  /// The receipt that it states.
  package var receipt: Receipt?
  /// The prompt that it is about.
  package var checkoutRequestID: CheckoutRequestID?
  /// Safaricom's other ID.
  package var merchantRequestID: String?

  package init(
    bodyHash: String, peer: PeerClass, keyIsTrusted: Bool, code: ResultCode, text: String, amount: Cents? = nil,
    receipt: Receipt? = nil, checkoutRequestID: CheckoutRequestID? = nil, merchantRequestID: String? = nil
  ) {
    self.bodyHash = bodyHash
    self.peer = peer
    self.keyIsTrusted = keyIsTrusted
    self.code = code
    self.text = text
    self.amount = amount
    self.receipt = receipt
    self.checkoutRequestID = checkoutRequestID
    self.merchantRequestID = merchantRequestID
  }
}

/// Somebody asks Safaricom about a prompt; committing this row is also taking the shop's turn to ask.
package struct QueryAsked: Sendable, Equatable {
  /// Names this question, and its answer.
  package var question: String
  /// Which prompt it asks about.
  package var checkoutRequestID: CheckoutRequestID
  /// Which till asks.
  package var till: Till

  package init(question: String, checkoutRequestID: CheckoutRequestID, till: Till) {
    self.question = question
    self.checkoutRequestID = checkoutRequestID
    self.till = till
  }
}

/// What came back on a question.
package struct QueryAnswered: Sendable, Equatable {
  /// What an answer can say.
  package enum Finding: Sendable, Equatable {
    /// A result code, with Safaricom's cleaned words.
    case result(ResultCode, text: String)
    /// One of the five ways of saying "still pending" (daraja.md section 3).
    case pending
    /// No usable answer; the reason in a word, for the detail page, and what stood in it.
    case nothing(String, answer: AnswerWords? = nil)
  }

  /// The question that this answers.
  package var question: String
  /// Which prompt was asked about.
  package var checkoutRequestID: CheckoutRequestID
  /// When the question was put, which decides what a 0 proves.
  package var askedAt: Moment
  /// The answer named the same prompt.
  package var echoed: Bool
  /// What it says.
  package var finding: Finding

  package init(
    question: String, checkoutRequestID: CheckoutRequestID, askedAt: Moment, echoed: Bool, finding: Finding
  ) {
    self.question = question
    self.checkoutRequestID = checkoutRequestID
    self.askedAt = askedAt
    self.echoed = echoed
    self.finding = finding
  }
}

/// Evidence as it is kept: with its payment, its key and the moment at which it became known.
package struct EvidenceRow: Sendable, Equatable {
  /// Whose evidence.
  package var paymentID: PaymentID
  /// Makes a repeat harmless: one row for a payment and a key, ever.
  package var key: String
  /// When this machine learnt it.
  package var at: Moment
  /// What it says.
  package var evidence: Evidence

  package init(paymentID: PaymentID, key: String, at: Moment, evidence: Evidence) {
    self.paymentID = paymentID
    self.key = key
    self.at = at
    self.evidence = evidence
  }
}
