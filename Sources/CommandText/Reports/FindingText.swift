import CanonicalJSON

/// What was found of one part of the shop, as `doctor` and `status` say it.
package struct FindingText: Sendable, Equatable {
  /// How much it matters.
  package enum State: String, Sendable {
    case good = "ok"
    case look
    case bad
  }

  let state: State
  private let part: String
  private let words: String
  private let remedy: String?

  /// What was found of a part.
  ///
  /// - Parameter remedy: what to do; nil where nothing is to be done, or where the words say it.
  package init(_ state: State, _ part: String, _ words: String, remedy: String? = nil) {
    self.state = state
    self.part = part
    self.words = words
    self.remedy = remedy
  }

  /// `ok    ledger: …`, `look  …`, `BAD   …`.
  package var line: String {
    let word = state == .bad ? "BAD" : state.rawValue
    return word + String(repeating: " ", count: 6 - word.count) + "\(part): \(words)" + (remedy.map { ". " + $0 } ?? "")
  }

  /// The same for a script.
  package var json: JSONObject {
    [
      "state": .string(state.rawValue), "part": .string(part), "text": .string(words),
      "remedy": remedy.map { .string($0) } ?? .null,
    ]
  }
}
