import CanonicalJSON
import Wording

/// What `kaunta doctor` found: lines that are told as they come, or one JSON object at the end.
package struct DoctorReport {
  private let asJSON: Bool
  private let tell: (String) -> Void
  private var findings: [JSONValue] = []
  private var badCount = 0

  /// Nothing was found yet.
  ///
  /// - Parameter tell: hears each line.
  package init(asJSON: Bool, tell: @escaping (String) -> Void) {
    self.asJSON = asJSON
    self.tell = tell
  }

  /// A part of the shop is well.
  package mutating func good(_ part: String, _ words: String) { note(Finding(.good, part, words)) }

  /// Somebody should look at a part.
  package mutating func warn(_ part: String, _ words: String) { note(Finding(.look, part, words)) }

  /// A part is to be mended before the shop can take payments.
  package mutating func bad(_ part: String, _ words: String) { note(Finding(.bad, part, words)) }

  /// Something was found.
  package mutating func note(_ finding: Finding) {
    if finding.state == .bad { badCount += 1 }
    if asJSON {
      findings.append(.object(finding.json))
    } else {
      tell(finding.line)
    }
  }

  /// Says how it stands.
  ///
  /// - Returns: the code to end with; nil where nothing is to be mended.
  package func finish() -> Int32? {
    if asJSON {
      let object: JSONObject = ["bad": .integer(badCount), "findings": .array(findings)]
      tell(object.compactText)
    } else {
      tell(badCount == 0 ? "doctor: this shop can take payments" : "doctor: \(badCount) to mend")
    }
    return badCount > 0 ? Exit.settings : nil
  }
}

extension DoctorReport {
  /// A ledger that a restore put aside still knows keys of `--once`; one that cannot be read refuses every new one.
  package mutating func tellLedgerPutAside(_ file: String, isLocked: Bool) {
    let remedy =
      isLocked
      ? "another program has it open: end that one" : "compare the statement, then move it out of its directory"
    bad("ledger", "\(file), which a restore put aside, cannot be read, so `push --once` takes no new key; \(remedy)")
  }

  /// What waits in the spool, and what lies there that should not.
  package mutating func tellSpool(waiting: Int, strays: Int, newer: Int, odd: Int, isWell: Bool) {
    if isWell { good("spool", "\(waiting) waiting") }
    if strays > 0 {
      warn("spool", "\(strays) in new/ that no listener put there and that cannot be moved; see who did")
    }
    if newer > 0 {
      warn("spool", "\(newer) waiting that only a newer Kaunta can read, and that are kept; start that one here")
    }
    if odd > 0 { warn("unmatched", "\(odd) kept for a person; look with kaunta unmatched") }
  }

  /// Answers that nobody here knew what to make of, and refusals.
  package mutating func tell(_ answers: ForeignAnswers) { for words in answers.words { warn("answers", words) } }
}
