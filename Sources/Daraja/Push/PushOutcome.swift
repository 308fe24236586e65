import Payments

/// What became of one push request, one case per thing that Kaunta does next (rules.md section 3).
package enum PushOutcome: Sendable, Hashable {
  /// Safaricom took it, and the prompt's life starts. Not paid.
  case accepted(Acknowledgement)
  /// An exact Invalid-Access-Token answer: the request may go out once more, after its own `token refused` row.
  case invalidAccessToken(AnswerNote)
  /// An answer that says that no prompt went out.
  case refused(Refusal, AnswerNote)
  /// No byte of the request was written.
  case notSent(NotSentReason)
  /// The request may have arrived; nothing more is known. Never resent by itself.
  case unknown(UnknownReason, AnswerNote?)
}

extension PushOutcome {
  /// The token is no good any more, whatever is known of the payment: an exact Invalid-Access-Token answer, or any 401.
  package var turnsTokenAway: Bool {
    switch self {
    case .invalidAccessToken: true
    case .refused(_, let note): note.isUnauthorised
    case .unknown(_, let note): note?.isUnauthorised ?? false
    case .accepted, .notSent: false
    }
  }
}

extension AnswerNote {
  /// RFC 9110 section 15.5.2: the request lacks valid credentials.
  var isUnauthorised: Bool { status == 401 }
}

/// Safaricom's acknowledgement of a push: accepted is not paid.
package struct Acknowledgement: Sendable, Hashable {
  /// The handle on this prompt, which callbacks and queries carry.
  package let checkoutRequestID: CheckoutRequestID
  /// Safaricom's other handle; nil when it was absent or unreadable.
  package let merchantRequestID: String?
  /// Safaricom's words for the customer, cleaned.
  package let customerMessage: String?

  /// An acknowledgement from its parts.
  package init(checkoutRequestID: CheckoutRequestID, merchantRequestID: String?, customerMessage: String? = nil) {
    self.checkoutRequestID = checkoutRequestID
    self.merchantRequestID = merchantRequestID
    self.customerMessage = customerMessage
  }
}

/// Why an exchange over HTTP brought no answer, told apart by the one thing that matters for money.
package enum TransportFailure: Error, Sendable, Hashable {
  /// No byte of the request was written: the other side cannot have acted on it.
  case notSent(NotSentReason)
  /// Bytes were written, or it cannot be ruled out.
  case unknown(UnknownReason)

  /// The same, as the outcome of a push.
  package var pushOutcome: PushOutcome {
    switch self {
    case .notSent(let reason): .notSent(reason)
    case .unknown(let reason): .unknown(reason, nil)
    }
  }
}
