/// What a fold must know about the rest of the ledger: things that may stand on one payment only, and that stand on
/// others by a word that is vouched for.
package struct Neighbours: Sendable, Equatable {
  /// Receipts that stand on other payments.
  package var receipts: Set<Receipt>
  /// Prompts that stand on other payments.
  package var checkoutRequestIDs: Set<CheckoutRequestID>

  /// Nothing stands elsewhere unless said.
  package init(receipts: Set<Receipt> = [], checkoutRequestIDs: Set<CheckoutRequestID> = []) {
    self.receipts = receipts
    self.checkoutRequestIDs = checkoutRequestIDs
  }
}

/// How long things last that the fold and the rules must agree about, in milliseconds.
package enum PromptFigures {
  /// A prompt's life, from acceptance.
  package static let lifeMilliseconds: Int64 = 60_000
  /// Two early answers of 0 prove when they were asked this far apart.
  package static let earlyZeroSpacingMilliseconds: Int64 = 15_000
  /// From here on a payment without an answer is shown as *check*.
  package static let checkAfterMilliseconds: Int64 = 120_000
}

extension PaymentStatus {
  /// Folds the set of a payment's evidence to its status (rules.md sections 1 and 2).
  ///
  /// The order of `rows` makes no difference, nor does a row that stands twice.
  package init(folding rows: [EvidenceRow], neighbours: Neighbours = Neighbours()) {
    self = Fold(rows: rows, neighbours: neighbours).status()
  }
}

extension String {
  /// In the order of its bytes, read where they lie: a fold sorts by keys, and one by one bytes cost ten times as much.
  fileprivate func precedesByBytes(_ other: String) -> Bool {
    let precedes = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { own.lexicographicallyPrecedes($0) }
    }
    return (precedes ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}

/// The evidence of one payment, sorted by kind.
struct Fold {
  let neighbours: Neighbours
  private(set) var recording: Recording?
  private(set) var acceptances: [(at: Moment, acceptance: Acceptance)] = []
  private(set) var refusals: [(at: Moment, answer: RefusedAnswer)] = []
  private(set) var callbacks: [(key: String, at: Moment, callback: CallbackEvidence)] = []
  private(set) var answers: [(key: String, at: Moment, answer: QueryAnswered)] = []
  private(set) var decisions: [(key: String, at: Moment, decision: Decision)] = []
  private(set) var notSent: (at: Moment, reason: NotSentReason)?
  private(set) var unknown: (at: Moment, reason: UnknownReason)?
  private(set) var sendingAt: Moment?
  private(set) var secondRequestAt: Moment?
  private(set) var questions: [(at: Moment, question: String)] = []
  /// Keys of the evidence that can raise an alarm: whatever speaks of the money, and decisions about the sale.
  ///
  /// Not what only says that nothing is known yet, and not the handling of an alarm itself.
  private(set) var alarmingKeys: [String] = []

  init(rows: [EvidenceRow], neighbours: Neighbours) {
    self.neighbours = neighbours
    // A set has no order: sorting by key first makes every later choice ("the first that…") the same whatever the
    // order of arrival.
    var lastKey: String?
    let order = rows.indices.sorted { rows[$0].key.precedesByBytes(rows[$1].key) }
    for place in order where rows[place].key != lastKey {
      lastKey = rows[place].key
      add(rows[place])
    }
    questions.sort { $0.at.wallMilliseconds < $1.at.wallMilliseconds }
    let superseded = decisions.flatMap(\.decision.supersedes)
    decisions.removeAll { superseded.contains($0.decision.id) }
    // Who asked again knowing of the money has told nothing new.
    let money = moneyKeys
    alarmingKeys += decisions.filter { _, _, decision in
      if case .askedAgain = decision.action, money.allSatisfy(decision.answers.contains) { return false }
      return decision.action.canAlarm
    }.map(\.key)
  }

  private mutating func add(_ row: EvidenceRow) {
    switch row.evidence {
    case .accepted, .refused, .notSent, .callback: alarmingKeys.append(row.key)
    case .queryAnswer(let answer):
      if case .result(let code, _) = answer.finding, code == .paid || code.meaning.isFinalFailure {
        alarmingKeys.append(row.key)
      }
    case .recorded, .sending, .tokenRefused, .outcomeUnknown, .queryAsked, .decision: break
    }
    switch row.evidence {
    case .recorded(let recording): self.recording = recording
    case .sending: sendingAt = row.at
    case .tokenRefused: secondRequestAt = row.at
    case .accepted(let acceptance): acceptances.append((row.at, acceptance))
    case .refused(let answer): refusals.append((row.at, answer))
    case .notSent(let reason, _): notSent = (row.at, reason)
    case .outcomeUnknown(let reason, _): unknown = (row.at, reason)
    case .callback(let callback): callbacks.append((row.key, row.at, callback))
    case .queryAsked(let asked): questions.append((row.at, asked.question))
    case .queryAnswer(let answer): answers.append((row.key, row.at, answer))
    case .decision(let decision): decisions.append((row.key, row.at, decision))
    }
  }

