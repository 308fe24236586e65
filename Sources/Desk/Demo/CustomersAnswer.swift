import Keys
import Payments

/// What the person who holds a demo's phone does with its prompt.
package enum CustomersAnswer: Sendable, Equatable, CaseIterable {
  case pay
  case cancel
  case wrongPIN
  case noMoney
  case ignore

  /// The letter that does it: the first of its word.
  private func letter(in language: Language) -> Character {
    let isSwahili = language == .swahili
    return switch self {
    case .pay: isSwahili ? "l" : "p"
    case .cancel: isSwahili ? "g" : "c"
    case .wrongPIN: isSwahili ? "k" : "w"
    case .noMoney: isSwahili ? "s" : "n"
    case .ignore: isSwahili ? "a" : "i"
    }
  }

  /// The word beside the letter.
  package var word: Phrase {
    switch self {
    case .pay: Phrase("pay", sw: "lipa")
    case .cancel: Phrase("cancel", sw: "ghairi")
    case .wrongPIN: Phrase("wrong PIN", sw: "kosea PIN")
    case .noMoney: Phrase("no money", sw: "salio 0")
    case .ignore: Phrase("ignore", sw: "acha")
    }
  }

  var command: DeskCommand {
    switch self {
    case .pay: .customerPays
    case .cancel: .customerCancels
    case .wrongPIN: .customerMistypesPIN
    case .noMoney: .customerHasNoMoney
    case .ignore: .customerIgnores
    }
  }

  func binding(in language: Language) -> KeyBinding {
    let letter = letter(in: language)
    return KeyBinding(.letter(letter), command, shownKey: String(letter), word: word)
  }
}
