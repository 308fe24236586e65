/// One fact about a payment; a payment's standing is a pure function of the set of them (rules.md section 1).
public enum Evidence: Sendable, Equatable {
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
public struct Recording: Sendable, Equatable {
  /// Who typed it: the cashier's login name, as the operating system knows it.
  public var cashier: String
  /// Whose phone; nil after the ledger's personal data was purged.
  public var phone: PhoneNumber?
  /// How much.
  public var amount: Shillings
  /// What the customer's SMS shows (AccountReference).
  public var reference: String
  /// The sale that this is an attempt at; the payment's own ID when it is the first.
  public var sale: PaymentID
  /// Above this amount a callback alone is no proof: a query must agree.
  ///
  /// Kept here so that a later change of the
  /// setting does not change what a payment was.
  public var confirmAbove: Shillings?
  /// At which till; the ledger states it when it gives the number.
  public var till: Till?
  /// The number that people call it by, on its day and at its till; the ledger states it.
  public var number: Int?

  /// A recording.
  public init(
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
public struct SendingStart: Sendable, Equatable {
  /// The process that owns the attempt: process ID and start, for the detail page.
  public var owner: String

  /// The start of an attempt.
  public init(owner: String) { self.owner = owner }
}

/// Safaricom took the request; the prompt's life starts.
public struct Acceptance: Sendable, Equatable {
  /// The handle that a query needs.
  public var checkoutRequestID: CheckoutRequestID
  /// Safaricom's other ID; nil when the answer had none.
  public var merchantRequestID: String?

  /// An acknowledgement.
  public init(checkoutRequestID: CheckoutRequestID, merchantRequestID: String?) {
    self.checkoutRequestID = checkoutRequestID
    self.merchantRequestID = merchantRequestID
  }
}

/// An answer that says no prompt went out.
public struct RefusedAnswer: Sendable, Equatable {
  /// What the answer amounts to.
  public var reason: Refusal
  /// Safaricom's error code, for the owner.
  public var code: String?
  /// HTTP status and error code: what makes a repeat of this row harmless.
  public var answerMark: String
  /// What stood in it.
  public var answer: AnswerWords?

  /// A refusal.
  public init(reason: Refusal, code: String?, answerMark: String, answer: AnswerWords? = nil) {
    self.reason = reason
    self.code = code
    self.answerMark = answerMark
    self.answer = answer
  }
}

/// Where a callback came from, as the configured proxy reports it.
public enum PeerClass: String, Sendable, Hashable, CaseIterable, Comparable {
  /// An address on the list of Safaricom's.
  case listed
  /// Any other address: kept, shown, and never proof by itself.
  case unlisted

  /// Listed addresses first: what Safaricom sends is settled before what strangers send.
  public static func < (left: PeerClass, right: PeerClass) -> Bool { left.rawValue < right.rawValue }
}

/// The decoded fields of one callback; the raw body stays in the spool file.
public struct CallbackEvidence: Sendable, Equatable {
  /// Full SHA-256 of the body, in hex.
  public var bodyHash: String
  /// Where it came from.
  public var peer: PeerClass
  /// The address tag verified under an active or retired key, not only under one that is known to have leaked.
  public var keyIsTrusted: Bool
  /// The code that it states.
  public var code: ResultCode
  /// Safaricom's words, cleaned of unprintable characters and of anything that could be a phone number.
  public var text: String
  /// The amount that it states.
  public var amount: Cents?
  /// The receipt that it states.
  public var receipt: Receipt?
  /// The prompt that it is about.
  public var checkoutRequestID: CheckoutRequestID?
  /// Safaricom's other ID.
  public var merchantRequestID: String?

  /// A callback.
  public init(
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
public struct QueryAsked: Sendable, Equatable {
  /// Names this question, and its answer.
  public var question: String
  /// Which prompt it asks about.
  public var checkoutRequestID: CheckoutRequestID
  /// Which till asks.
  public var till: Till

  /// A question.
  public init(question: String, checkoutRequestID: CheckoutRequestID, till: Till) {
    self.question = question
    self.checkoutRequestID = checkoutRequestID
    self.till = till
  }
}

/// What came back on a question.
public struct QueryAnswered: Sendable, Equatable {
  /// What an answer can say.
  public enum Finding: Sendable, Equatable {
    /// A result code, with Safaricom's cleaned words.
    case result(ResultCode, text: String)
    /// One of the five ways of saying "still pending" (daraja.md section 3).
    case pending
    /// No usable answer; the reason in a word, for the detail page, and what stood in it.
    case nothing(String, answer: AnswerWords? = nil)

    /// Nothing was learnt.
    public var isNothing: Bool {
      if case .nothing = self { true } else { false }
    }
  }

  /// The question that this answers.
  public var question: String
  /// Which prompt was asked about.
  public var checkoutRequestID: CheckoutRequestID
  /// When the question was put, which decides what a 0 proves.
  public var askedAt: Moment
  /// The answer named the same prompt.
  public var echoed: Bool
  /// What it says.
  public var finding: Finding

  /// An answer.
  public init(
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
public struct EvidenceRow: Sendable, Equatable {
  /// Whose evidence.
  public var paymentID: PaymentID
  /// Makes a repeat harmless: one row for a payment and a key, ever.
  public var key: String
  /// When this machine learnt it.
  public var at: Moment
  /// What it says.
  public var evidence: Evidence

  /// A row.
  public init(paymentID: PaymentID, key: String, at: Moment, evidence: Evidence) {
    self.paymentID = paymentID
    self.key = key
    self.at = at
    self.evidence = evidence
  }
}