  /// The prompts that our own acknowledgements named.
  var acceptedIDs: [CheckoutRequestID] { acceptances.map(\.acceptance.checkoutRequestID) }

  /// The one prompt that may be asked about: ours, and only if it is not in doubt which.
  var ownCheckoutRequestID: CheckoutRequestID? { acceptances.count == 1 ? acceptedIDs.first : nil }

  /// When the request was taken.
  var acceptedAt: Moment? { acceptances.map(\.at).min { $0.wallMilliseconds < $1.wallMilliseconds } }

  /// When the attempt began; when its request went out once more with another token, then.
  var lastSendingAt: Moment? { secondRequestAt ?? sendingAt }

  func status() -> PaymentStatus {
    let verdict = Verdict(self)
    var status = PaymentStatus.Facts(state: verdict.state)
    status.flags = verdict.flags
    status.doubtedCode = verdict.doubtedCode
    status.attempt = PaymentStatus.Attempt(
      sendingAt: lastSendingAt, acceptedAt: acceptedAt, outcomeUnknownAt: unknown?.at,
      // A purged one can be asked about by nobody: offered again and again, it would take every turn of the shop.
      checkoutRequestID: ownCheckoutRequestID.flatMap { $0.isStandIn ? nil : $0 })
    status.queries = questions.map { PaymentStatus.Query(at: $0.at, outcome: outcome(of: $0.question)) }
    status.promptsEndIsKnown = answers.contains { tellsOfTheEnd($0.answer) }
    status.onlyStrangersAnswered =
      !callbacks.isEmpty && callbacks.allSatisfy { $0.callback.peer == .unlisted }
      && answers.allSatisfy {
        saysNothing($0.answer)
      }
    status.unproved = verdict.unproved
    status.moneyKeys = moneyKeys
    status.notes.paysAnotherWay = decisions.contains { $0.decision.action == .paysAnotherWay }
    status.notes.sentToWrongNumber = decisions.contains { $0.decision.action == .wrongNumber }
    status.notes.marks = decisions.filter(\.decision.action.isMark).map { _, _, decision in
      PaymentStatus.Notes.Mark(decision: decision.id, who: decision.who)
    }
    status.notes.isMuted = decisions.contains { $0.decision.action == .muted && hasSeenEveryAlarm($0.decision) }
    status.resolved = verdict.resolved
    status.vouchedCents = verdict.vouchedCents
    return PaymentStatus(status)
  }

  private func outcome(of question: String) -> PaymentStatus.Query.Outcome {
    let answered = answers.filter { $0.answer.question == question }
    if answered.isEmpty { return .open }
    return answered.contains { saysNothing($0.answer) } ? .fruitless : .heard
  }

  /// What says that money came, in whatever doubt: success by callback or query, and a supervisor's word.
  private var moneyKeys: [String] {
    let byHand = decisions.filter { if case .acceptedByHand = $0.decision.action { true } else { false } }
    return callbacks.filter { $0.callback.code == .paid }.map(\.key) + byHand.map(\.key) + zeroAnswers.map(\.key)
  }

  /// The person had seen everything that can raise an alarm: what came later is news.
  func hasSeenEveryAlarm(_ decision: Decision) -> Bool {
    alarmingKeys.allSatisfy { decision.answers.contains($0) || repeats($0, whatWasSeenBy: decision) }
  }

  /// An answer to a question says only what the person knew already: of what had failed that it failed, of what was
  /// proved that it is paid.
  private func repeats(_ key: String, whatWasSeenBy decision: Decision) -> Bool {
    guard let entry = answers.first(where: { $0.key == key }), case .result(let code, _) = entry.answer.finding else {
      return false
    }
    if code == .paid {
      return !queryProof(by: zeroAnswers.filter { decision.answers.contains($0.key) }).isEmpty
    }
    return callbacks.contains { key, _, callback in
      if case .notPaid = worth(of: callback) { decision.answers.contains(key) } else { false }
    }
      || answers.contains { key, _, answer in
        guard decision.answers.contains(key), answer.echoed, answer.checkoutRequestID == ownCheckoutRequestID,
          case .result(let code, _) = answer.finding
        else { return false }
        return code.meaning.isFinalFailure
      }
  }
}
