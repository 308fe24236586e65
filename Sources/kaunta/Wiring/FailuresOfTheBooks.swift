import Ledger
import Maintenance
import Payments

/// Ends a command since the ledger said no.
private func fail(_ error: LedgerError) -> CommandFailure {
  switch error {
  case .boundElsewhere: fail(error.sentence, Exit.settings, named: error.name)
  case .restoredLately: fail(error.sentence, Exit.blocked, named: error.name)
  default: fail(error.sentence, Exit.notWritable, named: error.name)
  }
}

extension LedgerError {
  /// What happened, in a word for scripts.
  fileprivate var name: String {
    switch self {
    case .busy, .held: "ledger-locked"
    case .damaged: "ledger-damaged"
    case .boundElsewhere: "ledger-of-another-shop"
    case .newerSchema: "ledger-of-newer-version"
    case .replaced: "ledger-replaced"
    case .restoredLately: "restored-lately"
    case .gone: "ledger-gone"
    case .keysUnknown: "keys-unknown"
    case .cannotOpen, .cannotRead, .cannotWrite, .settingRefused: Exit.name(of: Exit.notWritable)
    }
  }
}

extension CommandFailure {
  /// How a command ends that an error of the books ended; nil for errors without words of their own.
  init?(of error: any Error) {
    switch error {
    case let error as LedgerError: self = fail(error)
    case MaintenanceProblem.ledger(let error): self = fail(error)
    case let error as MaintenanceProblem: self = fail(error.sentence, Exit.notWritable)
    case let error as any ExplainedError: self = fail(error.sentence, Exit.notWritable)
    default: return nil
    }
  }
}
