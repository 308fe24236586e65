import Desk
import DeskRuntime
import Payments
import Shop

/// What a round of one process looks at beside ledger, spool and Safaricom.
struct ProcessSurroundings: RoundPort {
  let process: DeskProcess
  unowned let world: World

  func listenerReport(at now: Moment) -> ListenerReport? { process.isAlive ? world.listenerReport : nil }

  func totals(of day: BusinessDay) throws -> DayTotals {
    if !process.isAlive { throw Crashed() }
    return try world.ledger.totals(of: day)
  }

  /// What a world keeps is in memory, and gone before anything is old.
  func purge(at now: Moment) throws {}
}

extension ProcessLedger: ShopReading {
  func evidence(of id: PaymentID) throws -> [EvidenceRow] {
    try living()
    return ledger.evidence(of: id)
  }

  func payments(meant term: SearchTerm, limit: Int) throws -> [PaymentSummary] {
    try living()
    return ledger.allPayments.reversed().filter { payment in
      term.count.map { payment.number == $0 || payment.amount.count == $0 } ?? false
    }.prefix(limit).map { $0 }
  }

  func finding(on receipt: Receipt) throws -> CodeFinding {
    try living()
    let seen = ledger.allPayments.filter {
      $0.status.receipts.contains(receipt)
    }
    return seen.isEmpty ? .notSeen(unanswered: ledger.allPayments.count { $0.isWaiting }) : .seen(seen)
  }
}

/// What fits no payment is looked at by nobody in a world.
struct ProcessUnmatched: UnmatchedPort {
  let process: DeskProcess

  func waiting(at now: Moment) throws -> [UnmatchedItem] { [] }

  func resolve(_ decision: UnmatchedDecision, at now: Moment) throws -> UnmatchedOutcome { .refused(.supervisorWanted) }
}
