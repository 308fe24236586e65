import Keys
import Payments

/// One key, what it does now, and the word for it on the bottom line.
package struct KeyBinding: Sendable, Equatable {
  /// The keys that do it; the first is the one that is shown.
  package var keys: [KeyPress]
  /// What they do.
  let action: Action
  /// The key's name on the bottom line; nil for keys that need no telling, which have no word.
  package let shownKey: String?
  /// The word beside it.
  package var word: Phrase
  /// Nobody has to be told where the bottom line has no room for all.
  package var isObvious = false
  /// It comes and goes while somebody types: it stands behind the others, which stay where they are.
  package var isPassing = false
  /// It stands beside all that is known, and never on the bottom line: its word counts seconds, which would move the
  /// whole line, or it may take money twice.
  package var staysInDetails = false
  /// It acts on the selected payment: it stands beside the time line, and on the bottom line only where there is room.
  package var isAction: Bool

  /// What a key does: something of the desk's, or of a page's own.
  enum Action: Sendable, Equatable {
    case desk(DeskCommand)
    case page(PageCommand)
  }

  /// What they do, unless it is a page's own.
  package var command: DeskCommand? { if case .desk(let command) = action { command } else { nil } }

  init(
    _ keys: [KeyPress], _ command: DeskCommand, shownAs names: String? = nil, word: Phrase = .none,
    isAction: Bool = false
  ) {
    self.keys = keys
    action = .desk(command)
    shownKey = word.isEmpty ? nil : names ?? keys.first?.name
    self.word = word
    self.isAction = isAction
  }

  fileprivate init(_ keys: [KeyPress], _ command: PageCommand, shownAs names: String?, word: Phrase) {
    self.keys = keys
    action = .page(command)
    shownKey = word.isEmpty ? nil : names ?? keys.first?.name
    self.word = word
    isAction = false
  }
}

/// A key that works on a page: for one of the page's own commands, and for no other page's, or for one of the desk's.
package struct PageBinding<Command: Sendable & Hashable>: Sendable, Equatable {
  /// What it does, unless it is the desk's.
  let command: Command?
  /// As the desk has it, where the keys of several pages stand together.
  let erased: KeyBinding

  /// - Parameter names: what stands for several keys at once.
  package init(_ keys: [KeyPress], _ command: Command, shownAs names: String? = nil, word: Phrase = .none) {
    self.command = command
    erased = KeyBinding(keys, PageCommand(value: command), shownAs: names, word: word)
  }

  /// A key of the desk's that works on the page as well.
  init(_ binding: KeyBinding) {
    command = nil
    erased = binding
  }
}

extension Array {
  /// The name of the key for a page's command; none where no key does it now.
  func key<Command>(for command: Command) -> String where Element == PageBinding<Command> {
    first { $0.command == command }?.erased.shownKey ?? ""
  }
}

extension KeyBinding {
  fileprivate var passing: KeyBinding {
    var binding = self
    binding.isPassing = true
    return binding
  }

  /// What people press for *no* and for *hapana*: it stops, and never goes on.
  ///
  /// On a Swahili desk `n` begins *ndiyo*: it neither goes on nor stops there.
  static func noKeys(in language: Language) -> [KeyPress] {
    language == .swahili ? .letter("h") : .letter("n") + .letter("h")
  }
}

extension [KeyPress] {
  /// A letter, small or capital.
  static func letter(_ letter: Character) -> [KeyPress] {
    [.character(letter), .character(Character(letter.uppercased()))]
  }
}

extension DeskState {
  /// The bindings that are enabled now: they alone act, and the bottom line shows them and no others.
  ///
  /// A key that is text where the keyboard is stands in none of them. The first binding that has a key takes it.
  package func bindings(at now: Moment) -> [KeyBinding] {
    if identity.isReplayed { return [] }
    var bindings = bindings(below: nil, at: now)
    if let pickUpBinding { bindings.append(pickUpBinding) }
    if let leaveTourBinding { bindings.append(leaveTourBinding) }
    return bindings
  }

  /// As if only that were there which lies below a place; all of it without one.
  func bindings(below place: PagePlace?, at now: Moment) -> [KeyBinding] {
    pages.pages(below: place).reduce(focus == .form ? formBindings : boardBindings(at: now)) { below, page in
      page.erasedBindings(on: self, at: now) + below.filter { page.letsThrough($0, on: self) }
    }
  }

