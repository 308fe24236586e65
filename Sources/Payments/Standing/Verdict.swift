/// All evidence of one payment weighed together: the standing, its flags, and what they rest on.
struct Verdict {
  private(set) var state: PaymentState = .recorded
  private(set) var flags: Flags = []
  private(set) var doubtedCode: ResultCode?
  private(set) var unproved = PaymentStatus.Unproved()
  private(set) var resolved: PaymentStatus.Resolved?

  private let fold: Fold
  private var proofs: [(key: String, at: Moment, receipt: Receipt)] = []
  private var doubts: [(at: Moment, doubt: Doubt)] = []
  private var failures: [(at: Moment, code: ResultCode)] = []
  private var strays: [(key: String, receipt: Receipt)] = []
  private var claimsSuccess = false
  private var statedAmount: Cents?
  private var isFinallyNotPaid = false
  /// Money that Safaricom's own word says came by this payment's prompt or address, each receipt once.
  private var vouched: [(receipt: Receipt?, cents: Int64)] = []
  /// Receipts that success callbacks state; and of those, the ones that are about our own prompt and stand on no other
  /// payment.
  private var statedReceipts: [Receipt] = []
  private var ownReceipts: [Receipt] = []

  init(_ fold: Fold) {
    self.fold = fold
    weighCallbacks()
    let queryProof = fold.queryProof
    if queryProof.isEmpty {
      unproved.zeroAskedAt = fold.zeroAnswers.map(\.answer.askedAt).max { $0.wallMilliseconds < $1.wallMilliseconds }
    }
    choose(queryProof: queryProof)
    addFlags()
    resolve()
  }

