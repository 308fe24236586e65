import CanonicalJSON
import GRDB
import Payments

/// A table in which payments are found by something that stands in their evidence.
enum LookupTable: String, CaseIterable {
  case receipt
  case prompt
  case askedPhone = "asked_phone"

  /// The column of what is looked up.
  var column: String { self == .receipt ? "code" : "digest" }

  /// What it finds payments by, for the owner.
  var words: String {
    switch self {
    case .receipt: "receipts"
    case .prompt: "prompts"
    case .askedPhone: "phones"
    }
  }
}

/// What one piece of evidence puts into the lookup tables, read from its kept fields: so that what is added and what is
/// verified later cannot differ by rule.
struct EvidenceIndex {
  /// Table and value, none or more.
  private(set) var entries: [(table: LookupTable, value: String)] = []

  init(kind: String, fields: JSONValue) {
    switch kind {
    case "recorded": add(.askedPhone, fields["phone"])
    case "accepted": add(.prompt, fields["checkout"])
    case "callback":
      add(.prompt, fields["checkout"])
      if fields["code"]?.string.map({ ResultCode($0) }) == .paid { add(.receipt, fields["receipt"]) }
    case "decision":
      if fields["action"]?.string == "accepted-by-hand" { add(.receipt, fields["receipt"]) }
    default: break
    }
  }

  private mutating func add(_ table: LookupTable, _ value: JSONValue?) {
    if let text = value?.string { entries.append((table, text)) }
  }

  func insert(for payment: PaymentID, into database: Database) throws {
    for (table, value) in entries {
      try database.execute(
        sql: "INSERT OR IGNORE INTO \(table.rawValue) (\(table.column), payment_id) VALUES (?, ?)",
        arguments: [value, payment.hex])
    }
  }
}
