import Keys
import Payments

/// A line of the help page: the keys, and what they do.
package struct HelpLine: Sendable, Equatable {
  /// The keys' names.
  package var keys: Phrase
  /// What they do, in a few words.
  package var text: Phrase

  package init(keys: Phrase, text: Phrase) {
    self.keys = keys
    self.text = text
  }
}

extension DeskCommand {
  private func boardKeyNames(in language: Language) -> String {
    boardKeys(in: language).map(\.name).joined(separator: " ")
  }

  /// The help page's lines for the form.
  package static var helpInForm: [HelpLine] {
    allCases.compactMap { command in
      // Told beside the board.
      guard let text = command.entry.help, !command.formKeys.isEmpty, command != .switchView else { return nil }
      return HelpLine(keys: Phrase(verbatim: command.formKeys.prefix(2).map(\.name).joined(separator: " ")), text: text)
    }
  }

  /// The help page's lines for the board.
  package static var helpOnBoard: [HelpLine] {
    allCases.compactMap { command in
      // The page tells them beside the form already.
      let isTold = [.quit, .codeCheck, .toggleSound].contains(command)
      guard let text = command.entry.help, !command.boardKeys.isEmpty, !isTold else { return nil }
      let keys: Phrase =
        switch command {
        case .selectUp: Phrase(Language.english.upAndDown, sw: Language.swahili.upAndDown)
        case .acceptByHand:
          Phrase(verbatim: [command, .resolve].map { $0.boardKeyNames(in: .english) }.joined(separator: " "))
        default: Phrase(command.boardKeyNames(in: .english), sw: command.boardKeyNames(in: .swahili))
        }
      return HelpLine(keys: keys, text: text)
    }
  }
}

extension Language {
  /// The two arrow keys, which no keyboard names in words.
  var upAndDown: String { self == .swahili ? "Juu Chini" : "Up Down" }
}
