import CanonicalJSON
import Wording

/// A finding as `doctor` and `status` print it.
extension Finding {
  /// `ok    ledger: …`, `look  …`, `BAD   …`.
  package var line: String {
    let word = state == .bad ? "BAD" : state.rawValue
    return word + String(repeating: " ", count: 6 - word.count) + "\(part): \(sentence)"
  }

  /// The same for a script.
  package var json: JSONObject {
    [
      "state": .string(state.rawValue), "part": .string(part), "text": .string(text),
      "remedy": remedy.map { .string($0) } ?? .null,
    ]
  }
}
