import Keys
import Payments

/// What a key can do in the form, on the board, and wherever the keyboard is; what it does on a page is the page's.
///
/// Text that is typed into a field is no command.
package enum DeskCommand: Sendable, Hashable, CaseIterable {
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
  case askAgain
  case wrongNumber
  case paysAnotherWay
  case mute
  case showNumber
  case acceptByHand
  case resolve
  case openUnmatched
  case switchView
  case search
  case codeCheck
  case pickUpPhone
  case leaveTour
  case toggleSound
  case help
  case quit
}

extension DeskCommand {
  /// Its keys, and what the page of help says of it.
  struct Entry {
    /// While something is typed: function keys and their twins, since letters are text there.
    ///
    /// Function keys break over some SSH clients, so each has a twin.
    var form: [KeyPress] = []
    /// On the board.
    var board: [KeyPress] = []
    /// What it does; nil for what needs no telling.
    var help: Phrase?
  }

  /// The table of commands; what is missing has its keys where it is bound.
  var entry: Entry {
    switch self {
    case .takeBack:
      Entry(form: [.function(3), .control("p")], help: Phrase("takes back a draft", sw: "lete ulichoandika"))
    case .goToBoard:
      Entry(form: [.function(2), .control("b")], help: Phrase("to the board", sw: "nenda kwenye ubao"))
    case .selectUp: Entry(board: [.up, .character("k")], help: Phrase("choose a payment", sw: "chagua malipo"))
    case .selectDown: Entry(board: [.down, .character("j")])
    case .details:
      Entry(
        board: [.character("d"), .enter, .function(4)], help: Phrase("what is known of it", sw: "maelezo ya malipo"))
    case .checkNow:
      Entry(board: [.character("c"), .function(5)], help: Phrase("ask Safaricom now", sw: "uliza Safaricom sasa"))
    case .askAgain:
      Entry(board: [.character("a"), .function(7)], help: Phrase("ask the customer again", sw: "mwombe mteja tena"))
    case .wrongNumber:
      Entry(board: [.character("w"), .function(8)], help: Phrase("mend the number", sw: "rekebisha namba"))
    case .paysAnotherWay:
      Entry(board: [.character("o"), .function(9)], help: Phrase("pays another way", sw: "analipa njia nyingine"))
    case .mute: Entry(board: [.character("m")], help: Phrase("silence an alarm", sw: "zima kengele"))
    // The page of help has one line for both.
    case .acceptByHand:
      Entry(board: [.character("h")], help: Phrase("for the supervisor", sw: "kwa msimamizi"))
    case .resolve: Entry(board: [.character("s")])
    case .switchView:
      Entry(
        form: [.control("e")], board: [.character("e"), .control("e")],
        help: Phrase("mine only, or all", sw: "zangu tu, au zote"))
    case .openUnmatched: Entry(board: [.character("t")])
    case .showNumber: Entry(board: [.character("v")], help: Phrase("show the number 5 s", sw: "namba kwa sek 5"))
    case .search:
      Entry(
        board: [.character("/"), .control("f"), .function(3)], help: Phrase("find a payment", sw: "tafuta malipo"))
    case .codeCheck:
      Entry(
        form: [.function(6), .control("r")], board: [.character("r"), .control("r"), .function(6)],
        help: Phrase("is this code real?", sw: "code ni ya kweli?"))
    case .toggleSound:
      Entry(form: [.control("s")], board: [.control("s")], help: Phrase("sound off and on", sw: "zima na washa sauti"))
    case .quit:
      Entry(
        form: [.function(10), .control("q"), .control("c")],
        board: [.character("q"), .function(10), .control("q"), .control("c")], help: Phrase("leave", sw: "toka"))
    case .advance: Entry(form: [.enter])
    case .nextField: Entry(form: [.tab, .down])
    case .previousField: Entry(form: [.up, .backTab])
    case .stepBack: Entry(form: [.escape])
    case .goToForm: Entry(board: [.tab, .backTab])
    case .pickUpPhone: Entry(form: [.function(12), .control("t")])
    case .leaveTour: Entry(form: [.control("x")])
    // A letter in a field is text: there `?` is help only where nothing has been typed.
    case .help: Entry(form: [.character("?"), .function(1)], board: [.character("?"), .function(1)])
    }
  }

  /// The keys that do it while something is typed.
  var formKeys: [KeyPress] { entry.form }
  /// The keys that do it on the board.
  var boardKeys: [KeyPress] { entry.board }
  /// How a sentence names the key that does it while something is typed.
  package var formKey: String { formKeys.first?.name ?? "" }
  /// How a sentence names the key that does it on the board.
  package var boardKey: String { boardKeys.first?.name ?? "" }

  /// The same, as the desk's language has them.
  func boardKeys(in language: Language) -> [KeyPress] {
    // `m` begins *msaada* and *mmiliki*: whoever looks for either must not silence an alarm.
    self == .mute && language == .swahili ? [.character("z")] : boardKeys
  }

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
    case .toggleSound, .switchView, .advance, .nextField, .previousField, .stepBack, .goToBoard, .goToForm, .selectUp,
      .selectDown,
      .pickUpPhone, .leaveTour:
      true
    case .acceptByHand, .resolve, .openUnmatched, .search, .codeCheck, .checkNow, .details, .askAgain, .wrongNumber,
      .paysAnotherWay, .mute, .showNumber, .help, .quit, .takeBack:
      false
    }
  }
}
