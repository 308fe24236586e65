/// All evidence of one payment weighed together: the standing, its flags, and what they rest on.
struct Verdict {
  private(set) var standing: Standing = .recorded
  private(set) var flags: Flags = []
  private(set) var reason: Reason?
  private(set) var receipts: [Receipt] = []
  /// Receipts that Safaricom states beside the proof: of another prompt, or of another amount.
  private(set) var strayReceipts: [Receipt] = []
  private(set) var statedAmount: Cents?
  private(set) var resultCode: ResultCode?
  private(set) var answeredAt: Moment?
  private(set) var unprovedZeroAskedAt: Moment?
  private(set) var unprovedSuccessAt: Moment?
  private(set) var isFinallyNotPaid = false
  private(set) var proofKeys: [String] = []
  private(set) var settledAt: Moment?
  private(set) var isRefunded = false

  private let fold: Fold
  private var proofs: [(key: String, at: Moment, receipt: Receipt)] = []
  private var doubts: [(at: Moment, doubt: Doubt)] = []
  private var failures: [(at: Moment, code: ResultCode)] = []
  private var strays: [(key: String, receipt: Receipt)] = []
  private var claimsSuccess = false
  /// Receipts that success callbacks state; and of those, the ones that are about our own prompt.
  private var statedReceipts: [Receipt] = []
  private var ownReceipts: [Receipt] = []

  init(_ fold: Fold) {
    self.fold = fold
    weighCallbacks()
    let queryProof = fold.queryProof
    if queryProof.isEmpty {
      unprovedZeroAskedAt = fold.zeroAnswers.map(\.answer.askedAt).max { $0.wallMilliseconds < $1.wallMilliseconds }
    }
    choose(queryProof: queryProof)
    addFlags(queryProof: queryProof)
    settle()
  }

  private mutating func weighCallbacks() {
    for (key, at, callback) in fold.callbacks {
      if callback.code == .paid, let receipt = callback.receipt {
        statedReceipts.append(receipt)
        if fold.idsAgree(callback) { ownReceipts.append(receipt) }
      }
      if callback.code == .paid, let asked = fold.recording?.amount.cents, let amount = callback.amount, amount != asked
      {
        statedAmount = amount
      }
      switch fold.worth(of: callback) {
      case .proof(let receipt):
        proofs.append((key, at, receipt))
        claimsSuccess = true
      case .doubtful(let doubt):
        doubts.append((at, doubt))
        if callback.code == .paid {
          claimsSuccess = true
          unprovedSuccessAt = later(unprovedSuccessAt, at)
          noteStray(key, callback, doubt)
        } else {
          resultCode = callback.code
        }
      case .notPaid(let code):
        failures.append((at, code))
        // A stranger with a good address must not free the way to ask while the prompt is still on the phone.
        if !code.meaning.mayStillPay, callback.peer == .listed { isFinallyNotPaid = true }
      case .meansNothing: break
      }
    }
  }

  /// Daraja knows no idempotency: a request that somebody on the way doubled is two prompts at one address, and both may
  /// be paid.
  ///
  /// Only Safaricom's own word, under a key that nobody else has, is money.
  private mutating func noteStray(_ key: String, _ callback: CallbackEvidence, _ doubt: Doubt) {
    guard doubt == .idsDiffer || doubt == .amountDiffers, callback.peer == .listed, callback.keyIsTrusted,
      let receipt = callback.receipt
    else { return }
    // An answer that got under the wrong address is money of the payment whose prompt it names.
    if let prompt = callback.checkoutRequestID, isElsewhere(prompt) { return }
    strays.append((key, receipt))
  }

