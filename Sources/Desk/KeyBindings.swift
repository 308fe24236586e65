import Keys
import Payments

/// What a key can do.
///
/// Text that is typed into a field is no command.
package enum DeskCommand: Sendable, Equatable, CaseIterable {
  case advance
  case nextField
  case previousField
  case stepBack
  case takeBack
  case goToBoard
  case goToForm
  case selectUp
  case selectDown
  case checkNow
  case details
  case closePanel
  case scrollUp
  case scrollDown
  case askAgain
  case wrongNumber
  case paysAnotherWay
  case mute
  case showNumber
  case acceptByHand
  case resolve
  case resolveWithGoods
  case resolveWithRefund
  case resolveAsKept
  case advanceSupervisor
  case stepBackSupervisor
  case openUnmatched
  case unmatchedUp
  case unmatchedDown
  case advanceUnmatched
  case unmatchedGoods
  case unmatchedRefund
  case unmatchedKept
  case unmatchedNothing
  case stepBackInUnmatched
  case search
  case advanceSearch
  case searchUp
  case searchDown
  case codeCheck
  case answerYes
  case answerSameSale
  case answerOtherGoods
  case answerNo
  case leaveQuestion
  case pickUpPhone
  case nextPhone
  case putPhoneDown
  case customerPays
  case customerCancels
  case customerMistypesPIN
  case customerHasNoMoney
  case customerIgnores
  case toggleSound
  case help
  case closeHelp
  case quit
  /// A command of the page on top, which the binding carries.
  case ofPage
}

/// One key, what it does now, and the word for it on the bottom line.
package struct KeyBinding: Sendable, Equatable {
  /// The keys that do it; the first is the one that is shown.
  package var keys: [KeyPress]
  /// What they do.
  package var command: DeskCommand
  /// What they do on the page on top, when it is a command of its own.
  package internal(set) var pageCommand: PageCommand?
  /// The key's name on the bottom line; nil for keys that need no telling.
  package var shownKey: String?
  /// The word beside it.
  package var word: Phrase
  /// It acts on the selected payment: it stands beside the time line, and on the bottom line only where there is room.
  package var isAction: Bool

  init(
    _ keys: [KeyPress], _ command: DeskCommand, shownKey: String? = nil, word: Phrase = .none, isAction: Bool = false
  ) {
    self.keys = keys
    self.command = command
    self.shownKey = shownKey
    self.word = word
    self.isAction = isAction
  }
}

extension KeyBinding {
  /// A key for a command of the page on top.
  package init(
    _ keys: [KeyPress], _ command: some Hashable & Sendable, shownKey: String? = nil, word: Phrase = .none
  ) {
    self.init(keys, DeskCommand.ofPage, shownKey: shownKey, word: word)
    pageCommand = PageCommand(value: command)
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
    if isPhoneInHand { return phoneBindings }
    return deskBindings(at: now) + [pickUpBinding].compactMap(\.self)
  }

  /// As if nothing were asked.
  func bindingsHere(at now: Moment) -> [KeyBinding] {
    pages.top?.bindings(on: self, at: now) ?? (focus == .form ? formBindings : boardBindings(at: now))
  }

  private func deskBindings(at now: Moment) -> [KeyBinding] {
    let here = bindingsHere(at: now)
    if isHelpOpen { return here }
    guard let question else { return here }
    // One looks about under a question; what would cover it, or ask another one, waits.
    return bindings(for: question)
      + here.filter { binding in
        binding.command.goesOnUnderAQuestion && binding.keys.first != .escape
          && !(binding.command == .advance && form.isEmpty)
      }
  }

