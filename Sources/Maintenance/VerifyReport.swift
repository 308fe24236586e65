import CanonicalJSON
import Ledger

/// What `kaunta verify` says: the ledger by itself, and against spool and witness log.
package struct VerifyReport {
  private let payments: Int
  private let evidence: Int
  private let problems: [String]
  private let notes: [String]

  /// What was found.
  package init(_ found: LedgerVerification, _ differences: BooksDifferences) {
    payments = found.payments
    evidence = found.evidence
    problems = found.problems.map(\.sentence) + differences.problems
    notes = differences.notes
  }

  /// Everything fits.
  package var isWhole: Bool { problems.isEmpty }

  /// For a person.
  package var lines: [String] {
    let verdict = isWhole ? "everything fits" : "\(problems.count) problems"
    return notes.map { "note: " + $0 } + problems
      + ["verify: \(payments) payments, \(evidence) pieces of evidence, \(verdict)"]
  }

  /// For a script.
  package var json: JSONObject {
    [
      "payments": .integer(payments), "evidence": .integer(evidence),
      "problems": .array(problems.map(JSONValue.string)), "notes": .array(notes.map(JSONValue.string)),
    ]
  }
}
