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
    return try world.ledger.totals(of: day, till: process.till)
  }
}

extension ProcessSurroundings: DeskPort {
  func healthReadings(_ listener: ListenerReport?, at now: Moment) -> HealthReadings {
    var readings = HealthReadings()
    readings.keys = world.keyReadiness(listener)
    readings.watching = .inotify
    if world.ledger.refusesWrites { readings.ledgerObstacle = LedgerUnwritable() }
    readings.unmatched = Result { try world.spool.kept { try world.ledger.unmatchedResolutions() }.count }
    return readings
  }

  func board(newest limit: Int) throws -> LedgerChanges {
    if !process.isAlive { throw Crashed() }
    var board = try world.ledger.board(newest: limit)
    if world.plan.startsWithEmptyBoards { board.payments = [] }
    return board
  }

  /// A change of spool, ledger or heartbeat shows; trouble with them does not.
  var signs: HomeSigns? {
    // Nothing was written at a negative moment.
    let marks = [Int64(world.spool.changes), world.ledger.position, world.heartbeatBootMilliseconds ?? -1]
    return HomeSigns([HomeSigns.Place(marks: marks, changedWallMilliseconds: nil)])
  }

  var ranLastAtWallMilliseconds: Int64? { world.lastRuns[process.till] }

  func noteThatThisTillRuns() {
    if process.isAlive { world.lastRuns[process.till] = world.clock.now().wallMilliseconds }
  }
}

extension ProcessSurroundings: PushPort {
  func payment(_ id: PaymentID, assuming beyond: [LearntEvidence]) throws -> PaymentSummary? {
    if !process.isAlive { throw Crashed() }
    return try world.ledger.payment(id, assuming: beyond)
  }

  func reopened(_ worker: ShopWorker, after error: any Error) -> (ShopWorker, ProcessSurroundings)? {
    guard error is LedgerReplaced, process.isAlive else { return nil }
    process.opensLedger()
    return (worker, self)
  }
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
    if seen.isEmpty, let resolved = ledger.resolutions.first(where: { $0.receiptOfMoney == receipt }) {
      return .resolvedUnmatched(resolved, at: world.clock.now())
    }
    return seen.isEmpty ? .notSeen(unanswered: ledger.allPayments.count { $0.isWaiting }) : .seen(seen)
  }
}
