import CanonicalJSON
import GRDB
import Payments

extension LedgerDatabase {
  /// Adds evidence to a payment, and refolds it and every payment that it touches, in one transaction.
  package func append(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws(LedgerError) -> AppendOutcome {
    let outcomes = try append([(id, evidence)], at: now)
    guard let outcome = outcomes.first else { throw .cannotWrite(reason: "the transaction did not run") }
    return outcome
  }

  /// Adds callbacks to their payments, all in one transaction: as many outcomes, in their order.
  ///
  /// What is waited for at a commit is waited for once, however many they are, and so is the folding of a sale.
  package func append(_ callbacks: [ReceivedCallback], at now: Moment) throws(LedgerError) -> [AppendOutcome] {
    try append(callbacks.map { ($0.paymentID, [.callback($0.evidence)]) }, at: now)
  }

  private func append(
    _ additions: [(id: PaymentID, evidence: [Evidence])], at now: Moment
  ) throws(LedgerError) -> [AppendOutcome] {
    let concealment = concealment
    return try write { database in
      let appender = Appender(rows: PaymentRows(database: database, concealment: concealment))
      let news = try additions.map { try appender.add($0.evidence, to: $0.id, at: now) }
      let changed = zip(additions, news).filter { $0.1 == .added }.map(\.0.id)
      let folded = try appender.refold(around: changed)
      return try zip(additions, news).map { addition, new in
        // One may have made the payment known behind another that could not: that one is in no row.
        guard new != .noSuchPayment,
          let summary = try folded[addition.id] ?? appender.rows.summary(of: addition.id)
        else { return .noSuchPayment }
        return new == .added ? .added(summary) : .alreadyKnown(summary)
      }
    }
  }

  /// Begins the one attempt of a payment.
  ///
  /// True only for the caller whose row won, who alone may connect.
  package func beginSending(_ id: PaymentID, owner: String, at now: Moment) throws(LedgerError) -> Bool {
    let concealment = concealment
    return try write { database in
      let appender = Appender(rows: PaymentRows(database: database, concealment: concealment))
      guard let summary = try appender.rows.summary(of: id), summary.status.standing == .recorded else { return false }
      let won = try appender.append(.sending(SendingStart(owner: owner)), to: id, at: now)
      if won { try appender.refold(around: id) }
      return won
    }
  }

  /// Notes that the attempt's request was turned away for its token and goes out once more.
  ///
  /// True only once, and only while nothing else is known of the attempt: another till may have given it up meanwhile,
  /// and the sale may be paid.
  package func beginSecondRequest(_ id: PaymentID, at now: Moment) throws(LedgerError) -> Bool {
    let concealment = concealment
    return try write { database in
      let appender = Appender(rows: PaymentRows(database: database, concealment: concealment))
      guard let summary = try appender.rows.summary(of: id), summary.status.standing == .sending else { return false }
      let begun = try appender.append(.tokenRefused, to: id, at: now)
      if begun { try appender.refold(around: id) }
      return begun
    }
  }

  /// Takes the shop's turn to ask Safaricom about a payment: only if nobody asked anything within the spacing.
  ///
  /// - Parameter moment: the time, once this process has the ledger.
  /// - Returns: the prompt to ask about, or nil when it is somebody else's turn or there is nothing to ask.
  package func takeQueryTurn(
    _ id: PaymentID, till: Till, question: String, spacingMilliseconds: Int64, at moment: () -> Moment
  ) throws(LedgerError) -> CheckoutRequestID? {
    let concealment = concealment
    return try write { database in
      let now = moment()
      let appender = Appender(rows: PaymentRows(database: database, concealment: concealment))
      let last = try Row.fetchOne(
        database,
        sql: """
          SELECT wall, boot, boot_id FROM evidence WHERE kind = 'query-asked' ORDER BY position DESC LIMIT 1
          """)
      if let last {
        let asked = try last.moment()
        if now.elapsedMilliseconds(since: asked) < spacingMilliseconds { return nil }
      }
      guard let prompt = try appender.rows.summary(of: id)?.status.attempt.checkoutRequestID else { return nil }
      let asked = QueryAsked(question: question, checkoutRequestID: prompt, till: till)
      guard try appender.append(.queryAsked(asked), to: id, at: now) else { return nil }
      try appender.refold(around: id)
      return prompt
    }
  }
}

/// Adds rows and keeps the caches true, inside a write transaction.
struct Appender {
  let rows: PaymentRows
  private var database: Database { rows.database }

  init(rows: PaymentRows) { self.rows = rows }

  /// What became of a payment's evidence, before anything is folded.
  enum Added {
    case added, alreadyKnown, noSuchPayment
  }

