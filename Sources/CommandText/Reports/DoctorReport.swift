import CanonicalJSON
import Wording

/// What `kaunta doctor` found: lines that are told as they come, or one JSON object at the end.
package struct DoctorReport {
  private let asJSON: Bool
  private let tell: (String) -> Void
  private var findings: [JSONValue] = []
  private var badCount = 0
  /// When the shop takes payments again, where it has to wait for that.
  package var opensAt: String?

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

  /// Some things were found.
  package mutating func note(_ findings: [Finding]) { for finding in findings { note(finding) } }

  /// Says how it stands.
  ///
  /// - Returns: the code to end with; nil where nothing is to be mended.
  package func finish() -> Int32? {
    if asJSON {
      let object: JSONObject = ["bad": .integer(badCount), "findings": .array(findings)]
      tell(object.compactText)
    } else {
      let wait = opensAt.map { " from \($0) on" } ?? ""
      tell(badCount == 0 ? "doctor: this shop can take payments\(wait)" : "doctor: \(badCount) to mend")
    }
    return badCount > 0 ? Exit.settings : nil
  }
}
