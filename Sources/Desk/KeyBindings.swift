import Keys
import Payments

/// What a key can do.
///
/// Text that is typed into a field is no command.
public enum DeskCommand: Sendable, Equatable, CaseIterable {
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
  ///
  /// A key that is text where the keyboard is stands in none of them. The first binding that has a key takes it.
  public var bindings: [KeyBinding] {
    if isHelpOpen {
      return [KeyBinding([.escape, .enter, .character("?"), .function(1)], .closeHelp, shownKey: "Esc", word: "back")]
    }
    let here = focus == .form ? formBindings : boardBindings
    guard let question else { return here }
    // The form goes on under a question; what would cover it, or ask another one, waits.
    let still = here.filter { ![.help, .quit, .checkNow].contains($0.command) }
    return lettersAreText ? still : Self.bindings(for: question) + still.filter { $0.keys != [.escape] }
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
    let field = form.field
    let hasBoard = !board.rows.isEmpty
    var bindings = [KeyBinding([.enter], .advance, shownKey: "Enter", word: field == .phone ? "next" : "send")]
    if field == .reference {
      if hasBoard { bindings.append(KeyBinding([.tab, .down], .goToBoard, shownKey: "Tab", word: "board")) }
    } else {
      bindings.append(KeyBinding([.tab, .down], .nextField, shownKey: "Tab", word: field.next.word))
    }
    if field != .phone { bindings.append(KeyBinding([.up, .backTab], .previousField)) }
    if !form[field].isEmpty || field != .phone {
      bindings.append(KeyBinding([.escape], .stepBack, shownKey: "Esc", word: "step back"))
    }
    if form.isEmpty, !returned.isEmpty {
      bindings.append(KeyBinding([.function(3), .control("p")], .takeBack, shownKey: "F3", word: "take back"))
    }
    // F2 and Ctrl-B: function keys break over some SSH clients, so each has a twin.
    if hasBoard {
      bindings.append(
        KeyBinding(
          [.function(2), .control("b")], .goToBoard, shownKey: field == .reference ? nil : "F2", word: "board"))
    }
    // A letter in a field is text: `?` is help only where nothing has been typed.
    let isUntouched = form[field].isEmpty
    bindings.append(
      KeyBinding(
        isUntouched ? [.character("?"), .function(1)] : [.function(1)], .help, shownKey: isUntouched ? "?" : "F1",
        word: "help"))
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
    bindings.append(KeyBinding([.tab, .backTab, .enter], .goToForm, shownKey: "Tab", word: "form"))
    bindings.append(KeyBinding([.escape], .goToForm))
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
