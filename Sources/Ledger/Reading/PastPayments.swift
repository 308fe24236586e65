import GRDB
import Payments

/// What the ledger said earlier: the same evidence folded by the same code, up to a position.
///
/// A phone that was purged since is not known again.
extension LedgerReader {
  /// What became known in a span of the wall clock, in the ledger's order.
  package func steps(fromWallMilliseconds start: Int64, until end: Int64) throws(LedgerError) -> [LedgerStep] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT position, payment_id, wall, boot, boot_id FROM evidence
          WHERE wall >= ? AND wall < ? AND payment_id <> 'shop' ORDER BY position
          """, arguments: [start, end]
      ).compactMap { row in
        guard let id = PaymentID(hex: try row.kept("payment_id")) else { return nil }
        return LedgerStep(position: try row.kept("position"), payment: id, at: try row.moment())
      }
    }
  }

  /// Every payment that a row changed: its own, those that share a receipt or a prompt with it, and all attempts at
  /// their sales, as they were with it.
  package func payments(changedBy step: LedgerStep) throws(LedgerError) -> [PaymentSummary] {
    try read { database in
      let past = past(of: database, upTo: step.position)
      return try past.payments(around: try past.touched(by: step.payment))
    }
  }

  /// What stood open on every desk's board once a position was reached.
  package func openPayments(at position: Int64) throws(LedgerError) -> [PaymentSummary] {
    // In steps: while one reading lasts, no commit of a desk can end.
    let ids = try read { database in
      // What nothing has changed since is as open as it is now.
      try String.fetchAll(
        database,
        sql: """
          SELECT id FROM payment WHERE is_open = 1
          UNION SELECT payment_id FROM evidence WHERE position > ? AND payment_id <> 'shop' ORDER BY 1
          """, arguments: [position]
      ).compactMap(PaymentID.init(hex:))
    }
    var open: [PaymentSummary] = []
    for id in ids {
      open += try read { database in
        try past(of: database, upTo: position).payments(around: [id]).filter(\.status.isOpen)
      }
    }
    var told: Set<PaymentID> = []
    return open.filter { told.insert($0.id).inserted }
  }

  /// All evidence of a payment up to a position.
  package func evidence(of id: PaymentID, upTo position: Int64) throws(LedgerError) -> [EvidenceRow] {
    try read { try past(of: $0, upTo: position).rows.evidence(of: id) }
  }

  private func past(of database: Database, upTo position: Int64) -> PastPayments {
    PastPayments(
      rows: PaymentRows(database: database, concealment: concealment, upTo: position), position: position)
  }
}

/// Reads of the ledger as it was at a position.
private struct PastPayments {
  let rows: PaymentRows
  let position: Int64

  /// A payment and those on which something of it stands too.
  func touched(by id: PaymentID) throws -> [PaymentID] {
    try String.fetchAll(
      rows.database,
      sql: """
        SELECT :id UNION SELECT other.payment_id FROM receipt other JOIN receipt own ON other.code = own.code
          WHERE own.payment_id = :id
        UNION SELECT other.payment_id FROM prompt other JOIN prompt own ON other.digest = own.digest
          WHERE own.payment_id = :id ORDER BY 1
        """, arguments: ["id": id.hex]
    ).compactMap(PaymentID.init(hex:))
  }

  /// All attempts at the sales of some payments, each once.
  func payments(around ids: [PaymentID]) throws -> [PaymentSummary] {
    var found: [PaymentSummary] = []
    for id in ids where !found.contains(where: { $0.id == id }) { found += try sale(of: id) }
    return found
  }

  /// The attempts that were one sale with a payment then, as they were; none for one that was asked for later.
  private func sale(of id: PaymentID) throws -> [PaymentSummary] {
    guard let name = try rows.sale(of: id) else { return [] }
    var links: [SaleLinks] = []
    for attempt in try rows.attempts(ofSale: name.hex) {
      let known = try rows.evidence(of: attempt)
      if !known.isEmpty { links.append(SaleLinks(of: attempt, in: known)) }
    }
    guard let sale = Sale.name(of: id, among: links) else { return [] }
    let mates = links.map(\.id).filter { Sale.name(of: $0, among: links) == sale }
    return try rows.summaries(of: mates).map { summary in
      var summary = summary
      summary.sale = sale
      summary.position = position
      return summary
    }
  }
}
