import Keys
import Payments

/// What a key can do. Text that is typed into a field is no command.
public enum DeskCommand: Sendable, Equatable, CaseIterable {
  case advance
  case nextField
  case previousField
  case stepBack
  case goToBoard
  case goToForm
  case selectUp
  case selectDown
  case checkNow
  case answerYes
  case answerNo
  case leaveQuestion
  case help
  case closeHelp
  case quit
}

/// One key, what it does now, and the word for it on the bottom line.
public struct KeyBinding: Sendable, Equatable {
  /// The keys that do it; the first is the one that is shown.
  public var keys: [KeyPress]
  /// What they do.
  public var command: DeskCommand
  /// The key's name on the bottom line; nil for keys that need no telling.
  public var shownKey: String?
  /// The word beside it.
  public var word: String

  init(_ keys: [KeyPress], _ command: DeskCommand, shownKey: String? = nil, word: String = "") {
    self.keys = keys
    self.command = command
    self.shownKey = shownKey
    self.word = word
  }
}

extension DeskState {
  /// The bindings that are enabled now: they alone act, and the bottom line shows them and no others.
  public var bindings: [KeyBinding] {
    if isHelpOpen {
      return [KeyBinding([.escape, .enter, .character("?"), .function(1)], .closeHelp, shownKey: "Esc", word: "back")]
    }
    if let question { return Self.bindings(for: question) }
    switch focus {
    case .form: return formBindings
    case .board: return boardBindings
    }
  }

  private static func bindings(for question: Question) -> [KeyBinding] {
    let (yes, no) =
      switch question {
      case .largeAmount: ("send it", "change it")
      case .askAnyway: ("ask anyway", "do not ask")
      case .sameSale: ("same sale", "another sale")
      case .quit: ("leave", "stay")
      }
    return [
      KeyBinding([.character("y"), .character("Y")], .answerYes, shownKey: "y", word: yes),
      KeyBinding([.character("n"), .character("N")], .answerNo, shownKey: "n", word: no),
      KeyBinding([.escape], .leaveQuestion, shownKey: "Esc", word: "back"),
    ]
  }

  private var formBindings: [KeyBinding] {
    var bindings = [
      KeyBinding([.enter], .advance, shownKey: "Enter", word: form.field == .phone ? "next" : "send"),
      KeyBinding([.down], .nextField),
      KeyBinding([.up, .backTab], .previousField),
    ]
    if form.field == .reference {
      bindings.append(KeyBinding([.tab], .goToBoard, shownKey: "Tab", word: "board"))
    } else {
      bindings.append(
        KeyBinding([.tab], .nextField, shownKey: "Tab", word: form.field == .phone ? "amount" : "reference"))
    }
    bindings.append(KeyBinding([.escape], .stepBack, shownKey: form.isEmpty ? nil : "Esc", word: "step back"))
    // F2 and Ctrl-B: function keys break over some SSH clients, so each has a twin.
    bindings.append(KeyBinding([.function(2), .control("b")], .goToBoard, shownKey: "F2", word: "board"))
    bindings.append(KeyBinding([.function(1), .character("?")], .help, shownKey: "?", word: "help"))
    bindings.append(KeyBinding([.function(10), .control("q"), .control("c")], .quit, shownKey: "F10", word: "leave"))
    return bindings
  }

  private var boardBindings: [KeyBinding] {
    var bindings = [
      KeyBinding([.up, .character("k")], .selectUp, shownKey: "Up Down", word: "choose"),
      KeyBinding([.down, .character("j")], .selectDown),
    ]
    if let selected = board.selectedPayment, selected.canBeAskedAbout {
      bindings.append(KeyBinding([.character("c"), .function(5)], .checkNow, shownKey: "c", word: "check now"))
    }
    bindings.append(KeyBinding([.escape, .tab, .backTab, .enter], .goToForm, shownKey: "Tab", word: "form"))
    bindings.append(KeyBinding([.character("?"), .function(1)], .help, shownKey: "?", word: "help"))
    bindings.append(
      KeyBinding([.character("q"), .function(10), .control("q"), .control("c")], .quit, shownKey: "q", word: "leave"))
    return bindings
  }
}

extension PaymentSummary {
  /// Safaricom can be asked about it, and its answer could matter.
  var canBeAskedAbout: Bool {
    guard status.checkoutRequestID != nil else { return false }
    switch status.standing {
    case .waiting, .check, .held, .notPaid: return true
    default: return false
    }
  }
}
