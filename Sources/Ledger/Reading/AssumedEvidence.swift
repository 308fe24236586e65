import GRDB
import Payments

/// Evidence of payments that a ledger does not have, for whoever knows more than a ledger that cannot be written.
struct AssumedEvidence {
  private var rows: [EvidenceRow] = []

  init() {}

  init(_ evidence: [(evidence: Evidence, at: Moment)], of id: PaymentID, _ concealment: Concealment) {
    rows = evidence.map { evidence, at in
      EvidenceRow(paymentID: id, key: evidence.key { concealment.digest(of: $0) }, at: at, evidence: evidence)
    }
  }

  /// What it adds to what is kept of a payment.
  func rows(of id: PaymentID, besides kept: [EvidenceRow]) -> [EvidenceRow] {
    rows.filter { row in row.paymentID == id && !kept.contains { $0.key == row.key } }
  }

  /// What stands on other payments too of what it says of this one: the lookup tables know nothing of it.
  func neighbours(of id: PaymentID, besides kept: Neighbours, in ledger: PaymentRows) throws -> Neighbours {
    var own = Neighbours()
    for row in rows where row.paymentID == id {
      switch row.evidence {
      case .accepted(let acceptance): own.checkoutRequestIDs.insert(acceptance.checkoutRequestID)
      case .callback(let callback):
        if let receipt = callback.receipt { own.receipts.insert(receipt) }
        if let prompt = callback.checkoutRequestID { own.checkoutRequestIDs.insert(prompt) }
      default: break
      }
    }
    var all = kept
    for other in try others(than: id, sharing: own, in: ledger) {
      let vouched = own.vouched(by: try ledger.evidence(of: other))
      all.receipts.formUnion(vouched.receipts)
      all.checkoutRequestIDs.formUnion(vouched.checkoutRequestIDs)
    }
    return all
  }

  private func others(than id: PaymentID, sharing own: Neighbours, in ledger: PaymentRows) throws -> [PaymentID] {
    var found: [String] = []
    for receipt in own.receipts {
      found += try String.fetchAll(
        ledger.database, sql: "SELECT payment_id FROM receipt WHERE code = ? AND payment_id <> ?",
        arguments: [receipt.code, id.hex])
    }
    for prompt in own.checkoutRequestIDs {
      found += try String.fetchAll(
        ledger.database, sql: "SELECT payment_id FROM prompt WHERE digest = ? AND payment_id <> ?",
        arguments: [ledger.concealment.digest(of: prompt), id.hex])
    }
    return Set(found).sorted().compactMap(PaymentID.init(hex:))
  }
}

extension LedgerDatabase {
  /// A payment as it would be if this ledger had some more evidence of it; nothing is written.
  ///
  /// What the other payments of the ledger say counts as always: a receipt that stands on one of them, another attempt
  /// that was paid.
  package func payment(
    _ id: PaymentID, assuming evidence: [(evidence: Evidence, at: Moment)]
  ) throws(LedgerError) -> PaymentSummary? {
    let concealment = concealment
    return try read { database in
      let assumed = AssumedEvidence(evidence, of: id, concealment)
      return try PaymentRows(database: database, concealment: concealment, assumed: assumed).summary(of: id)
    }
  }
}
