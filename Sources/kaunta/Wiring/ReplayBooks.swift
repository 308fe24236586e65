import CommandText
import Desk
import DeskRuntime
import Ledger
import Payments
import Settings

/// A ledger's recorded days.
struct ReplayBooks: ReplayPort {
  private let ledger: LedgerReader

  init(_ settings: ShopSettings, till: Till) throws(LedgerError) {
    ledger = try LedgerReader(files: settings.ledgerFiles(till: till), binding: settings.ledgerBinding)
  }

  /// A day on a desk, from its first row or from a time on.
  func day(_ day: BusinessDay, from: String?, identity: DeskIdentity) throws -> ReplayedDay {
    guard let midnight = EastAfricaTime.wallMilliseconds(parsing: day.text) else {
      throw fail("--day takes a day such as 2026-11-24.", Exit.usage)
    }
    let steps = try ledger.steps(fromWallMilliseconds: midnight, until: midnight + 86_400_000)
    guard let first = steps.first else { throw fail("nothing was asked or answered on \(day.text).", Exit.usage) }
    var start = first.at
    if let from {
      guard from.utf8.count == 5, let wall = EastAfricaTime.wallMilliseconds(parsing: "\(day.text)T\(from):00+03:00")
      else { throw fail("--from takes a time such as 14:02.", Exit.usage) }
      start.bootMilliseconds += wall - start.wallMilliseconds
      start.wallMilliseconds = wall
    }
    return try ReplayedDay(
      identity: identity, day: day, steps: steps, open: try ledger.openPayments(at: first.position - 1),
      startingAt: start, port: self)
  }

  func payments(changedBy step: LedgerStep) throws -> [PaymentSummary] { try ledger.payments(changedBy: step) }

  func evidence(of id: PaymentID, upTo position: Int64) throws -> [EvidenceRow] {
    try ledger.evidence(of: id, upTo: position)
  }
}