  /// What goes on, what stops, and the way back.
  func bindings(for question: Question) -> [KeyBinding] {
    let (yes, no): (Phrase?, Phrase) =
      switch question {
      case .largeAmount: (Phrase("send it", sw: "tuma ombi"), Phrase("change it", sw: "badilisha"))
      case .withoutListener: (Phrase("send it", sw: "tuma ombi"), Phrase("do not", sw: "usitume"))
      case .askAnyway: (Phrase("ask anyway", sw: "omba tu"), Phrase("do not ask", sw: "usiombe"))
      case .sameSale: (nil, Phrase("do not ask", sw: "usiombe"))
      case .askAgain: (Phrase("ask again", sw: "omba tena"), Phrase("do not", sw: "usiombe"))
      case .wrongNumber: (Phrase("wrong number", sw: "namba si sahihi"), Phrase("it was right", sw: "ilikuwa sahihi"))
      case .paysAnotherWay: (Phrase("other way", sw: "njia nyingine"), Phrase("M-Pesa after all", sw: "bado M-Pesa"))
      case .quit: (Phrase("leave", sw: "toka"), Phrase("stay", sw: "baki"))
      }
    let goesOn =
      yes.map { [KeyBinding(.letter("y"), .answerYes, shownKey: "y", word: $0)] } ?? [
        KeyBinding(.letter("s"), .answerSameSale, shownKey: "s", word: Phrase("same sale", sw: "yale yale")),
        KeyBinding(.letter("o"), .answerOtherGoods, shownKey: "o", word: Phrase("other goods", sw: "bidhaa nyingine")),
      ]
    return goesOn + [
      KeyBinding(
        KeyBinding.noKeys(in: identity.language), .answerNo, shownKey: identity.language == .swahili ? "h" : "n",
        word: no),
      KeyBinding([.escape], .leaveQuestion, shownKey: "Esc", word: Phrase("back", sw: "rudi")),
    ]
  }

  private var formBindings: [KeyBinding] {
    let field = form.field
    // The list of unmatched callbacks is opened from the board.
    let hasBoard = !board.isEmpty || health.oddCallbacks > 0
    var bindings = [
      KeyBinding([.enter], .advance, shownKey: "Enter", word: field == .phone ? .next : Phrase("send", sw: "tuma ombi"))
    ]
    if field == .reference {
      if hasBoard {
        bindings.append(KeyBinding([.tab, .down], .goToBoard, shownKey: "Tab", word: Phrase("board", sw: "ubao")))
      }
    } else {
      bindings.append(KeyBinding([.tab, .down], .nextField, shownKey: "Tab", word: field.next.word))
    }
    if field != .phone { bindings.append(KeyBinding([.up, .backTab], .previousField)) }
    if !form[field].isEmpty || field != .phone {
      bindings.append(KeyBinding([.escape], .stepBack, shownKey: "Esc", word: Phrase("step back", sw: "rudi")))
    }
    if form.isEmpty, let amount = returned.last?.draft.amount.grouped {
      // Whose it is, for whoever has the next customer before him.
      bindings.append(
        KeyBinding(
          DeskCommand.takeBack.formKeys, .takeBack, shownKey: takeBackKey,
          word: Phrase("take back \(amount)", sw: "lete ya \(amount)")))
    }
    // F2 and Ctrl-B: function keys break over some SSH clients, so each has a twin.
    if hasBoard {
      bindings.append(
        KeyBinding(
          DeskCommand.goToBoard.formKeys, .goToBoard, shownKey: field == .reference ? nil : "F2",
          word: Phrase("board", sw: "ubao")))
    }
    bindings.append(KeyBinding(DeskCommand.codeCheck.formKeys, .codeCheck))
    bindings.append(KeyBinding(DeskCommand.toggleSound.formKeys, .toggleSound))
    // A letter in a field is text: `?` is help only where nothing has been typed.
    let isUntouched = form[field].isEmpty
    bindings.append(
      KeyBinding(
        isUntouched ? [.character("?"), .function(1)] : [.function(1)], .help, shownKey: isUntouched ? "?" : "F1",
        word: Phrase("help", sw: "msaada")))
    bindings.append(KeyBinding(DeskCommand.quit.formKeys, .quit, shownKey: "F10", word: Phrase("leave", sw: "toka")))
    return bindings
  }

