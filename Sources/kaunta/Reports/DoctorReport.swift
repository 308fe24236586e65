import ArgumentParser
import CanonicalJSON

/// What `kaunta doctor` found: lines that are printed as they come, or one JSON object at the end.
struct DoctorReport {
  private enum State: String { case good = "ok", warning = "look", bad = "BAD" }

  private let asJSON: Bool
  private var findings: [JSONValue] = []
  private var badCount = 0

  init(asJSON: Bool) { self.asJSON = asJSON }

  mutating func good(_ part: String, _ words: String) { note(.good, part, words) }

  mutating func warn(_ part: String, _ words: String) { note(.warning, part, words) }

  mutating func bad(_ part: String, _ words: String) {
    badCount += 1
    note(.bad, part, words)
  }

  private mutating func note(_ state: State, _ part: String, _ words: String) {
    if asJSON {
      findings.append(
        .object(["state": .string(state.rawValue.lowercased()), "part": .string(part), "text": .string(words)]))
    } else {
      Output.line(state.rawValue.padding(to: 6) + "\(part): \(words)")
    }
  }

  /// Says how it stands, and ends the command with the code for it.
  func finish() throws {
    if asJSON {
      let object: JSONObject = ["bad": .integer(Int64(badCount)), "findings": .array(findings)]
      Output.line(JSONValue.object(object).compactText)
    } else {
      Output.line(badCount == 0 ? "doctor: this shop can take payments" : "doctor: \(badCount) to mend")
    }
    if badCount > 0 { throw ExitCode(Exit.settings) }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