  // The cases, heaviest first: proof; held; by hand; check; not paid; and then how far the sending came.
  private mutating func choose(queryProof: [String]) {
    let promptsDiffer = distinctPrompts.count > 1 || distinctPrompts.contains(where: isElsewhere)
    if isPaid(queryProof: queryProof, promptsDiffer: promptsDiffer) { return }
    // First of all doubts: whose money it is comes before how much it is.
    if promptsDiffer { doubts.insert((doubts.first?.at ?? fold.acceptances.last?.at ?? .zero, .twoPrompts), at: 0) }
    // Accepted here by hand, and proved or accepted elsewhere since: both are held.
    for (at, receipt) in handReceipts where fold.neighbours.receipts.contains(receipt) {
      doubts.append((at, .receiptReused))
    }
    if let held = doubts.first(where: { $0.doubt.holds }) {
      conclude(.held, .doubt(held.doubt), held.at)
      // Nothing else says what it was for: the receipt is what a person has to go by.
      if fold.recording == nil { receipts = distinct(statedReceipts) }
    } else if fold.recording == nil {
      conclude(.held, .doubt(.callbackOnly), doubts.first?.at)
    } else if isByHand() {
      return
    } else if let doubt = doubts.first(where: { $0.doubt == .unlistedCode || claimsSuccess || failures.isEmpty }) {
      let contradicted = claimsSuccess && !failures.isEmpty
      conclude(.check, .doubt(contradicted ? .contradicted : doubt.doubt), doubt.at)
    } else if let zero = unprovedZeroAskedAt {
      conclude(.check, .doubt(.queryTooEarly), zero)
    } else if let failure = failures.first {
      resultCode = failure.code
      conclude(.notPaid, .result(failure.code, from: .callback), failure.at)
    } else if let failure = fold.queryFailure {
      resultCode = failure.code
      conclude(.notPaid, .result(failure.code, from: .query), failure.at)
    } else {
      chooseBySending()
    }
  }

  private mutating func chooseBySending() {
    if !fold.acceptances.isEmpty {
      standing = .waiting
    } else if let unknown = fold.unknown {
      // Heavier than a refusal, which would allow to ask again.
      conclude(.unknown, .unknown(unknown.reason), unknown.at)
    } else if let refusal = fold.refusals.first {
      conclude(.refused, .refused(refusal.answer.reason, code: refusal.answer.code), refusal.at)
    } else if let notSent = fold.notSent {
      conclude(.notSent, .notSent(notSent.reason), notSent.at)
    } else if fold.sendingAt != nil {
      standing = .sending
    }
  }

  /// Proved by a callback (and, above `confirmAbove`, by a query too), or by queries alone.
  private mutating func isPaid(queryProof: [String], promptsDiffer: Bool) -> Bool {
    guard let recording = fold.recording else { return false }
    if let first = proofs.first, !promptsDiffer {
      if let limit = recording.confirmAbove, recording.amount > limit, queryProof.isEmpty, fold.zeroAnswers.isEmpty {
        doubts.append((first.at, .secondWitnessWanted))
        unprovedSuccessAt = later(unprovedSuccessAt, first.at)
        return false
      }
      receipts = distinct(proofs.map(\.receipt))
      proofKeys = proofs.map(\.key)
      conclude(
        .paid, .result(.paid, from: .callback), proofs.map(\.at).min { $0.wallMilliseconds < $1.wallMilliseconds })
      resultCode = .paid
      return true
    }
    // A query proves; but not against a callback that states another amount, nor with two prompts on the payment.
    if queryProof.isEmpty || statedAmount != nil || promptsDiffer { return false }
    proofKeys = queryProof
    receipts = distinct(ownReceipts)
    conclude(
      .paid, .result(.paid, from: .query),
      fold.answers.filter { queryProof.contains($0.key) }.map(\.at).max { $0.wallMilliseconds < $1.wallMilliseconds })
    resultCode = .paid
    return true
  }

  private mutating func isByHand() -> Bool {
    for (_, at, decision) in fold.decisions {
      guard case .acceptedByHand(let receipt) = decision.action, !fold.neighbours.receipts.contains(receipt) else {
        continue
      }
      receipts = [receipt]
      conclude(.byHand, nil, at)
      return true
    }
    return false
  }

  private mutating func addFlags(queryProof: [String]) {
    let isPaid = standing == .paid
    if isPaid { strayReceipts = distinct(strays.map(\.receipt).filter { !receipts.contains($0) }) }
    let handReceipts = handReceipts.map(\.receipt)
    let saysNotPaid = !failures.isEmpty || fold.queryFailure != nil
    if isPaid, saysNotPaid || !fold.refusals.isEmpty || fold.notSent != nil || hasUnseeingDecision {
      flags.insert(.late)
    }
    if saysNotPaid, claimsSuccess || !fold.zeroAnswers.isEmpty || standing == .byHand { flags.insert(.contradicted) }
    if isPaid,
      receipts.count > 1 || !strayReceipts.isEmpty
        || handReceipts.contains(where: { !receipts.contains($0) && !receipts.isEmpty })
    {
      flags.insert(.twice)
    }
    if isPaid, fold.decisions.contains(where: { $0.decision.action == .paysAnotherWay }) { flags.insert(.twice) }
    if isPaid, fold.decisions.contains(where: { $0.decision.action == .wrongNumber }) { flags.insert(.wrongNumber) }
    if statedAmount != nil { flags.insert(.wrongAmount) }
    if isPaid, receipts.isEmpty { flags.insert(.receiptToFollow) }
    if (statedReceipts + handReceipts).contains(where: { fold.neighbours.receipts.contains($0) }) {
      flags.insert(.receiptReused)
    }
    if isPaid, doubts.contains(where: { $0.doubt == .idsDiffer }) { flags.insert(.contradicted) }
  }

