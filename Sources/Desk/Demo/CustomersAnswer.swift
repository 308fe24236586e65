import Keys
import Payments

/// What the person who holds a demo's phone does with its prompt.
package enum CustomersAnswer: Sendable, Equatable, CaseIterable {
  case pay
  case cancel
  case wrongPIN
  case noMoney
  case ignore

  /// The letter that does it.
  var letter: Character {
    switch self {
    case .pay: "p"
    case .cancel: "c"
    case .wrongPIN: "w"
    case .noMoney: "n"
    case .ignore: "i"
    }
  }

  /// The word beside the letter.
  package var word: Phrase {
    switch self {
    case .pay: Phrase("pay", sw: "lipa")
    case .cancel: Phrase("cancel", sw: "ghairi")
    case .wrongPIN: Phrase("wrong PIN", sw: "PIN siyo")
    case .noMoney: Phrase("no money", sw: "hana pesa")
    case .ignore: Phrase("ignore", sw: "puuza")
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

  var binding: KeyBinding {
    KeyBinding(
      [.character(letter), .character(Character(letter.uppercased()))], command, shownKey: String(letter), word: word)
  }
}
