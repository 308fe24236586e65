import GRDB
import Payments

/// Something in a ledger that cannot be as it is.
public enum LedgerProblem: Sendable, Equatable {
  case file(String)
  case chainBroken(position: Int64, payment: String)
  case unreadableEvidence(position: Int64, payment: String)
  case evidenceMissing(after: Int64)
  case recordDiffers(payment: String, what: String)
  case cacheDiffers(payment: String, cached: String, folded: String)
  case recordMissing(payment: String)
  case paymentMissing(payment: String)

  /// One line for the owner.
  public var sentence: String {
    switch self {
    case .file(let words): "The file itself is damaged: \(words)."
    case .chainBroken(let position, let payment):
      "Evidence \(position) of \(Self.owner(payment)) is not what was written: its hash does not fit."
    case .unreadableEvidence(let position, let payment):
      "Evidence \(position) of \(Self.owner(payment)) cannot be read."
    case .evidenceMissing(let position):
      "Evidence after number \(position) was written once and is gone."
    case .recordDiffers(let payment, let what):
      "Payment \(payment) is kept with another \(what) than its evidence says."
    case .cacheDiffers(let payment, let cached, let folded):
      "Payment \(payment) is kept as \(cached), but its evidence says \(folded)."
    case .recordMissing(let payment):
      "Payment \(payment) is kept without a word that it was ever asked for."
    case .paymentMissing(let payment):
      "Payment \(payment) has evidence and is gone from the list of payments."
    }
  }
}

extension LedgerProblem {
  private static func owner(_ payment: String) -> String {
    payment == ShopEntry.owner ? "the shop itself" : "payment \(payment)"
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
  /// So many rows at a time are verified: other processes commit in between.
  private static let rowsAtOnce = 500

  /// Recomputes the whole ledger from its evidence and compares.
  ///
  /// Each step is a short reading of its own, so that desks go on working; what they commit meanwhile is verified too.
  public func verify() throws(LedgerError) -> LedgerVerification {
    var result = LedgerVerification()
    for line in try read({ try String.fetchAll($0, sql: "PRAGMA integrity_check") }) where line != "ok" {
      result.problems.append(.file(line))
    }
    do {
      try verifyChain(into: &result)
      try verifyPayments(into: &result)
    } catch .damaged(let reason) {
      // So far and no further: what was found before stands beside it.
      result.problems.append(.file(reason))
    }
    return result
  }

  private func verifyChain(into result: inout LedgerVerification) throws(LedgerError) {
    let concealment = concealment
    var last = (position: Int64(0), hash: HashChain.start)
    while true {
      let found = try read { database in
        try Self.links(after: last, in: PaymentRows(database: database, concealment: concealment))
      }
      result.evidence += found.count
      result.problems += found.problems
      if found.count == 0 { break }
      last = found.last
    }
    let newest =
      try read { try Int64.fetchOne($0, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'evidence'") } ?? 0
    if newest > last.position {
      // What was committed while this ran continues the chain; what is missing does not.
      let stands = try read { database in
        try Int64.fetchOne(database, sql: "SELECT max(position) FROM evidence") ?? 0
      }
      if stands < newest { result.problems.append(.evidenceMissing(after: stands)) }
    }
  }

  private static func links(
    after start: (position: Int64, hash: String), in rows: PaymentRows
  ) throws -> (count: Int, last: (position: Int64, hash: String), problems: [LedgerProblem]) {
    var last = start
    var problems: [LedgerProblem] = []
    let coding = rows.coding
    let found = try Row.fetchAll(
      rows.database,
      sql: """
        SELECT position, payment_id, key, kind, wall, boot, boot_id, fields, hash FROM evidence
        WHERE position > ? ORDER BY position LIMIT ?
        """,
      arguments: [start.position, rowsAtOnce])
    for row in found {
      let position: Int64 = try row.kept("position")
      let payment: String = try row.kept("payment_id")
      let hash = HashChain.hash(
        after: last.hash, position: position, paymentID: payment, key: try row.kept("key"),
        kind: try row.kept("kind"), at: try row.moment(), fields: try row.kept("fields"))
      let kept: String = try row.kept("hash")
      if hash != kept { problems.append(.chainBroken(position: position, payment: payment)) }
      let isReadable =
        payment == ShopEntry.owner
        ? (try? ShopEntry(kind: row.kept("kind"), fields: row.kept("fields"))) != nil
        : (try? coding.decode(kind: row.kept("kind"), fields: row.kept("fields"))) != nil
      if !isReadable {
        problems.append(.unreadableEvidence(position: position, payment: payment))
      }
      // Going on from what is kept names each changed row once, instead of every row after it.
      last = (position, kept)
    }
    return (found.count, last, problems)
  }

  private func verifyPayments(into result: inout LedgerVerification) throws(LedgerError) {
    let concealment = concealment
    let lost = try read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT payment_id FROM evidence
          WHERE payment_id <> 'shop' AND payment_id NOT IN (SELECT id FROM payment) ORDER BY 1
          """)
    }
    result.problems += lost.map { .paymentMissing(payment: $0) }
    for id in try read({ try String.fetchAll($0, sql: "SELECT id FROM payment ORDER BY id") }) {
      result.payments += 1
      result.problems += try read { database in
        try Self.problems(of: id, in: PaymentRows(database: database, concealment: concealment))
      }
    }
  }

  private static func problems(of hex: String, in rows: PaymentRows) throws -> [LedgerProblem] {
    guard
      let row = try Row.fetchOne(
        rows.database,
        sql:
          "SELECT till, day, number, sale, amount, recorded_wall, standing, flags, is_open FROM payment WHERE id = ?",
        arguments: [hex])
    else { return [] }
    guard let id = PaymentID(hex: hex), let summary = try? rows.summary(of: id),
      let evidence = try? rows.evidence(of: id)
    else { return [.cacheDiffers(payment: hex, cached: try row.kept("standing"), folded: "nothing readable")] }
    var problems: [LedgerProblem] = []
    if !evidence.contains(where: { $0.evidence.kind == "recorded" }) {
      problems += try CallbackOnly.problems(of: hex, amount: row.kept("amount"), evidence: evidence, in: rows)
    }
    for entry in evidence {
      guard case .recorded(let recording) = entry.evidence else { continue }
      let asked: [(what: String, agrees: Bool)] = [
        ("amount", try row.kept("amount") == recording.amount.count),
        ("sale", try row.kept("sale") == recording.sale.hex),
        ("time", try row.kept("recorded_wall") == entry.at.wallMilliseconds),
        ("day", try row.kept("day") == EastAfricaTime(entry.at).businessDay.text),
        ("till", try recording.till.map { try row.kept("till") == $0.number } ?? true),
        ("number", try recording.number.map { try row.kept("number") == $0 } ?? true),
      ]
      problems += asked.filter { !$0.agrees }.map { .recordDiffers(payment: hex, what: $0.what) }
    }
    let status = summary.status
    let kept = text(try row.kept("standing"), try row.kept("flags"), try row.kept("is_open") == 1)
    let folded = text(status.standing.rawValue, status.flags.names.joined(separator: " "), status.isOpen)
    if kept != folded { problems.append(.cacheDiffers(payment: hex, cached: kept, folded: folded)) }
    return problems
  }

  private static func text(_ standing: String, _ flags: String, _ isOpen: Bool) -> String {
    standing + (flags.isEmpty ? "" : " (\(flags))") + (isOpen ? ", open" : "")
  }
}
