import GRDB
import Payments

/// Reads of one payment inside a transaction: its rows, its neighbours, its status.
struct PaymentRows {
  let database: Database
  let concealment: Concealment
  /// Evidence that stands in no ledger, and counts here as if it did; see ``AssumedEvidence``.
  var assumed = AssumedEvidence()
  /// The position up to which evidence counts, for whoever wants to know what was known then.
  var upTo = Int64.max

  var coding: EvidenceCoding {
    EvidenceCoding(concealment: concealment) { kind, digest in
      let statement = try database.cachedStatement(sql: "SELECT value FROM personal WHERE kind = ? AND digest = ?")
      return try String.fetchOne(statement, arguments: [kind.rawValue, digest])
    }
  }

  func evidence(of id: PaymentID) throws -> [EvidenceRow] {
    // With a sign before it: where one index is only of the shop's own rows, a bare parameter makes SQLite prepare the
    // statement anew for each payment, in case that it is the shop's name.
    let statement = try database.cachedStatement(
      sql: """
        SELECT key, kind, wall, boot, boot_id, fields FROM evidence WHERE payment_id = +? AND position <= ?
        ORDER BY position
        """)
    let coding = coding
    let kept = try Row.fetchAll(statement, arguments: [id.hex, upTo]).map { row in
      EvidenceRow(
        paymentID: id, key: try row.kept("key"), at: try row.moment(),
        evidence: try coding.decode(kind: row.kept("kind"), fields: row.kept("fields")))
    }
    return kept + assumed.rows(of: id, besides: kept)
  }

  /// Keys of a payment's evidence up to a position, in ascending order: what somebody had seen to whom it was shown
  /// then.
  func keys(of id: PaymentID, upTo position: Int64) throws -> [String] {
    try String.fetchAll(
      database, sql: "SELECT key FROM evidence WHERE payment_id = ? AND position <= ? ORDER BY key",
      arguments: [id.hex, position])
  }

  /// Which of this payment's receipts and prompts stand on other payments too, by a word that is vouched for.
  func neighbours(of id: PaymentID) throws -> Neighbours {
    let receipts = try String.fetchAll(
      try database.cachedStatement(
        sql: Self.shared(.receipt, vouchedBy: "'decision', 'callback'", field: "receipt")), arguments: [id.hex, upTo])
    let prompts = try String.fetchAll(
      try database.cachedStatement(
        sql: Self.shared(.prompt, vouchedBy: "'accepted', 'callback'", field: "checkout")), arguments: [id.hex, upTo])
    let coding = coding
    let kept = Neighbours(
      receipts: Set(receipts.compactMap(Receipt.init)),
      checkoutRequestIDs: Set(
        try prompts.map { try coding.reveal(.checkout, $0).map(CheckoutRequestID.init) ?? Concealment.standIn($0) }))
    return try assumed.neighbours(of: id, besides: kept, in: self)
  }

  /// The rule of ``Neighbours/vouched(by:)`` in SQL, since a receipt that stands on many payments would else have all
  /// their evidence decoded for each of them; the differential tests hold the two together.
  ///
  /// Fields that somebody has damaged vouch for nothing here; reading them as evidence names them.
  private static func shared(_ table: LookupTable, vouchedBy kinds: String, field: String) -> String {
    """
    SELECT mine.\(table.column) FROM \(table.rawValue) mine WHERE mine.payment_id = ? AND EXISTS (
      SELECT 1 FROM \(table.rawValue) other JOIN evidence ON evidence.payment_id = other.payment_id
      WHERE other.\(table.column) = mine.\(table.column) AND other.payment_id <> mine.payment_id
        AND evidence.position <= ? AND evidence.kind IN (\(kinds))
        AND CASE WHEN json_valid(evidence.fields) THEN
          json_extract(evidence.fields, '$.\(field)') = mine.\(table.column)
            AND (evidence.kind <> 'callback' OR (
              json_extract(evidence.fields, '$.peer') = 'listed'
              AND json_extract(evidence.fields, '$.key_is_trusted')
              \(table == .receipt ? "AND json_extract(evidence.fields, '$.code') = '0'" : "")))
            AND (evidence.kind <> 'decision' OR json_extract(evidence.fields, '$.action') = 'accepted-by-hand')
          ELSE 0 END)
    """
  }

  /// All evidence of the other payments on which a receipt or a prompt of this one stands.
  private func evidence(sharedWith id: PaymentID) throws -> [EvidenceRow] {
    let others = try String.fetchAll(
      database,
      sql: """
        SELECT other.payment_id FROM receipt mine JOIN receipt other ON other.code = mine.code
          WHERE mine.payment_id = :id AND other.payment_id <> :id
        UNION SELECT other.payment_id FROM prompt mine JOIN prompt other ON other.digest = mine.digest
          WHERE mine.payment_id = :id AND other.payment_id <> :id
        """,
      arguments: ["id": id.hex])
    return try others.compactMap(PaymentID.init(hex:)).flatMap { try evidence(of: $0) }
  }

  /// The sale that a payment belongs to; nil for one that is not here.
  func sale(of id: PaymentID) throws -> PaymentID? { try saleName(of: id).flatMap(PaymentID.init(hex:)) }

