import Payments
import Wording

/// The name under which an answer comes back to whoever asked.
package struct RequestID: Sendable, Hashable {
  let number: Int

  package init(number: Int) { self.number = number }
}

/// What a desk asks of the ledger, whatever it is: each is asked under a name, and answered once under the same.
package enum LedgerRequest: Sendable, Equatable {
  /// Record a draft.
  case record(PaymentDraft)
  /// Take a person's decision.
  case decide(DecisionRequest)
  /// Take a supervisor's decision about something among the unmatched callbacks.
  case resolveUnmatched(UnmatchedDecision)
  /// Read something, to be shown.
  case read(Reading)

  /// The state never keeps a PIN that is on its way.
  fileprivate var withoutPIN: LedgerRequest {
    switch self {
    case .decide(var request):
      request.pin = nil
      return .decide(request)
    case .resolveUnmatched(var decision):
      decision.pin = nil
      return .resolveUnmatched(decision)
    case .record, .read: return self
    }
  }
}

/// What came of a request that the ledger took.
package enum Answer: Sendable, Equatable {
  /// A draft was recorded.
  case recorded(PaymentSummary)
  /// A guard stopped a draft.
  case blocked(GuardBlock)
  /// A decision was taken; the payment as it is with it.
  case decided(PaymentSummary)
  /// A decision was not taken.
  case refused(DecisionRefusal)
  /// What became of a decision about something among the unmatched callbacks.
  case unmatchedDecided(UnmatchedOutcome)
  case evidence([EvidenceLine])
  case payments([PaymentSummary])
  case code(CodeFinding)
  /// Nil, or why no supervisor can decide.
  case supervisors(DecisionRefusal?)
  case unmatched([UnmatchedItem])
}

/// Why something could not be read, recorded or decided; the sentence says what to do.
package struct Trouble: Error, Sendable, Equatable {
  /// For the person at the desk.
  package let sentence: Phrase

  package init(_ sentence: Phrase) { self.sentence = sentence }
}

/// The requests that the ledger has not answered, oldest first, and their names.
struct OpenRequests: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    let id: RequestID
    /// Without its PIN.
    let request: LedgerRequest
  }

  private var entries: [Entry] = []
  /// How many names were given out.
  private var names = 0

  var isEmpty: Bool { entries.isEmpty }

  /// Drafts that are being recorded, oldest first.
  var recording: [PaymentDraft] {
    entries.compactMap { if case .record(let draft) = $0.request { draft } else { nil } }
  }

  /// A name that no request had yet.
  mutating func newName() -> RequestID {
    names += 1
    return RequestID(number: names)
  }

  mutating func open(_ request: LedgerRequest, as id: RequestID) {
    entries.append(Entry(id: id, request: request.withoutPIN))
  }

  /// The request that has its answer now; nil for a name that waits for none.
  mutating func close(_ id: RequestID) -> LedgerRequest? {
    entries.firstIndex { $0.id == id }.map { entries.remove(at: $0).request }
  }
}

extension DeskState {
  /// Drafts that the ledger is recording now, oldest first.
  package var recording: [PaymentDraft] { requests.recording }

  /// A name that no request had yet.
  package mutating func newRequest() -> RequestID { requests.newName() }

  /// Asks something of the ledger, whose answer comes under this name.
  package mutating func ask(_ request: LedgerRequest, as id: RequestID) -> [DeskEffect] {
    requests.open(request, as: id)
    return [.ask(id, request)]
  }

  /// Hands an answer to whatever asked for it.
  mutating func takeAnswer(_ id: RequestID, _ result: Result<Answer, Trouble>, at now: Moment) -> [DeskEffect] {
    guard let request = requests.close(id) else {
      // What was committed is shown, whoever asked for it.
      if case .success(.recorded(let payment)) = result { _ = hear(payment, at: now) }
      return impossible("answered, and never asked for")
    }
    switch (request, result) {
    case (.record(let draft), .success(.recorded(let payment))): return takeRecorded(draft, payment, at: now)
    case (.record(let draft), .success(.blocked(let block))): return takeBlocked(draft, block, at: now)
    case (.record(let draft), .failure(let trouble)): return takeNotRecorded(draft, trouble.sentence, at: now)
    case (.decide(let request), .success(.decided(let payment))): return takeDecided(id, request, payment, at: now)
    case (.decide(let request), .success(.refused(let refusal))): return takeRefused(id, request, refusal, at: now)
    case (.decide(let request), .failure(let trouble)):
      return takeNotDecided(id, request, trouble.sentence, at: now)
    case (.resolveUnmatched(let decision), .success(.unmatchedDecided(let outcome))):
      return takeUnmatchedOutcome(id, decision.item, outcome, at: now)
    case (.resolveUnmatched(let decision), .failure(let trouble)):
      return takeUnmatchedTrouble(id, decision.item, trouble.sentence, at: now)
    case (.read, _):
      takeReading(id, result, at: now)
      return []
    case (.record, .success), (.decide, .success), (.resolveUnmatched, .success):
      return impossible("an answer of another kind")
    }
  }
}
