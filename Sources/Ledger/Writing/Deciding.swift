import GRDB
import Payments

extension LedgerDatabase {
  /// Takes a person's decision about a payment: checks, PIN and evidence in one transaction.
  ///
  /// The PIN is hashed before the transaction, since that is slow; how many tries there were counts inside it, so that
  /// any number of desks share five of them.
  ///
  /// - Parameter supervisors: who has a PIN in this home.
  package func decide(
    _ request: DecisionRequest, supervisors: [SupervisorPIN], at now: Moment
  ) throws(LedgerError) -> DecisionOutcome {
    let supervisor = request.pin.flatMap { supervisors.owner(of: $0) }
    let concealment = concealment
    return try write { database in
      let rows = PaymentRows(database: database, concealment: concealment)
      return try Decider(
        rows: rows, request: request, hasSupervisors: !supervisors.isEmpty, supervisor: supervisor, now: now
      ).decide()
    }
  }
}

private struct Decider {
  let rows: PaymentRows
  let request: DecisionRequest
  let hasSupervisors: Bool
  let supervisor: String?
  let now: Moment

  private var database: Database { rows.database }

  init(rows: PaymentRows, request: DecisionRequest, hasSupervisors: Bool, supervisor: String?, now: Moment) {
    self.rows = rows
    self.request = request
    self.hasSupervisors = hasSupervisors
    self.supervisor = supervisor
    self.now = now
  }

  func decide() throws -> DecisionOutcome {
    guard let summary = try rows.summary(of: request.payment) else { return .refused(.noSuchPayment) }
    let evidence = try rows.evidence(of: request.payment)
    if evidence.contains(where: { $0.key == "decision/" + request.id }) { return .alreadyDecided(summary) }
    let why = PersonsWords.clean(request.why)
    var decision = Decision(
      id: request.id, who: request.cashier, why: why, action: request.action,
      answers: try rows.keys(of: request.payment, upTo: request.seenPosition), supersedes: request.supersedes)
    if let refusal = try refusal(of: decision, about: summary, with: evidence) { return .refused(refusal) }
    if DecisionRules.wantsSupervisor(decision, evidence) {
      if why.isEmpty { return .refused(.reasonWanted) }
      if let refusal = try refusalOfPIN() { return .refused(refusal) }
      guard let supervisor else { return .refused(.supervisorWanted) }
      decision.who = supervisor
    }
    let appender = Appender(rows: rows)
    _ = try appender.append(.decision(decision), to: request.payment, at: now)
    return .decided(try appender.refold(around: request.payment))
  }

  private func refusal(
    of decision: Decision, about summary: PaymentSummary, with evidence: [EvidenceRow]
  ) throws -> DecisionRefusal? {
    try DecisionRules(decision: decision, summary: summary, evidence: evidence, now: now)
      .refusal(otherHolder: otherHolder) { try rows.neighbours(of: summary.id) }
  }

  private func otherHolder(of receipt: Receipt) throws -> ReceiptHolder? {
    let holder = try String.fetchOne(
      database, sql: "SELECT payment_id FROM receipt WHERE code = ? AND payment_id <> ? ORDER BY payment_id LIMIT 1",
      arguments: [receipt.code, request.payment.hex])
    if let other = try holder.flatMap(PaymentID.init(hex:)).flatMap({ try rows.summary(of: $0) }) {
      return .payment(other)
    }
    let shop = try ShopRows(database: database).status(.resolved)
    return shop.resolved(stating: receipt).map { .unmatched($0.resolution) }
  }

  private func refusalOfPIN() throws -> DecisionRefusal? {
    try PINGate(
      database: database,
      tried: PINTry(
        supervisor: supervisor, cashier: request.cashier, till: request.till, subject: .payment(request.payment)),
      hasSupervisors: hasSupervisors, isTyped: request.pin != nil, now: now
    ).refusal()
  }
}