  private func saleName(of id: PaymentID) throws -> String? {
    let statement = try database.cachedStatement(sql: "SELECT sale FROM payment WHERE id = ?")
    return try String.fetchOne(statement, arguments: [id.hex])
  }

  /// All attempts of a sale, in the order in which they were recorded, whatever the clocks were set to.
  func attempts(ofSale sale: String) throws -> [PaymentID] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id FROM payment
        LEFT JOIN evidence recorded ON recorded.payment_id = id AND recorded.key = 'recorded'
        WHERE sale = ? ORDER BY recorded.position, id
        """)
    return try String.fetchAll(statement, arguments: [sale]).compactMap(PaymentID.init(hex:))
  }

  /// The fold of one payment by itself.
  private func ownStatus(of id: PaymentID) throws -> (status: PaymentStatus, attempt: CountingDay.Attempt) {
    let attempt = (rows: try evidence(of: id), neighbours: try neighbours(of: id))
    return (PaymentStatus(folding: attempt.rows, neighbours: attempt.neighbours), attempt)
  }

  /// The payment stands in this ledger.
  func has(_ id: PaymentID) throws -> Bool { try saleName(of: id) != nil }

  /// A payment as desks show it: its own fold, and what the other attempts of its sale add to it.
  func summary(of id: PaymentID) throws -> PaymentSummary? {
    guard let sale = try saleName(of: id) else { return nil }
    guard let summary = try summaries(ofSale: sale, only: id).first else {
      throw LedgerError.damaged(reason: "payment \(id.short) is in no sale")
    }
    return summary
  }

  /// All attempts of a sale as desks show them, oldest first, or only one of them; each is folded once.
  func summaries(ofSale sale: String, only wanted: PaymentID? = nil) throws -> [PaymentSummary] {
    try summaries(of: try attempts(ofSale: sale), only: wanted)
  }

  /// The attempts of one sale as desks show them, or only one of them.
  func summaries(of attempts: [PaymentID], only wanted: PaymentID? = nil) throws -> [PaymentSummary] {
    let folded = try attempts.map { try ownStatus(of: $0) }
    // Also an only attempt may be paid twice: by hand, and in another way.
    let statuses = Sale.flagged(folded.map(\.status))
    let sale = zip(statuses, folded).map { SaleAttempt($0, alone: $1.status, $1.attempt.rows) }
    return try attempts.indices.filter { wanted == nil || attempts[$0] == wanted }.map { own in
      let countsOn = try CountingDay.day(of: own, among: folded.map(\.attempt), as: statuses) { attempt in
        try evidence(sharedWith: attempts[attempt])
      }
      let decisive = Sale.decisive(about: own, among: sale)
      return try summary(
        of: attempts[own], rows: folded[own].attempt.rows, status: statuses[own], countsOn: countsOn,
        decisive: decisive.map { try decisiveAttempt(attempts[$0.index], $0.reason) })
    }
  }

  private func decisiveAttempt(_ id: PaymentID, _ reason: DecisiveAttempt.Reason) throws -> DecisiveAttempt {
    let statement = try database.cachedStatement(sql: "SELECT till, day, number FROM payment WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id.hex]), let till = Till(try row.kept("till")),
      let day = BusinessDay(text: try row.kept("day"))
    else { throw LedgerError.damaged(reason: "payment \(id.short) is incomplete") }
    return DecisiveAttempt(reason, number: try row.kept("number"), till: till, day: day)
  }

  private func summary(
    of id: PaymentID, rows: [EvidenceRow], status: PaymentStatus, countsOn: BusinessDay?, decisive: DecisiveAttempt?
  ) throws -> PaymentSummary {
    let statement = try database.cachedStatement(
      sql: "SELECT till, day, number, sale, amount, recorded_wall, position FROM payment WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id.hex]), let till = Till(try row.kept("till")),
      let amount = Shillings(try row.kept("amount")), let day = BusinessDay(text: try row.kept("day")),
      let sale = PaymentID(hex: try row.kept("sale"))
    else { throw LedgerError.damaged(reason: "payment \(id.short) is incomplete") }
    let asked = try recording(in: rows, of: id, wall: row.kept("recorded_wall"))
    return PaymentSummary(
      id: id, number: try row.kept("number"), day: day, till: till, cashier: asked.cashier, phone: asked.phone,
      amount: amount, reference: asked.reference, sale: sale, recordedAt: asked.at, status: status,
      position: try row.kept("position"), countsOn: countsOn, decisiveAttempt: decisive)
  }

  /// Who asked whom for it; nobody knows for a payment that is known from its callback only.
  private func recording(
    in evidence: [EvidenceRow], of id: PaymentID, wall: Int64
  ) throws -> (cashier: String, phone: PhoneNumber?, reference: String, at: Moment) {
    for row in evidence {
      if case .recorded(let recording) = row.evidence {
        return (recording.cashier, recording.phone, recording.reference, row.at)
      }
    }
    guard evidence.contains(where: { $0.evidence.kind == "callback" }) else {
      throw LedgerError.damaged(reason: "payment \(id.short) is incomplete")
    }
    return ("", nil, "", try Moment(keptWall: wall, boot: 0, bootID: ""))
  }
}