  private mutating func weighCallbacks() {
    for (key, at, callback) in fold.callbacks {
      if callback.code == .paid, let receipt = callback.receipt {
        statedReceipts.append(receipt)
        // A receipt on two payments is neither's, also where a query proves one of them.
        if fold.idsAgree(callback), !fold.neighbours.receipts.contains(receipt) { ownReceipts.append(receipt) }
      }
      noteVouched(callback)
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
          unproved.successAt = later(unproved.successAt, at)
          noteStray(key, callback, doubt)
        } else {
          doubtedCode = callback.code
        }
      case .notPaid(let code):
        failures.append((at, code))
        // A stranger with a good address must not free the way to ask while the prompt is still on the phone.
        if !code.meaning.mayStillPay, callback.peer == .listed { isFinallyNotPaid = true }
      case .meansNothing: break
      }
    }
  }

  /// Daraja knows no idempotency: a request that somebody on the way doubled is two prompts at one address, and both
  /// may be paid.
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

  /// Only Safaricom's own word, under a key that nobody else has, says how much came.
  private mutating func noteVouched(_ callback: CallbackEvidence) {
    guard callback.code == .paid, callback.peer == .listed, callback.keyIsTrusted, let amount = callback.amount else {
      return
    }
    if let prompt = callback.checkoutRequestID, isElsewhere(prompt) { return }
    if let receipt = callback.receipt, vouched.contains(where: { $0.receipt == receipt }) { return }
    vouched.append((callback.receipt, amount.count))
  }

  /// How much that is; nil where no such answer states an amount.
  var vouchedCents: Int64? { vouched.isEmpty ? nil : vouched.reduce(0) { $0 + $1.cents } }

  // The cases, heaviest first: proof; held; by hand; check; not paid; and then how far the sending came.
  private mutating func choose(queryProof: [String]) {
    let prompts = distinctPrompts
    let promptsDiffer = prompts.count > 1 || prompts.contains { isElsewhere($0) }
    if let proof = proof(queryProof: queryProof, promptsDiffer: promptsDiffer) {
      state = .paid(proof)
      return
    }
    // First of all doubts: whose money it is comes before how much it is.
    if promptsDiffer { doubts.insert((doubts.first?.at ?? fold.acceptances.last?.at ?? .zero, .twoPrompts), at: 0) }
    // Accepted here by hand, and proved or accepted elsewhere since: both are held.
    for (_, at, receipt) in handReceipts where fold.neighbours.receipts.contains(receipt) {
      doubts.append((at, .receiptReused))
    }
    if let held = doubts.first(where: { $0.doubt.holds }) {
      // The receipt is what a person has to go by on the statement: what Safaricom itself names, and that stands on no
      // other payment; where nothing else says what it was for, whatever was stated.
      let vouchedFor = vouched.compactMap(\.receipt).filter { !fold.neighbours.receipts.contains($0) }
      let receipts = distinct(fold.recording == nil ? statedReceipts : vouchedFor)
      state = .held(held.doubt, stating: statedAmount, receipts: receipts, at: held.at)
    } else if fold.recording == nil {
      state = .held(.callbackOnly, stating: statedAmount, at: doubts.first?.at)
    } else if let hand = handReceipts.first(where: { !fold.neighbours.receipts.contains($0.receipt) }) {
      state = .byHand(hand.receipt, at: hand.at)
    } else if let doubt = doubts.first(where: { $0.doubt == .unlistedCode || claimsSuccess || failures.isEmpty }) {
      let contradicted = claimsSuccess && !failures.isEmpty
      state = .check(contradicted ? .contradicted : doubt.doubt, at: doubt.at)
    } else if let zero = unproved.zeroAskedAt {
      state = .check(.queryTooEarly, at: zero)
    } else if let failure = failures.first {
      state = .notPaid(failure.code, by: .callback, isFinal: isFinallyNotPaid, at: failure.at)
    } else if let failure = fold.queryFailure {
      state = .notPaid(failure.code, by: .query, isFinal: isFinallyNotPaid, at: failure.at)
    } else {
      chooseBySending()
    }
  }

  private mutating func chooseBySending() {
    if let acceptedAt = fold.acceptedAt {
      state = .waiting(since: acceptedAt)
    } else if let unknown = fold.unknown {
      // Heavier than a refusal, which would allow to ask again.
      state = .unknown(unknown.reason, at: unknown.at)
    } else if let refusal = fold.refusals.first {
      state = .refused(refusal.answer.reason, code: refusal.answer.code, at: refusal.at)
    } else if let notSent = fold.notSent {
      state = .notSent(notSent.reason, at: notSent.at)
    } else if fold.sendingAt != nil, let since = fold.lastSendingAt {
      state = .sending(since: since)
    }
  }

  /// By a callback (and, above `confirmAbove`, by a query too), or by queries alone.
  private mutating func proof(queryProof: [String], promptsDiffer: Bool) -> Proof? {
    guard let recording = fold.recording else { return nil }
    if let first = proofs.first, !promptsDiffer {
      if let limit = recording.confirmAbove, recording.amount > limit, queryProof.isEmpty, fold.zeroAnswers.isEmpty {
        doubts.append((first.at, .secondWitnessWanted))
        unproved.successAt = later(unproved.successAt, first.at)
        return nil
      }
      let at = proofs.map(\.at).min { $0.wallMilliseconds < $1.wallMilliseconds }
      return proof(by: .callback, distinct(proofs.map(\.receipt)), keys: proofs.map(\.key), at: at ?? first.at)
    }
    // A query proves; but not against a callback that states another amount, nor with two prompts on the payment.
    let answers = fold.answers.filter { queryProof.contains($0.key) }
    guard let at = answers.map(\.at).max(by: { $0.wallMilliseconds < $1.wallMilliseconds }), statedAmount == nil,
      !promptsDiffer
    else { return nil }
    return proof(by: .query, distinct(ownReceipts), keys: queryProof, at: at)
  }

  private func proof(by witness: Witness, _ receipts: [Receipt], keys: [String], at moment: Moment) -> Proof {
    Proof(
      by: witness, receipts: receipts,
      strayReceipts: distinct(strays.map(\.receipt).filter { !receipts.contains($0) }), keys: keys, at: moment)
  }

  private mutating func addFlags() {
    let saysNotPaid = !failures.isEmpty || fold.queryFailure != nil
    let isByHand = if case .byHand = state { true } else { false }
    if saysNotPaid, claimsSuccess || !fold.zeroAnswers.isEmpty || isByHand { flags.insert(.contradicted) }
    if case .paid(let proof) = state { addFlags(of: proof, saysNotPaid: saysNotPaid) }
    if statedAmount != nil { flags.insert(.wrongAmount) }
    if (statedReceipts + handReceipts.map(\.receipt)).contains(where: { fold.neighbours.receipts.contains($0) }) {
      flags.insert(.receiptReused)
    }
  }

  private mutating func addFlags(of proof: Proof, saysNotPaid: Bool) {
    if saysNotPaid || !fold.refusals.isEmpty || fold.notSent != nil || hasUnseeingDecision(of: proof) {
      flags.insert(.late)
    }
    if proof.receipts.count > 1 || !proof.strayReceipts.isEmpty
      || countedHandReceipts.contains(where: { !proof.receipts.contains($0.receipt) && !proof.receipts.isEmpty })
      || fold.decisions.contains(where: { $0.decision.action == .paysAnotherWay })
    {
      flags.insert(.twice)
    }
    if fold.decisions.contains(where: { $0.decision.action == .wrongNumber }) { flags.insert(.wrongNumber) }
    if proof.receipts.isEmpty { flags.insert(.receiptToFollow) }
    if doubts.contains(where: { $0.doubt == .idsDiffer }) { flags.insert(.contradicted) }
  }

  /// A decision that was taken without knowing of the money.
  ///
  /// Accepting the very receipt that then came by callback merges; silencing an alarm and overriding a guard decide
  /// nothing about the goods. A resolution does: it says what was done about money that had not come yet.
  private func hasUnseeingDecision(of proof: Proof) -> Bool {
    fold.decisions.contains { _, _, decision in
      switch decision.action {
      case .markUndone, .muted, .guardOverridden, .fasterPaceAllowed: return false
      // A query's proof names no receipt, so nothing in it is against the one that the supervisor saw.
      case .acceptedByHand(let receipt) where proof.receipts.allSatisfy { $0 == receipt }: return false
      case .acceptedByHand, .wrongNumber, .paysAnotherWay, .askedAgain, .resolved: return !saw(proof, decision)
      }
    }
  }

  /// The evidence that a person had seen proves all the money that is proved now: a callback a receipt, or, while there
  /// is one receipt at most, the queries.
  ///
  /// A repeat of what was proved already is no news.
  private func saw(_ proof: Proof, _ decision: Decision) -> Bool {
    let all = proof.receipts + proof.strayReceipts
    let told = proofs.map { ($0.key, $0.receipt) } + strays.map { ($0.key, $0.receipt) }
    let seenReceipts = told.filter { decision.answers.contains($0.0) }.map(\.1)
    if !proof.receipts.isEmpty, all.allSatisfy(seenReceipts.contains) { return true }
    let seenZeros = fold.zeroAnswers.filter { decision.answers.contains($0.key) }
    return all.count < 2 && !fold.queryProof(by: seenZeros).isEmpty
  }

  private var handReceipts: [(key: String, at: Moment, receipt: Receipt)] {
    fold.decisions.compactMap { key, at, decision in
      if case .acceptedByHand(let receipt) = decision.action { (key, at, receipt) } else { nil }
    }
  }

  /// Without those of which somebody said since, knowing of them, that no money came.
  private var countedHandReceipts: [(key: String, at: Moment, receipt: Receipt)] {
    let ends = fold.decisions.filter { $0.decision.action == .resolved(.nothing) }
    return handReceipts.filter { accepted in !ends.contains { $0.decision.answers.contains(accepted.key) } }
  }

  /// A supervisor's resolution closes the alarms only if it had seen everything that can raise one.
  private mutating func resolve() {
    for (_, at, decision) in fold.decisions {
      guard case .resolved(let resolution) = decision.action, fold.hasSeenEveryAlarm(decision) else { continue }
      resolved = PaymentStatus.Resolved(
        at: later(resolved?.at, at), isRefund: resolved?.isRefund == true || resolution == .refund,
        isNothing: resolved?.isNothing == true || resolution == .nothing)
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
