extension Evidence {
  /// The kind's name in the ledger and in `kaunta payment --json`.
  public var kind: String {
    switch self {
    case .recorded: "recorded"
    case .sending: "sending"
    case .tokenRefused: "token-refused"
    case .accepted: "accepted"
    case .refused: "refused"
    case .notSent: "not-sent"
    case .outcomeUnknown: "outcome-unknown"
    case .callback: "callback"
    case .queryAsked: "query-asked"
    case .queryAnswer: "query-answer"
    case .decision: "decision"
    }
  }

  /// What makes a repeat harmless (rules.md section 1, second column).
  ///
  /// - Parameter conceal: turns a CheckoutRequestID into something that may be kept for ever; it is personal data.
  public func key(concealing conceal: (CheckoutRequestID) -> String) -> String {
    switch self {
    case .recorded, .sending, .tokenRefused, .notSent, .outcomeUnknown: kind
    case .accepted(let acceptance): kind + "/" + conceal(acceptance.checkoutRequestID)
    case .refused(let answer): kind + "/" + answer.answerMark
    case .callback(let callback):
      kind + "/" + callback.bodyHash + "/" + callback.peer.rawValue + (callback.keyIsTrusted ? "" : "/leaked")
    case .queryAsked(let asked): kind + "/" + asked.question
    case .queryAnswer(let answer): kind + "/" + answer.question
    case .decision(let decision): kind + "/" + decision.id
    }
  }
}

extension Evidence {
  /// The receipt that stands on a payment by this: of a success, or of what a supervisor accepted.
  public var heldReceipt: Receipt? {
    switch self {
    case .callback(let callback): callback.code == .paid ? callback.receipt : nil
    case .decision(let decision): if case .acceptedByHand(let receipt) = decision.action { receipt } else { nil }
    default: nil
    }
  }

  /// The prompt that stands on a payment by this.
  public var heldPrompt: CheckoutRequestID? {
    switch self {
    case .accepted(let acceptance): acceptance.checkoutRequestID
    case .callback(let callback): callback.checkoutRequestID
    default: nil
    }
  }
}

extension Neighbours {
  /// These, as far as another payment's evidence of a day or before bears them out.
  public func known(atEndOf day: BusinessDay, by others: [EvidenceRow]) -> Neighbours {
    var known = Neighbours()
    for row in others where EastAfricaTime(row.at).businessDay <= day {
      if let receipt = row.evidence.heldReceipt, receipts.contains(receipt) { known.receipts.insert(receipt) }
      if let prompt = row.evidence.heldPrompt, checkoutRequestIDs.contains(prompt) {
        known.checkoutRequestIDs.insert(prompt)
      }
    }
    return known
  }
}
