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

  /// What makes a repeat harmless (money.md section 1, second column).
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
