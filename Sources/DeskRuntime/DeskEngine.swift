import Desk
import Payments

/// What a desk wants after something happened.
package enum DeskOrder: Sendable, Equatable {
  /// Work, on the lane that the job names; its events come back to the engine.
  case job(DeskJob)
  /// Tell an outcome by sound and light.
  case ring(Bell)
  /// Note in the log that a whole number was shown.
  case noteNumberShown(PaymentID)
  /// The end.
  case quit
}

/// A desk without threads and without a screen: it holds the state, takes what happened, and hands out jobs.
package struct DeskEngine: Sendable {
  /// What a face draws.
  package private(set) var state: DeskState
  /// Jobs that wait for the ledger and have not come back.
  private var ledgerJobs = 0

  /// A desk that has just started.
  package init(identity: DeskIdentity, at now: Moment) { state = DeskState(identity: identity, at: now) }

  /// The ledger owes an answer.
  package var waitsForLedger: Bool { ledgerJobs > 0 }

  /// Takes what happened, from a key, a job, a round or the clock.
  package mutating func take(_ event: DeskEvent, at now: Moment) -> [DeskOrder] {
    if event.answersLedgerJob {
      assert(ledgerJobs > 0, "an answer to no job")
      ledgerJobs = max(0, ledgerJobs - 1)
    }
    return state.handle(event, at: now).map { effect in
      switch effect {
      case .ring(let bell): return .ring(bell)
      case .noteNumberShown(let id): return .noteNumberShown(id)
      case .quit: return .quit
      default:
        let job = DeskJob(effect)
        if job.waitsForLedger { ledgerJobs += 1 }
        return .job(job)
      }
    }
  }
}

extension DeskEvent {
  /// It is the answer to a record or a decision that was asked of the ledger.
  fileprivate var answersLedgerJob: Bool {
    switch self {
    case .paymentRecorded, .paymentBlocked, .recordingFailed, .decided, .decisionRefused, .decidingFailed,
      .unmatchedDecided,
      .unmatchedResolvingFailed:
      true
    default: false
    }
  }
}
