import CommandText
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