  private func boardBindings(at now: Moment) -> [KeyBinding] {
    var bindings: [KeyBinding] = []
    if !board.rows.isEmpty {
      bindings = [
        KeyBinding(
          DeskCommand.selectUp.boardKeys, .selectUp, shownKey: identity.language.upAndDown,
          word: Phrase("move", sw: "chagua")),
        KeyBinding(DeskCommand.selectDown.boardKeys, .selectDown),
      ]
    }
    if board.selectedPayment != nil {
      bindings.append(
        KeyBinding(DeskCommand.details.boardKeys, .details, shownKey: "d", word: Phrase("details", sw: "zaidi")))
    }
    if let checkBinding { bindings.append(checkBinding) }
    bindings += actionBindings(at: now)
    if !board.isEmpty {
      bindings.append(
        KeyBinding(DeskCommand.search.boardKeys, .search, shownKey: "/", word: Phrase("find", sw: "tafuta")))
    }
    // Told on the line below the board, where there is something in it.
    if health.oddCallbacks > 0 { bindings.append(KeyBinding(DeskCommand.openUnmatched.boardKeys, .openUnmatched)) }
    if !news.troubles.isEmpty { bindings.append(KeyBinding(DeskCommand.goToBoard.formKeys, .goToBoard)) }
    bindings.append(KeyBinding(DeskCommand.codeCheck.boardKeys, .codeCheck))
    bindings.append(KeyBinding(DeskCommand.toggleSound.boardKeys, .toggleSound))
    bindings.append(KeyBinding([.tab, .backTab], .goToForm, shownKey: "Tab", word: Phrase("form", sw: "fomu")))
    bindings.append(KeyBinding([.escape], .goToForm))
    bindings.append(
      KeyBinding([.character("?"), .function(1)], .help, shownKey: "?", word: Phrase("help", sw: "msaada")))
    bindings.append(
      KeyBinding(DeskCommand.quit.boardKeys, .quit, shownKey: "q", word: Phrase("leave", sw: "toka")))
    return bindings
  }

  var checkBinding: KeyBinding? {
    guard let selected = board.selectedPayment, selected.canBeAskedAbout else { return nil }
    return KeyBinding(
      DeskCommand.checkNow.boardKeys, .checkNow, shownKey: "c", word: Phrase("check now", sw: "uliza"))
  }
}

extension Phrase {
  static let next = Phrase("next", sw: "endelea")
  /// What could not be read, once more.
  static let readAgain = Phrase("read again", sw: "soma tena")
}

extension DeskCommand {
  /// It does something about the payment that is chosen on the board, or tells of it.
  var isAboutThePayment: Bool {
    switch self {
    case .checkNow, .details, .askAgain, .wrongNumber, .paysAnotherWay, .mute, .acceptByHand, .resolve, .showNumber:
      true
    default: false
    }
  }

  /// It asks nothing by itself and covers nothing, so that it works while a question waits.
  var goesOnUnderAQuestion: Bool {
    switch self {
    case .toggleSound, .advance, .nextField, .previousField, .stepBack, .goToBoard, .goToForm, .selectUp,
      .selectDown,
      .closePanel, .scrollUp, .scrollDown, .answerYes, .answerSameSale, .answerOtherGoods, .answerNo, .leaveQuestion,
      .closeHelp:
      true
    case .pickUpPhone, .nextPhone, .putPhoneDown, .customerPays, .customerCancels, .customerMistypesPIN,
      .customerHasNoMoney, .customerIgnores:
      true
    case .resolveWithGoods, .resolveWithRefund, .resolveAsKept, .advanceSupervisor, .stepBackSupervisor, .advanceSearch,
      .searchUp, .searchDown, .unmatchedUp, .unmatchedDown, .advanceUnmatched, .unmatchedGoods, .unmatchedRefund,
      .unmatchedKept,
      .unmatchedNothing, .stepBackInUnmatched, .ofPage:
      true
    case .acceptByHand, .resolve, .openUnmatched, .search, .codeCheck, .checkNow, .details, .askAgain, .wrongNumber,
      .paysAnotherWay,
      .mute, .showNumber, .help, .quit, .takeBack:
      false
    }
  }
}

extension PaymentSummary {
  /// Safaricom can be asked about it, and its answer could matter.
  var canBeAskedAbout: Bool {
    // Safaricom's last word needs no question: each one spends the whole shop's turn.
    guard status.attempt.checkoutRequestID != nil, !Guards.isSurelyOver(status) else { return false }
    switch status.standing {
    case .waiting, .check, .held, .notPaid: return true
    default: return false
    }
  }
}
