/// Who proves what: each piece of evidence weighed by itself (rules.md section 2).
extension Fold {
  /// What one callback is worth.
  enum CallbackWorth: Equatable {
    case proof(Receipt)
    case doubtful(Doubt)
    case notPaid(ResultCode)
    case meansNothing
  }

  func worth(of callback: CallbackEvidence) -> CallbackWorth {
    if callback.code != .paid {
      if !callback.keyIsTrusted { return .doubtful(.leakedKey) }
      if !idsAgree(callback) { return .doubtful(.idsDiffer) }
      if callback.code.meaning == .stillProcessing { return .meansNothing }
      return callback.code.meaning.isFinalFailure ? .notPaid(callback.code) : .doubtful(.unlistedCode)
    }
    guard let recording else { return .doubtful(.callbackOnly) }
    if let amount = callback.amount, amount != recording.amount.cents { return .doubtful(.amountDiffers) }
    if !idsAgree(callback) { return .doubtful(.idsDiffer) }
    if let id = callback.checkoutRequestID, neighbours.checkoutRequestIDs.contains(id) { return .doubtful(.idsDiffer) }
    if let receipt = callback.receipt, neighbours.receipts.contains(receipt) { return .doubtful(.receiptReused) }
    if callback.amount == nil { return .doubtful(.amountMissing) }
    guard let receipt = callback.receipt else { return .doubtful(.receiptMissing) }
    if !callback.keyIsTrusted { return .doubtful(.leakedKey) }
    if callback.peer != .listed { return .doubtful(.strangePeer) }
    return .proof(receipt)
  }

  /// Its IDs equal our acknowledgement's, where we have one.
  func idsAgree(_ callback: CallbackEvidence) -> Bool {
    if acceptances.isEmpty { return true }
    return acceptances.contains { accepted in
      accepted.acceptance.checkoutRequestID == callback.checkoutRequestID
        && (callback.merchantRequestID == nil || accepted.acceptance.merchantRequestID == nil
          || callback.merchantRequestID == accepted.acceptance.merchantRequestID)
    }
  }

  /// Answers of exactly 0 about our own prompt, echoed; what they prove depends on when they were asked.
  var zeroAnswers: [(key: String, at: Moment, answer: QueryAnswered)] {
    guard let own = ownCheckoutRequestID, !neighbours.checkoutRequestIDs.contains(own) else { return [] }
    return answers.filter { entry in
      guard case .result(.paid, _) = entry.answer.finding else { return false }
      return entry.answer.echoed && entry.answer.checkoutRequestID == own
    }
  }

  /// Keys of the answers that together prove it: one asked 60 s or more after acceptance, or two asked 15 s apart, the
  /// later of them not before the earlier one was answered.
  var queryProof: [String] { queryProof(by: zeroAnswers) }

  /// The same, by some of the answers: those that a person had seen.
  func queryProof(by zeros: [(key: String, at: Moment, answer: QueryAnswered)]) -> [String] {
    guard let acceptedAt = acceptances.first?.at else { return [] }
    if let late = zeros.first(where: {
      $0.answer.askedAt.unlockingMilliseconds(since: acceptedAt) >= PromptFigures.lifeMilliseconds
    }) {
      return [late.key]
    }
    for (index, first) in zeros.enumerated() {
      for second in zeros[(index + 1)...] {
        let (earlier, later) =
          first.answer.askedAt.wallMilliseconds <= second.answer.askedAt.wallMilliseconds
          ? (first, second) : (second, first)
        let apart = later.answer.askedAt.unlockingMilliseconds(since: earlier.answer.askedAt)
        // Two that were under way together may have reached Safaricom in one moment.
        let wasHeardBefore = earlier.at.unlockingMilliseconds(since: later.answer.askedAt) == 0
        if apart >= PromptFigures.earlyZeroSpacingMilliseconds, wasHeardBefore {
          return [first.key, second.key]
        }
      }
    }
    return []
  }

  /// Nothing was learnt about our own prompt: no usable answer came, or a result that is not said of it.
  func saysNothing(_ answer: QueryAnswered) -> Bool {
    switch answer.finding {
    case .nothing: true
    case .pending: false
    case .result: !answer.echoed
    }
  }

  /// The answer tells that the prompt is over without money as yet: a final failure, or "pending" by any of its names
  /// when it was asked after the prompt's life.
  func tellsOfTheEnd(_ answer: QueryAnswered) -> Bool {
    if saysNothing(answer) { return false }
    if case .result(let code, _) = answer.finding, code.meaning.isFinalFailure { return true }
    guard let acceptedAt = acceptances.first?.at else { return false }
    return answer.askedAt.unlockingMilliseconds(since: acceptedAt) >= PromptFigures.lifeMilliseconds
  }

  /// A final failure that a query about our own prompt stated; an unknown code in a query means "still pending".
  var queryFailure: (at: Moment, code: ResultCode)? {
    guard let own = ownCheckoutRequestID else { return nil }
    for entry in answers where entry.answer.checkoutRequestID == own && entry.answer.echoed {
      if case .result(let code, _) = entry.answer.finding, code.meaning.isFinalFailure { return (entry.at, code) }
    }
    return nil
  }
}

extension [EvidenceRow] {
  /// Keys of the callbacks about one payment whose IDs are not those of its own prompt.
  package var keysAboutOtherPrompts: Set<String> {
    let fold = Fold(rows: self, neighbours: Neighbours())
    return Set(fold.callbacks.filter { !fold.idsAgree($0.callback) }.map(\.key))
  }
}