  /// A decision that was taken without knowing of the money.
  ///
  /// Accepting the very receipt that then came by callback
  /// merges; silencing an alarm and overriding a guard decide nothing about the goods. A settlement does: it says what
  /// was done about money that had not come yet.
  private var hasUnseeingDecision: Bool {
    fold.decisions.contains { _, _, decision in
      switch decision.action {
      case .muted, .guardOverridden, .fasterPaceAllowed: return false
      // A query's proof names no receipt, so nothing in it is against the one that the supervisor saw.
      case .acceptedByHand(let receipt) where receipts.allSatisfy { $0 == receipt }: return false
      case .acceptedByHand, .wrongNumber, .paysAnotherWay, .askedAgain, .settled: return !sawTheMoney(decision)
      }
    }
  }

  /// The evidence that a person had seen proves all the money that is proved now: a callback a receipt, or, while there
  /// is one receipt at most, the queries.
  ///
  /// A repeat of what was proved already is no news.
  private func sawTheMoney(_ decision: Decision) -> Bool {
    let all = receipts + strayReceipts
    let told = proofs.map { ($0.key, $0.receipt) } + strays.map { ($0.key, $0.receipt) }
    let seenReceipts = told.filter { decision.answers.contains($0.0) }.map(\.1)
    if !receipts.isEmpty, all.allSatisfy(seenReceipts.contains) { return true }
    let seenZeros = fold.zeroAnswers.filter { decision.answers.contains($0.key) }
    return all.count < 2 && !fold.queryProof(by: seenZeros).isEmpty
  }

  private var handReceipts: [(at: Moment, receipt: Receipt)] {
    fold.decisions.compactMap { _, at, decision in
      if case .acceptedByHand(let receipt) = decision.action { (at, receipt) } else { nil }
    }
  }

  /// A supervisor's settlement closes the alarms only if it had seen everything that can raise one.
  private mutating func settle() {
    for (_, at, decision) in fold.decisions {
      guard case .settled(let settlement) = decision.action, fold.hasSeenEveryAlarm(decision) else { continue }
      settledAt = later(settledAt, at)
      if settlement == .refund { isRefunded = true }
    }
  }

  /// How many prompts claim to be this payment's: acknowledged ones, and those of callbacks that would else be proof
  /// or that we have no acknowledgement to hold against.
  private var distinctPrompts: [CheckoutRequestID] {
    var prompts = fold.acceptedIDs
    if fold.acceptances.isEmpty {
      prompts += fold.callbacks.filter(\.callback.keyIsTrusted).compactMap(\.callback.checkoutRequestID)
    }
    var seen: [CheckoutRequestID] = []
    for prompt in prompts where !seen.contains(prompt) { seen.append(prompt) }
    return seen
  }

  /// One prompt on two payments: neither may be called paid, or not paid, by it.
  private func isElsewhere(_ prompt: CheckoutRequestID) -> Bool { fold.neighbours.checkoutRequestIDs.contains(prompt) }

  private mutating func conclude(_ standing: Standing, _ reason: Reason?, _ at: Moment?) {
    self.standing = standing
    self.reason = reason
    answeredAt = at
  }

  private func later(_ left: Moment?, _ right: Moment) -> Moment {
    guard let left, left.wallMilliseconds > right.wallMilliseconds else { return right }
    return left
  }

  private func distinct(_ receipts: [Receipt]) -> [Receipt] {
    var seen: [Receipt] = []
    for receipt in receipts.sorted() where !seen.contains(receipt) { seen.append(receipt) }
    return seen
  }
}

extension Moment {
  fileprivate static let zero = Moment(wallMilliseconds: 0, bootMilliseconds: 0, bootID: "")
}