  /// Adds some evidence to a payment that stands here, or that only its callback tells of.
  func add(_ evidence: [Evidence], to id: PaymentID, at now: Moment) throws -> Added {
    if try !rows.has(id), try !CallbackOnly(appender: self).admits(evidence, for: id, at: now) { return .noSuchPayment }
    var added = Added.alreadyKnown
    for piece in evidence where try append(piece, to: id, at: now) { added = .added }
    return added
  }

  /// True when the row is new; a repeat changes nothing.
  ///
  /// - Parameter members: what the row says beside what the fold reads.
  func append(
    _ evidence: Evidence, to id: PaymentID, at now: Moment, with members: JSONObject = [:]
  ) throws -> Bool {
    let key = evidence.key { rows.concealment.digest(of: $0) }
    // With a sign before the parameter, as in PaymentRows.evidence.
    let known = try database.cachedStatement(sql: "SELECT 1 FROM evidence WHERE payment_id = +? AND key = ?")
    if try Int.fetchOne(known, arguments: [id.hex, key]) != nil { return false }

    var (object, personal) = rows.coding.encode(evidence)
    for member in members.members { object[member.name] = member.value }
    let fields = JSONValue.object(object)
    for entry in personal {
      try database.execute(
        sql: "INSERT OR IGNORE INTO personal (kind, digest, value) VALUES (?, ?, ?)",
        arguments: [entry.kind.rawValue, entry.digest, entry.value])
    }
    try ChainEnd(database).add(
      owner: id.hex, key: { _ in key }, kind: evidence.kind, fields: fields.canonicalText, at: now)
    try EvidenceIndex(kind: evidence.kind, fields: fields).insert(for: id, into: database)
    if case .decision(let decision) = evidence, case .askedAgain(let attempt) = decision.action {
      try joinSales(of: id, and: attempt)
    }
    return true
  }

  /// An attempt that was made at two sales makes them one, under the lesser of their names; see
  /// ``Sale/name(of:among:)``.
  private func joinSales(of id: PaymentID, and attempt: PaymentID) throws {
    guard let own = try rows.sale(of: id), let other = try rows.sale(of: attempt), own != other else { return }
    try database.execute(
      sql: "UPDATE payment SET sale = ? WHERE sale = ?", arguments: [min(own, other).hex, max(own, other).hex])
  }

  /// Folds again whatever a payment's new evidence can change.
  ///
  /// - Returns: the payment as it is now.
  @discardableResult
  func refold(around id: PaymentID) throws -> PaymentSummary {
    guard let summary = try refold(around: [id])[id] else {
      throw LedgerError.damaged(reason: "payment \(id.short) is in no sale")
    }
    return summary
  }

  /// Folds again whatever the new evidence of payments can change: themselves, the payments that share a receipt or a
  /// prompt with them, and all attempts of the sales of all of these, each sale once.
  ///
  /// - Returns: the payments as they are now.
  func refold(around ids: [PaymentID]) throws -> [PaymentID: PaymentSummary] {
    if ids.isEmpty { return [:] }
    let statement = try database.cachedStatement(
      sql: """
        WITH touched (id) AS (
          SELECT :id
          UNION SELECT other.payment_id FROM receipt other JOIN receipt own ON other.code = own.code
            WHERE own.payment_id = :id
          UNION SELECT other.payment_id FROM prompt other JOIN prompt own ON other.digest = own.digest
            WHERE own.payment_id = :id
        )
        SELECT DISTINCT own.sale FROM touched JOIN payment own ON own.id = touched.id
        """)
    let position = try Int64.fetchOne(database, sql: "SELECT max(position) FROM evidence") ?? 0
    var sales = Set<String>()
    for id in ids { sales.formUnion(try String.fetchAll(statement, arguments: ["id": id.hex])) }
    var folded: [PaymentID: PaymentSummary] = [:]
    for sale in sales.sorted() {
      for var summary in try rows.summaries(ofSale: sale) {
        summary.position = position
        try cache(summary)
        folded[summary.id] = summary
      }
    }
    for id in ids where folded[id] == nil { throw LedgerError.damaged(reason: "payment \(id.short) is in no sale") }
    return folded
  }

  /// Folds every payment again, after a change of the rules or of the table; no desk is told of a change.
  func refoldAll() throws {
    for sale in try String.fetchAll(database, sql: "SELECT DISTINCT sale FROM payment ORDER BY sale") {
      for summary in try rows.summaries(ofSale: sale) { try cache(summary) }
    }
  }

  private func cache(_ summary: PaymentSummary) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE payment SET standing = ?, flags = ?, is_open = ?, counts_on = ?, by_supervisor_on = ?, by_supervisor = ?,
          position = ? WHERE id = ?
        """)
    try statement.execute(arguments: [
      summary.status.standing.rawValue, summary.status.flags.names.joined(separator: " "),
      summary.status.isOpen ? 1 : 0, summary.countsOn?.text, summary.bySupervisor?.day.text,
      summary.bySupervisor?.shillings, summary.position, summary.id.hex,
    ])
  }
}
