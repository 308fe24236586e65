/// Words for a person, in every language of the desk, side by side where they are written.
///
/// Both are wanted by the initializer, so that the compiler refuses words without their translation. Which of them is
/// shown is decided where they are drawn, and nowhere before.
package struct Phrase: Sendable, Hashable {
  /// The words in English: on an English desk, on the command line, and in the log.
  package let english: String
  /// The words in Swahili.
  package let swahili: String

  /// Words and their translation.
  package init(_ english: String, sw swahili: String) {
    self.english = english
    self.swahili = swahili
  }

  /// What is the same in every language: a code, a number, a name, what a person typed.
  package init(verbatim text: String) { self.init(text, sw: text) }

  /// No words.
  package static let none = Phrase(verbatim: "")

  /// The words in one language.
  package subscript(language: Language) -> String {
    switch language {
    case .english: english
    case .swahili: swahili
    }
  }

  /// There is nothing to show.
  package var isEmpty: Bool { english.isEmpty }

  /// One after the other, in each language.
  package static func + (left: Phrase, right: Phrase) -> Phrase {
    Phrase(left.english + right.english, sw: left.swahili + right.swahili)
  }
}

extension Sequence where Element == Phrase {
  /// All of them as one, in each language.
  package func joined(separator: String = "") -> Phrase {
    Phrase(
      map(\.english).joined(separator: separator), sw: map(\.swahili).joined(separator: separator))
  }
}

extension DefaultStringInterpolation {
  /// A warning, and so an error here: a phrase in the midst of a string would be shown as a value of this type.
  ///
  /// Marked as unavailable, it would give way to the interpolation of any value.
  @available(*, deprecated, message: "Interpolate one language of the phrase, or join phrases with +.")
  package mutating func appendInterpolation(_ phrase: Phrase) { appendInterpolation(phrase.english) }
}
