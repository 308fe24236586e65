import Desk
import Keys
import Payments

/// Answers in words: of a page's keys, the one that a line means.
struct LineAnswers {
  private let bindings: [KeyBinding]
  private let language: Language

  /// The answers that the page on top takes now.
  init(of state: DeskState, at now: Moment) {
    bindings = state.bindings(at: now).filter { $0.command == nil && $0.shownKey != nil }
    language = state.identity.language
  }

  /// The key that a line means: by its letter, by *yes* or *no*, by the word beside it, or by that word's beginning
  /// where no other begins so.
  func key(for line: TypedWords) -> KeyPress? {
    let spoken = line.spoken
    if spoken.isEmpty { return nil }
    if let key = named(spoken) { return key }
    if Self.yes.contains(spoken) { return letter("y") }
    // On a Swahili desk `n` begins *ndiyo*; the whole words can be told apart in every language.
    if Self.no.contains(spoken) { return letter("h") }
    let meant = bindings.filter { isMeant($0, by: spoken) }
    return meant.count == 1 ? meant[0].keys.first : nil
  }

  private static let yes = ["yes", "ndiyo", "ndio"]
  private static let no = ["no", "hapana"]

  private func named(_ spoken: String) -> KeyPress? {
    bindings.lazy.flatMap(\.keys).first { key in
      if case .character = key { return key.name.lowercased() == spoken }
      return false
    }
  }

  private func letter(_ letter: Character) -> KeyPress? {
    bindings.contains { $0.keys.contains(.character(letter)) } ? .character(letter) : nil
  }

  private func isMeant(_ binding: KeyBinding, by spoken: String) -> Bool {
    [language, language.other].contains { language in
      let word = binding.word[language].lowercased()
      return !word.isEmpty && (word == spoken || word.hasPrefix(spoken + " "))
    }
  }

  /// The answers, as they are told.
  var told: Phrase {
    bindings.filter { $0.keys != [.escape] }.compactMap { binding in
      binding.shownKey.map { Phrase(verbatim: $0 + ": ") + binding.word }
    }.joined(separator: "; ") + Phrase(verbatim: ".")
  }
}
