import Keys
import Payments

/// A line of the help page: the keys, and what they do.
package struct HelpLine: Sendable, Equatable {
  /// The keys' names.
  package var keys: Phrase
  /// What they do, in a few words.
  package var text: Phrase

  /// A line.
  package init(keys: Phrase, text: Phrase) {
    self.keys = keys
    self.text = text
  }
}

extension DeskCommand {
  /// The keys that do it while something is typed: function keys and their twins, since letters are text there.
  var formKeys: [KeyPress] {
    switch self {
    case .takeBack: [.function(3), .control("p")]
    // F2 and Ctrl-B: function keys break over some SSH clients, so each has a twin.
    case .goToBoard: [.function(2), .control("b")]
    case .codeCheck: [.function(6), .control("r")]
    case .toggleSound: [.control("s")]
    case .quit: [.function(10), .control("q"), .control("c")]
    default: []
    }
  }

  /// The keys that do it on the board.
  var boardKeys: [KeyPress] {
    switch self {
    case .selectUp: [.up, .character("k")]
    case .selectDown: [.down, .character("j")]
    case .details: [.character("d"), .enter, .function(4)]
    case .checkNow: [.character("c"), .function(5)]
    case .askAgain: [.character("a"), .function(7)]
    case .wrongNumber: [.character("w"), .function(8)]
    case .paysAnotherWay: [.character("o"), .function(9)]
    case .mute: [.character("m")]
    case .acceptByHand: [.character("h")]
    case .resolve: [.character("s")]
    case .openUnmatched: [.character("t")]
    case .showNumber: [.character("v")]
    case .search: [.character("/"), .control("f"), .function(3)]
    case .codeCheck: [.character("r"), .control("r"), .function(6)]
    case .toggleSound: [.control("s")]
    case .quit: [.character("q"), .function(10), .control("q"), .control("c")]
    default: []
    }
  }

  /// The same, as the desk's language has them.
  func boardKeys(in language: Language) -> [KeyPress] {
    // `m` begins *msaada* and *mmiliki*: whoever looks for either must not silence an alarm.
    self == .mute && language == .swahili ? [.character("z")] : boardKeys
  }

  /// What it does, for the help page; nil for what needs no telling.
  private var helpText: Phrase? {
    switch self {
    case .takeBack: Phrase("takes back a draft", sw: "lete ulichoandika")
    case .goToBoard: Phrase("to the board", sw: "nenda kwenye ubao")
    case .selectUp: Phrase("choose a payment", sw: "chagua malipo")
    case .details: Phrase("what is known of it", sw: "maelezo ya malipo")
    case .checkNow: Phrase("ask Safaricom now", sw: "uliza Safaricom sasa")
    case .askAgain: Phrase("ask the customer again", sw: "mwombe mteja tena")
    case .wrongNumber: Phrase("mend the number", sw: "rekebisha namba")
    case .paysAnotherWay: Phrase("pays another way", sw: "analipa njia nyingine")
    case .mute: Phrase("silence an alarm", sw: "zima kengele")
    case .acceptByHand: Phrase("supervisor: accept", sw: "msimamizi: kubali")
    case .resolve: Phrase("supervisor: resolve", sw: "msimamizi: tatua")
    case .showNumber: Phrase("show the number 5 s", sw: "namba kwa sek 5")
    case .search: Phrase("find a payment", sw: "tafuta malipo")
    case .codeCheck: Phrase("is this code real?", sw: "code ni ya kweli?")
    case .toggleSound: Phrase("sound off and on", sw: "zima na washa sauti")
    case .quit: Phrase("leave", sw: "toka")
    default: nil
    }
  }

  private func boardKeyNames(in language: Language) -> String {
    boardKeys(in: language).map(\.name).joined(separator: " ")
  }

  /// The help page's lines for the form.
  package static var helpInForm: [HelpLine] {
    allCases.compactMap { command in
      guard let text = command.helpText, !command.formKeys.isEmpty else { return nil }
      return HelpLine(keys: Phrase(verbatim: command.formKeys.prefix(2).map(\.name).joined(separator: " ")), text: text)
    }
  }

  /// The help page's lines for the board.
  package static var helpOnBoard: [HelpLine] {
    allCases.compactMap { command in
      // The page tells them beside the form already.
      let isTold = [.quit, .codeCheck, .toggleSound].contains(command)
      guard let text = command.helpText, !command.boardKeys.isEmpty, !isTold else { return nil }
      let keys =
        command == .selectUp
        ? Phrase(Language.english.upAndDown, sw: Language.swahili.upAndDown)
        : Phrase(command.boardKeyNames(in: .english), sw: command.boardKeyNames(in: .swahili))
      return HelpLine(keys: keys, text: text)
    }
  }
}

extension Language {
  /// The two arrow keys, which no keyboard names in words.
  var upAndDown: String { self == .swahili ? "Juu Chini" : "Up Down" }
}

extension KeyPress {
  /// What is printed on the key.
  package var name: String {
    switch self {
    case .character(let character): String(character)
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .paste, .unknown: ""
    }
  }
}
