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

  func steps(of day: BusinessDay) throws -> [LedgerStep] {
    guard let midnight = EastAfricaTime.wallMilliseconds(parsing: day.text) else { return [] }
    return try ledger.steps(fromWallMilliseconds: midnight, until: midnight + 86_400_000)
  }

  func openPayments(at position: Int64) throws -> [PaymentSummary] { try ledger.openPayments(at: position) }

  func payments(changedBy step: LedgerStep) throws -> [PaymentSummary] { try ledger.payments(changedBy: step) }

  func evidence(of id: PaymentID, upTo position: Int64) throws -> [EvidenceRow] {
    try ledger.evidence(of: id, upTo: position)
  }
}
