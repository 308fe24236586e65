import Payments

/// What was purged of a ledger in memory, as a reader sees it: phones gone, prompts replaced by stand-ins.
///
/// The rows themselves stay whole, as digests do on disk: guards still know the phone, and what comes back once (a
/// phone that is asked again, a prompt that a late callback names) is there again for every payment that it stands on.
struct PurgedValues: Sendable {
  // Looked up, never iterated.
  private var phones: Set<PhoneNumber> = []
  private var prompts: Set<CheckoutRequestID> = []
  private var promptsByStandIn: [CheckoutRequestID: CheckoutRequestID] = [:]

  var isEmpty: Bool { phones.isEmpty && prompts.isEmpty }

  func has(_ phone: PhoneNumber) -> Bool { phones.contains(phone) }
  func has(_ prompt: CheckoutRequestID) -> Bool { prompts.contains(prompt) }

  mutating func insert(_ phone: PhoneNumber) { phones.insert(phone) }

  mutating func insert(_ prompt: CheckoutRequestID, _ conceal: Concealing) {
    prompts.insert(prompt)
    promptsByStandIn[.standIn(forDigest: conceal(prompt))] = prompt
  }

  /// Evidence that names a prompt by its stand-in, with the prompt that is meant.
  func whole(_ evidence: Evidence) -> Evidence {
    guard let prompt = evidence.prompt.flatMap({ promptsByStandIn[$0] }) else { return evidence }
    var whole = evidence
    whole.replacePrompt(by: prompt)
    return whole
  }

  /// What this evidence names is known again; true when it was purged.
  mutating func forget(_ evidence: Evidence) -> Bool {
    if isEmpty { return false }
    var changed = false
    if case .recorded(let recording) = evidence, let phone = recording.phone {
      changed = phones.remove(phone) != nil
    }
    if let prompt = evidence.prompt { changed = prompts.remove(prompt) != nil || changed }
    return changed
  }

  /// A prompt as it is read now.
  func shown(_ prompt: CheckoutRequestID, _ conceal: Concealing) -> CheckoutRequestID {
    prompts.contains(prompt) ? .standIn(forDigest: conceal(prompt)) : prompt
  }

  /// A row as it is read now.
  func shown(_ row: EvidenceRow, _ conceal: Concealing) -> EvidenceRow {
    var row = row
    if case .recorded(var recording) = row.evidence, let phone = recording.phone, phones.contains(phone) {
      recording.phone = nil
      row.evidence = .recorded(recording)
    }
    if let prompt = row.evidence.prompt { row.evidence.replacePrompt(by: shown(prompt, conceal)) }
    return row
  }
}

/// Purging (rules.md section 8).
extension LedgerContents {
  mutating func purge(before limit: PurgeLimit) -> PurgedPersonal {
    var purged = PurgedPersonal()
    var touched: [Int] = []
    let mayGo = entries.map { entry in
      omits.contains(.openAtPurge)
        || (!entry.summary.status.isOpen && !limit.keeps(recordedAt: entry.summary.recordedAt))
    }
    for index in entries.indices {
      if let phone = entries[index].askedPhone, !gone.has(phone), (phones[phone] ?? []).allSatisfy({ mayGo[$0] }) {
        gone.insert(phone)
        purged.phones += 1
        touched += phones[phone] ?? []
      }
      for prompt in entries[index].rows.compactMap(\.evidence.prompt) where !prompt.isStandIn && !gone.has(prompt) {
        guard holders(of: prompt).allSatisfy({ mayGo[$0] }) else { continue }
        gone.insert(prompt, conceal)
        purged.prompts += 1
        touched += holders(of: prompt) + [index]
      }
    }
    showAgain(touched)
    return purged
  }

  /// What is read of these payments has changed, and nothing that is known.
  mutating func showAgain(_ indexes: [Int]) {
    for index in indexes {
      entries[index].summary.phone = entries[index].askedPhone.flatMap { gone.has($0) ? nil : $0 }
      entries[index].ownStatus = fold(rows(of: index), neighbours(of: index))
    }
    for sale in Set(indexes.map { entries[$0].summary.sale }).sorted() { weigh(sale, isNews: false) }
  }

  /// All payments on which the phone or the prompt of a piece of evidence stands.
  func holders(ofWhatStandsIn evidence: Evidence) -> [Int] {
    if case .recorded(let recording) = evidence { return recording.phone.flatMap { phones[$0] } ?? [] }
    return evidence.prompt.map(holders(of:)) ?? []
  }
}

extension Evidence {
  /// The prompt that it names.
  fileprivate var prompt: CheckoutRequestID? {
    switch self {
    case .accepted(let acceptance): acceptance.checkoutRequestID
    case .callback(let callback): callback.checkoutRequestID
    case .queryAsked(let asked): asked.checkoutRequestID
    case .queryAnswer(let answer): answer.checkoutRequestID
    default: nil
    }
  }

  fileprivate mutating func replacePrompt(by prompt: CheckoutRequestID) {
    switch self {
    case .accepted(var acceptance):
      acceptance.checkoutRequestID = prompt
      self = .accepted(acceptance)
    case .callback(var callback):
      callback.checkoutRequestID = prompt
      self = .callback(callback)
    case .queryAsked(var asked):
      asked.checkoutRequestID = prompt
      self = .queryAsked(asked)
    case .queryAnswer(var answer):
      answer.checkoutRequestID = prompt
      self = .queryAnswer(answer)
    default: break
    }
  }
}