  private var formBindings: [KeyBinding] {
    let field = form.field
    // The list of unmatched callbacks is opened from the board.
    let hasBoard = !board.isEmpty || health.oddCallbacks > 0
    var bindings: [KeyBinding] = []
    bindings.reserveCapacity(Self.mostBindings)
    bindings.append(
      KeyBinding(
        DeskCommand.advance.formKeys, .advance, word: field == .phone ? .next : Phrase("send", sw: "tuma ombi")))
    if field == .reference {
      if hasBoard {
        bindings.append(KeyBinding(DeskCommand.nextField.formKeys, .goToBoard, word: Phrase("board", sw: "ubao")))
      }
    } else {
      bindings.append(KeyBinding(DeskCommand.nextField.formKeys, .nextField, word: field.next.word))
    }
    if field != .phone { bindings.append(KeyBinding(DeskCommand.previousField.formKeys, .previousField)) }
    if !form.isEmpty || field != .phone {
      bindings.append(
        KeyBinding(DeskCommand.stepBack.formKeys, .stepBack, word: Phrase("step back", sw: "rudi")).passing)
    }
    if form.isEmpty, let amount = returned.last?.draft.amount.grouped {
      // Whose it is, for whoever has the next customer before him.
      bindings.append(
        KeyBinding(
          DeskCommand.takeBack.formKeys, .takeBack,
          word: Phrase("draft of \(amount)", sw: "fomu ya \(amount)")
        ).passing)
    }
    // F2 and Ctrl-B: function keys break over some SSH clients, so each has a twin.
    if hasBoard {
      // The next field's key tells of it there.
      bindings.append(
        KeyBinding(
          DeskCommand.goToBoard.formKeys, .goToBoard,
          word: field == .reference ? .none : Phrase("board", sw: "ubao")))
    }
    offer({ $0.formKeys }, among: &bindings)
    bindings.append(KeyBinding(DeskCommand.toggleSound.formKeys, .toggleSound))
    let helpKeys = DeskCommand.help.formKeys.filter { form[field].isEmpty || !$0.isCharacter }
    // By the key that helps at every moment, so that the first digit leaves it as it stands.
    let helpName = helpKeys.first { !$0.isCharacter }?.name
    bindings.append(KeyBinding(helpKeys, .help, shownAs: helpName, word: Phrase("help", sw: "msaada")))
    bindings.append(KeyBinding(DeskCommand.quit.formKeys, .quit, word: Phrase("leave", sw: "toka")))
    if hasOtherTills { bindings.append(KeyBinding(DeskCommand.switchView.formKeys, .switchView)) }
    return bindings
  }

  private func boardBindings(at now: Moment) -> [KeyBinding] {
    var bindings: [KeyBinding] = []
    bindings.reserveCapacity(Self.mostBindings)
    // With one row there is no other to go to.
    if board.shown.count > 1 {
      bindings.append(
        KeyBinding(
          DeskCommand.selectUp.boardKeys, .selectUp, shownAs: identity.language.upAndDown,
          word: Phrase("move", sw: "chagua")))
      bindings.append(KeyBinding(DeskCommand.selectDown.boardKeys, .selectDown))
      bindings[0].isObvious = true
    }
    if board.selectedPayment != nil {
      bindings.append(
        KeyBinding(DeskCommand.details.boardKeys, .details, word: Phrase("details", sw: "zaidi")))
    }
    if let checkBinding { bindings.append(checkBinding) }
    bindings += actionBindings(at: now)
    offer({ $0.boardKeys }, among: &bindings)
    if hasOtherTills {
      // The word is what the key leads to.
      let word = board.view == .own ? Phrase("all", sw: "zote") : Phrase("mine", sw: "zangu")
      bindings.append(KeyBinding(DeskCommand.switchView.boardKeys, .switchView, word: word))
    }
    if !news.troubles.isEmpty { bindings.append(KeyBinding(DeskCommand.goToBoard.formKeys, .goToBoard)) }
    bindings.append(KeyBinding(DeskCommand.toggleSound.boardKeys, .toggleSound))
    bindings.append(KeyBinding(DeskCommand.goToForm.boardKeys, .goToForm, word: Phrase("form", sw: "fomu")))
    bindings.append(KeyBinding([.escape], .goToForm))
    bindings.append(KeyBinding(DeskCommand.help.boardKeys, .help, word: Phrase("help", sw: "msaada")))
    bindings.append(
      KeyBinding(DeskCommand.quit.boardKeys, .quit, word: Phrase("leave", sw: "toka")))
    return bindings
  }

  /// Room for as many as there usually are: these are put together anew with every key.
  private static let mostBindings = 24

  /// The commands that the table itself binds: those that open a page wherever they have a key.
  private func offer(_ keys: (DeskCommand) -> [KeyPress], among bindings: inout [KeyBinding]) {
    // By places: a command that is looked at by its value is copied.
    for place in commands.indices {
      guard let offer = commands[place].offer else { continue }
      let keys = keys(commands[place])
      guard !keys.isEmpty, let word = offer(self) else { continue }
      bindings.append(KeyBinding(keys, commands[place], word: word))
    }
  }

  /// Other tills have payments on the board, or money of this day, or were here when the board was cut to one's own.
  package var hasOtherTills: Bool {
    board.view == .own || totals.paidCount > totals.ownPaidCount || board.tally.othersCount > 0
  }

  var checkBinding: KeyBinding? {
    guard let selected = board.selectedPayment, selected.canBeAskedAbout else { return nil }
    return KeyBinding(
      DeskCommand.checkNow.boardKeys, .checkNow, word: Phrase("check now", sw: "uliza"))
  }
}

extension Phrase {
  static let next = Phrase("next", sw: "endelea")
  /// What could not be read, once more.
  static let readAgain = Phrase("read again", sw: "soma tena")
}
