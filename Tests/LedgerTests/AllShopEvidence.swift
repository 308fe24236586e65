import Payments

@testable import Ledger

extension LedgerDatabase {
  /// Everything about the shop itself, oldest first.
  func shopEvidence() throws(LedgerError) -> [ShopEvidenceRow] {
    try read { database in try ShopRows(database: database).rows() }
  }
}
