import CanonicalJSON
import GRDB
import Payments

/// Holds one payment's row, and how it is found, to its evidence.
struct PaymentVerification {
  let rows: PaymentRows
  let hex: String

  func problems() throws -> [LedgerProblem] {
    guard
      let row = try Row.fetchOne(
        rows.database,
        sql: """
          SELECT till, day, number, sale, amount, once_digest, recorded_wall, standing, flags, is_open, counts_on,
            by_supervisor_on, by_supervisor
          FROM payment WHERE id = ?
          """,
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
      problems += try differences(from: recording, at: entry.at, in: row)
    }
    if try !isOneSale(id, as: row.kept("sale"), evidence) {
      problems.append(.recordDiffers(payment: hex, what: "sale"))
    }
    problems += try indexProblems()
    let status = summary.status
    let (keptDay, keptShillings): (String?, Int?) = (
      try row.kept("by_supervisor_on"), try row.kept("by_supervisor")
    )
    let word = summary.bySupervisor
    let kept =
      text(try row.kept("standing"), try row.kept("flags"), try row.kept("is_open") == 1, try row.kept("counts_on"))
      + wordText(keptDay, keptShillings)
    let folded =
      text(status.standing.rawValue, status.flags.names.joined(separator: " "), status.isOpen, summary.countsOn?.text)
      + wordText(word?.day.text, word?.shillings)
    if kept != folded { problems.append(.cacheDiffers(payment: hex, cached: kept, folded: folded)) }
    return problems
  }

  private func differences(from recording: Recording, at moment: Moment, in row: Row) throws -> [LedgerProblem] {
    let asked: [(what: String, agrees: Bool)] = [
      ("amount", try row.kept("amount") == recording.amount.count),
      ("time", try row.kept("recorded_wall") == moment.wallMilliseconds),
      ("day", try row.kept("day") == EastAfricaTime(moment).businessDay.text),
      ("till", try recording.till.map { try row.kept("till") == $0.number } ?? true),
      ("number", try recording.number.map { try row.kept("number") == $0 } ?? true),
    ]
    return asked.filter { !$0.agrees }.map { .recordDiffers(payment: hex, what: $0.what) }
  }

  /// The attempts kept as one sale are those that the evidence links, neither fewer nor more.
  private func isOneSale(_ id: PaymentID, as sale: String, _ evidence: [EvidenceRow]) throws -> Bool {
    let links = SaleLinks(of: id, in: evidence)
    for attempt in links.askedAgainAs + [links.sale] {
      if let other = try rows.sale(of: attempt), other.hex != sale { return false }
    }
    let attempts = try rows.attempts(ofSale: sale).map { SaleLinks(of: $0, in: try rows.evidence(of: $0)) }
    return Sale.name(of: id, among: attempts)?.hex == sale
  }

  /// The lookup tables are built again from the evidence: whoever takes a row out of them blinds a guard.
  private func indexProblems() throws -> [LedgerProblem] {
    var entries: [(table: LookupTable, value: String)] = []
    let evidence = try Row.fetchAll(
      rows.database, sql: "SELECT kind, fields FROM evidence WHERE payment_id = ?", arguments: [hex])
    for row in evidence {
      guard let fields = try? JSONValue(parsing: row.kept("fields"), limits: EvidenceCoding.ownLimits) else { continue }
      entries += EvidenceIndex(kind: try row.kept("kind"), fields: fields).entries
    }
    return try LookupTable.allCases.compactMap { table in
      let kept = try String.fetchAll(
        rows.database, sql: "SELECT \(table.column) FROM \(table.rawValue) WHERE payment_id = ?", arguments: [hex])
      let told = entries.filter { $0.table == table }.map(\.value)
      return Set(kept) == Set(told) ? nil : .indexDiffers(payment: hex, what: table.words)
    }
  }

  private func text(_ standing: String, _ flags: String, _ isOpen: Bool, _ countsOn: String?) -> String {
    standing + (flags.isEmpty ? "" : " (\(flags))") + (isOpen ? ", open" : "")
      + (countsOn.map { ", counted on \($0)" } ?? "")
  }

  private func wordText(_ day: String?, _ shillings: Int?) -> String {
    if day == nil, shillings == nil { return "" }
    return ", KSh \(shillings.map(String.init) ?? "?") by a supervisor on \(day ?? "?")"
  }
}
