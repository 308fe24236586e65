import CanonicalJSON
import GRDB
import Payments

extension LedgerDatabase {
  /// Takes a supervisor's decision about something among the unmatched callbacks: PIN and evidence in one transaction.
  ///
  /// The file is moved afterwards: a crash in between leaves it among the unmatched callbacks, resolved, to be moved at
  /// the next look.
  package func resolveUnmatched(
    _ decision: UnmatchedDecision, supervisors: [SupervisorPIN], at now: Moment
  ) throws(LedgerError) -> UnmatchedOutcome {
    let supervisor = decision.pin.flatMap { supervisors.owner(of: $0) }
    return try write { database in
      let rows = ShopRows(database: database)
      let known = try rows.status(.resolved).resolved
      if let earlier = known.first(where: { $0.resolution.decides(about: decision.item) }) {
        return .alreadyResolved(earlier.resolution)
      }
      let why = PersonsWords.clean(decision.why)
      if why.isEmpty { return .refused(.reasonWanted) }
      let gate = PINGate(
        database: database,
        tried: PINTry(
          supervisor: supervisor, cashier: decision.cashier, till: decision.till,
          subject: .unmatchedItem(decision.item.id)),
        hasSupervisors: !supervisors.isEmpty, isTyped: decision.pin != nil, now: now)
      if let refusal = try gate.refusal() { return .refused(refusal) }
      guard let supervisor else { return .refused(.supervisorWanted) }
      let resolution = UnmatchedResolution(
        item: decision.item, resolution: decision.resolution, why: why, supervisor: supervisor,
        cashier: decision.cashier, till: decision.till)
      try rows.append(.unmatchedResolved(resolution), at: now)
      return .resolved(resolution)
    }
  }

  /// Everything that was resolved among the unmatched callbacks, oldest first.
  package func unmatchedResolutions() throws(LedgerError) -> [UnmatchedResolution] {
    try read { database in try ShopRows(database: database).status(.resolved).resolved.map(\.resolution) }
  }
}

extension UnmatchedResolution {
  /// The fields of its row; nothing personal is among them.
  var fields: JSONObject {
    var fields: JSONObject = [
      "item": .string(item.id), "oddity": .string(item.oddity), "detail": .string(item.detail),
      "why": .string(why), "supervisor": .string(supervisor), "cashier": .string(cashier),
      "till": .integer(till.number),
    ]
    fields["payment"] = item.payment.map { .string($0.hex) }
    fields["body_hash"] = item.bodyHash.map { .string($0) }
    fields["peer"] = item.peer.map { .string($0.rawValue) }
    fields["code"] = item.code.map { .string($0.rawValue) }
    fields["amount_cents"] = item.amount.map { .integer($0.count) }
    fields["receipt"] = item.receipt.map { .string($0.code) }
    fields["since"] = item.sinceWallMilliseconds.map { .integer($0) }
    fields["settlement"] = resolution.map { .string($0.rawValue) }
    return fields
  }

  /// Reads a row back.
  init(_ fields: ShopFields) throws {
    var item = UnmatchedItem(
      id: try fields.string("item"), oddity: try fields.string("oddity"), detail: try fields.string("detail"))
    item.payment = try fields.optional("payment") { $0.string.flatMap(PaymentID.init(hex:)) }
    item.bodyHash = try fields.optional("body_hash", \.string)
    item.peer = try fields.optional("peer") { $0.string.flatMap(PeerClass.init(rawValue:)) }
    item.code = try fields.optional("code") { $0.string.map(ResultCode.init) }
    item.amount = try fields.optional("amount_cents") { $0.integer.map(Cents.init(count:)) }
    item.receipt = try fields.optional("receipt") { $0.string.flatMap(Receipt.init) }
    item.sinceWallMilliseconds = try fields.optional("since", \.integer)
    self.init(
      item: item,
      resolution: try fields.optional("settlement") { $0.string.flatMap(Decision.Resolution.init(rawValue:)) },
      why: try fields.string("why"), supervisor: try fields.string("supervisor"),
      cashier: try fields.string("cashier"), till: try fields.till())
  }
}
