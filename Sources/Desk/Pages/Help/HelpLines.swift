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
  fileprivate func boardKeyNames(in language: Language) -> String {
    boardKeys(in: language).map(\.name).joined(separator: " ")
  }
}

extension [DeskCommand] {
  /// The help page's lines for the form.
  package var helpInForm: [HelpLine] {
    compactMap { command in
      // Told beside the board.
      guard let text = command.help, !command.formKeys.isEmpty, command != .switchView else { return nil }
      return HelpLine(keys: Phrase(verbatim: command.formKeys.prefix(2).map(\.name).joined(separator: " ")), text: text)
    }
  }

  /// The help page's lines for the board.
  package var helpOnBoard: [HelpLine] {
    compactMap { command in
      // The page tells them beside the form already; a mark's key stands below the row that has one, and the smallest
      // page has no line for it.
      let isTold = [DeskCommand.quit, .codeCheck, .toggleSound, .undoMark].contains(command)
      guard let text = command.help, !command.boardKeys.isEmpty, !isTold else { return nil }
      let keys: Phrase =
        switch command {
        case .selectUp: Phrase(Language.english.upAndDown, sw: Language.swahili.upAndDown)
        case .acceptByHand:
          Phrase(
            verbatim: [command, DeskCommand.resolve].map { $0.boardKeyNames(in: .english) }.joined(separator: " "))
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
