import GRDB
import Payments

/// Something in a ledger that cannot be as it is.
public enum LedgerProblem: Sendable, Equatable {
  case file(String)
  case chainBroken(position: Int64, payment: String)
  case unreadableEvidence(position: Int64, payment: String)
  case cacheDiffers(payment: String, cached: String, folded: String)

  /// One line for the owner.
  public var sentence: String {
    switch self {
    case .file(let words): "The file itself is damaged: \(words)."
    case .chainBroken(let position, let payment):
      "Evidence \(position) of payment \(payment) is not what was written: its hash does not fit."
    case .unreadableEvidence(let position, let payment):
      "Evidence \(position) of payment \(payment) cannot be read."
    case .cacheDiffers(let payment, let cached, let folded):
      "Payment \(payment) is kept as \(cached), but its evidence says \(folded)."
    }
  }
}

/// What a verification looked at and found.
public struct LedgerVerification: Sendable, Equatable {
  /// How many payments.
  public var payments = 0
  /// How many pieces of evidence.
  public var evidence = 0
  /// What is wrong, in the order of the ledger.
  public var problems: [LedgerProblem] = []

  /// Nothing looked at yet.
  public init() {}
}

extension LedgerDatabase {
  /// Recomputes the whole ledger from its evidence and compares.
  public func verify() throws(LedgerError) -> LedgerVerification {
    let concealment = concealment
    return try read { database in
      var result = LedgerVerification()
      for line in try String.fetchAll(database, sql: "PRAGMA integrity_check") where line != "ok" {
        result.problems.append(.file(line))
      }
      let rows = PaymentRows(database: database, concealment: concealment)
      try verifyChain(rows, into: &result)
      try verifyCaches(rows, into: &result)
      return result
    }
  }

  private func verifyChain(_ rows: PaymentRows, into result: inout LedgerVerification) throws {
    var previous = HashChain.start
    let coding = rows.coding
    let cursor = try Row.fetchCursor(
      rows.database,
      sql: "SELECT position, payment_id, key, kind, wall, boot, boot_id, fields, hash FROM evidence ORDER BY position")
    while let row = try cursor.next() {
      result.evidence += 1
      let position: Int64 = row["position"]
      let payment: String = row["payment_id"]
      let hash = HashChain.hash(
        after: previous, position: position, paymentID: payment, key: row["key"], kind: row["kind"],
        at: Moment(wallMilliseconds: row["wall"], bootMilliseconds: row["boot"], bootID: row["boot_id"]),
        fields: row["fields"])
      let kept: String = row["hash"]
      if hash != kept { result.problems.append(.chainBroken(position: position, payment: payment)) }
      if (try? coding.decode(kind: row["kind"], fields: row["fields"])) == nil {
        result.problems.append(.unreadableEvidence(position: position, payment: payment))
      }
      // Going on from what is kept names each changed row once, instead of every row after it.
      previous = kept
    }
  }

  private func verifyCaches(_ rows: PaymentRows, into result: inout LedgerVerification) throws {
    let cached = try Row.fetchAll(rows.database, sql: "SELECT id, standing, flags, is_open FROM payment ORDER BY id")
    for row in cached {
      result.payments += 1
      let hex: String = row["id"]
      guard let id = PaymentID(hex: hex), let status = try? rows.summary(of: id)?.status else {
        result.problems.append(.cacheDiffers(payment: hex, cached: row["standing"], folded: "nothing readable"))
        continue
      }
      let kept = Self.text(row["standing"], row["flags"], (row["is_open"] as Int) == 1)
      let folded = Self.text(
        status.standing.rawValue, status.flags.names.joined(separator: " "), status.isOpen)
      if kept != folded { result.problems.append(.cacheDiffers(payment: hex, cached: kept, folded: folded)) }
    }
  }

  private static func text(_ standing: String, _ flags: String, _ isOpen: Bool) -> String {
    standing + (flags.isEmpty ? "" : " (\(flags))") + (isOpen ? ", open" : "")
  }
}
