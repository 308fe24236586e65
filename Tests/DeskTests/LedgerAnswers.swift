import Desk

extension LedgerRequest {
  /// What is to be read; nil for what is to be written.
  var reading: Reading? { if case .read(let reading) = self { reading } else { nil } }

  /// It is a reading, and the answer is of its kind.
  func isReadingAnswered(by answer: Answer) -> Bool { reading?.isAnswered(by: answer) ?? false }
}

extension Reading {
  /// The answer when there is nothing.
  var nothing: Answer {
    switch self {
    case .evidence: .evidence([])
    case .payments: .payments([])
    case .code: .code(.notSeen(unanswered: 0))
    case .supervisors: .supervisors(nil)
    case .unmatched: .unmatched([])
    }
  }

  /// The answer is of this kind.
  func isAnswered(by answer: Answer) -> Bool {
    switch (self, answer) {
    case (.evidence, .evidence), (.payments, .payments), (.code, .code), (.supervisors, .supervisors),
      (.unmatched, .unmatched):
      true
    default: false
    }
  }
}
