import Keys
import Payments

/// What a key can do in the form, on the board, and wherever the keyboard is; what it does on a page is the page's.
///
/// All that is known of a command stands where it is made: its keys, its help, what it does. Those of the form and the
/// board are made in `DeskCommands.swift`, and one that opens a page in the folder of that page. Text that is typed
/// into a field is no command.
package struct DeskCommand: Sendable {
  /// What it does to a desk.
  ///
  /// The ID is fresh, for what the key may ask to be recorded or decided.
  package typealias Action = @Sendable (inout DeskState, _ freshID: PaymentID, Moment) -> [DeskEffect]

  /// What it is called in the code, where no two have one name.
  let name: String
  /// The keys that do it while something is typed: function keys and their twins, since letters are text there.
  ///
  /// Function keys break over some SSH clients, so each has a twin.
  let formKeys: [KeyPress]
  /// The keys that do it on the board.
  let boardKeys: [KeyPress]
  /// What the page of help says of it; nil for what needs no telling.
  package let help: Phrase?
  /// It does something about the payment that is chosen on the board, or tells of it.
  let isAboutThePayment: Bool
  /// It asks nothing by itself and covers nothing, so that it works while a question waits.
  let goesOnUnderAQuestion: Bool
  /// The word for it on the bottom line wherever it has keys, without a word where it needs none, and nil while it is
  /// not bound.
  ///
  /// A command without one is bound in a place of its own, by the form, the board or a page.
  let offer: (@Sendable (DeskState) -> Phrase?)?
  private let action: Action

  package init(
    _ name: String, form formKeys: [KeyPress] = [], board boardKeys: [KeyPress] = [], help: Phrase? = nil,
    isAboutThePayment: Bool = false, goesOnUnderAQuestion: Bool = false,
    offer: (@Sendable (DeskState) -> Phrase?)? = nil, action: @escaping Action
  ) {
    self.name = name
    self.formKeys = formKeys
    self.boardKeys = boardKeys
    self.help = help
    self.isAboutThePayment = isAboutThePayment
    self.goesOnUnderAQuestion = goesOnUnderAQuestion
    self.offer = offer
    self.action = action
  }

  /// How a sentence names the key that does it while something is typed.
  package var formKey: String { formKeys.first?.name ?? "" }
  /// How a sentence names the key that does it on the board.
  package var boardKey: String { boardKeys.first?.name ?? "" }

  /// The same, as the desk's language has them.
  func boardKeys(in language: Language) -> [KeyPress] {
    // `m` begins *msaada* and *mmiliki*: whoever looks for either must not silence an alarm.
    self == .mute && language == .swahili ? [.character("z")] : boardKeys
  }

  func carryOut(on desk: inout DeskState, freshID: PaymentID, at now: Moment) -> [DeskEffect] {
    if isAboutThePayment, let id = desk.board.selectedPayment?.id { desk.actUpon(id) }
    return action(&desk, freshID, now)
  }
}

extension DeskCommand: Hashable, CustomStringConvertible {
  package static func == (left: DeskCommand, right: DeskCommand) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }

  package var description: String { name }
}
