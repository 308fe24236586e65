import Payments

/// What a look at one part of the shop found, in words for its owner.
package struct Finding: Sendable, Equatable {
  /// How much it matters.
  package enum State: String, Sendable, Equatable {
    /// It is as it should be.
    case good = "ok"
    /// Somebody should look at it some day.
    case look
    /// It is to be mended before payments can be relied on.
    case bad
  }

  /// How much it matters.
  package var state: State
  /// What was looked at, in a word.
  package var part: String
  /// What is so.
  package var text: String
  /// What to do; nil when nothing is to be done, or when the text says it.
  package var remedy: String?
  /// Which things it is about, where it is about several: another one is news while the others still stand.
  package var items: [String] = []

  /// A finding.
  package init(_ state: State, _ part: String, _ text: String, remedy: String? = nil) {
    self.state = state
    self.part = part
    // Some of it comes from files that others write; a mail or a terminal would obey what is in it.
    self.text = PersonsWords.visible(text)
    self.remedy = remedy.map(PersonsWords.visible)
  }

  /// All of it, for a person.
  package var sentence: String { remedy.map { "\(text). \($0)" } ?? text }
}
