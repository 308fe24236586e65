import Payments
import Wording

/// Something to be read from the ledger, to be shown.
package enum Reading: Sendable, Equatable {
  /// A payment's evidence, for the time line.
  case evidence(PaymentID)
  /// Payments in the whole ledger.
  case payments(SearchTerm)
  /// What is known of a receipt code.
  case code(Receipt)
  /// Whether a supervisor could decide at all, before one types a PIN.
  case supervisors
  /// What fits no payment.
  case unmatched
}

/// How far a reading is.
package enum Loading<Value: Sendable & Equatable>: Sendable, Equatable {
  /// It was asked for under this name; what was read before stays until the answer is there, so that nothing flickers.
  case asked(RequestID, before: Value? = nil)
  /// It is there.
  case answered(Value)
  /// It could not be read. It can be asked for again.
  case failed(Trouble, before: Value? = nil)

  /// What was read, now or before.
  package var value: Value? {
    switch self {
    case .asked(_, let before), .failed(_, let before): before
    case .answered(let value): value
    }
  }
  /// Why it was not.
  package var trouble: Trouble? { if case .failed(let trouble, _) = self { trouble } else { nil } }

  /// Takes the answer to its own request; any other is for somebody else, or comes too late.
  ///
  /// - Returns: whether it was its own.
  package mutating func take(
    _ id: RequestID, _ result: Result<Answer, Trouble>, _ part: (Answer) -> Value?
  ) -> Bool {
    guard case .asked(id, let before) = self else { return false }
    switch result {
    case .success(let answer):
      guard let value = part(answer) else {
        return impossible("an answer of another kind", instead: false)
      }
      self = .answered(value)
    case .failure(let trouble): self = .failed(trouble, before: before)
    }
    return true
  }
}

/// What was asked about something, and how far that is.
package struct Asked<Subject: Sendable & Equatable, Value: Sendable & Equatable>: Sendable, Equatable {
  /// What it was asked about.
  package let about: Subject
  /// How far it is.
  package internal(set) var loading: Loading<Value>
}

extension DeskState {
  /// Hands what was read to whatever asked for it, if that is still there.
  mutating func takeReading(_ id: RequestID, _ result: Result<Answer, Trouble>, at now: Moment) {
    let isTaken =
      timeLine?.loading.take(id, result) { if case .evidence(let lines) = $0 { lines } else { nil } } == true
      || pages.take(id, result)
    if isTaken, case .failure(let trouble) = result { complain(trouble.sentence, at: now) }
  }
}
