extension Evidence {
  /// The kind's name in the ledger and in `kaunta payment --json`.
  package var kind: String {
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
  package func key(concealing conceal: (CheckoutRequestID) -> String) -> String {
    switch self {
    case .recorded, .sending, .tokenRefused, .notSent, .outcomeUnknown: kind
    case .accepted(let acceptance): kind + "/" + conceal(acceptance.checkoutRequestID)
    case .refused(let answer): kind + "/" + answer.answerMark
    case .callback(let callback):
      Self.callbackKey(callback.bodyHash, callback.peer, keyIsTrusted: callback.keyIsTrusted)
    case .queryAsked(let asked): kind + "/" + asked.question
    case .queryAnswer(let answer): kind + "/" + answer.question
    case .decision(let decision): kind + "/" + decision.id
    }
  }
}

extension Evidence {
  fileprivate static func callbackKey(_ bodyHash: String, _ peer: PeerClass, keyIsTrusted: Bool) -> String {
    "callback/" + bodyHash + "/" + peer.rawValue + (keyIsTrusted ? "" : "/leaked")
  }
}

extension CallbackName {
  /// The keys under which it may be evidence: made with a key that is trusted, and with one that leaked.
  package var evidenceKeys: (trusted: String, leaked: String) {
    (
      Evidence.callbackKey(bodyHash, peer, keyIsTrusted: true),
      Evidence.callbackKey(bodyHash, peer, keyIsTrusted: false)
    )
  }
}

extension CallbackEvidence {
  /// Safaricom's own word: from one of its addresses, under a key that nobody else has.
  package var isVouchedFor: Bool { peer == .listed && keyIsTrusted }
}

extension Evidence {
  /// The receipt that stands on a payment by this, as far as other payments go: of a success that is vouched for, or of
  /// what a supervisor accepted.
  ///
  /// What anybody may say who has got hold of one address raises doubt about its own payment and about no other
  /// (rules.md section 7).
  package var vouchedReceipt: Receipt? {
    switch self {
    case .callback(let callback): callback.code == .paid && callback.isVouchedFor ? callback.receipt : nil
    case .decision(let decision): if case .acceptedByHand(let receipt) = decision.action { receipt } else { nil }
    default: nil
    }
  }

  /// The prompt that stands on a payment by this, as far as other payments go.
  package var vouchedPrompt: CheckoutRequestID? {
    switch self {
    case .accepted(let acceptance): acceptance.checkoutRequestID
    case .callback(let callback): callback.isVouchedFor ? callback.checkoutRequestID : nil
    default: nil
    }
  }
}

extension Neighbours {
  /// These, as far as the evidence of the other payments vouches for them.
  package func vouched(by others: some Sequence<EvidenceRow>) -> Neighbours {
    var vouched = Neighbours()
    for row in others {
      if let receipt = row.evidence.vouchedReceipt, receipts.contains(receipt) { vouched.receipts.insert(receipt) }
      if let prompt = row.evidence.vouchedPrompt, checkoutRequestIDs.contains(prompt) {
        vouched.checkoutRequestIDs.insert(prompt)
      }
    }
    return vouched
  }

  /// These, as far as the others' evidence of a day or before vouches for them.
  func known(atEndOf day: BusinessDay, by others: [EvidenceRow]) -> Neighbours {
    vouched(by: others.filter { EastAfricaTime($0.at).businessDay <= day })
  }
}
