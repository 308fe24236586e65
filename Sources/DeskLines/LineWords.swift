import Desk
import Keys
import Payments

/// The words that a line begins with, in both languages; the first of each is the one that is told.
///
/// A desk takes the words of both: who hears a sentence in Swahili may know the command in English. Letters are those
/// of the keys, and act with a number behind them, or on the payment that was chosen.
struct LineWords: Sendable {
  /// What they ask of the desk.
  let command: DeskCommand
  let english: [String]
  let swahili: [String]

  private init(_ command: DeskCommand, _ english: [String], sw swahili: [String]) {
    self.command = command
    self.english = english
    self.swahili = swahili
  }

  func words(in language: Language) -> [String] { language == .swahili ? swahili : english }

  /// The commands that are about one payment, in the order in which they are told.
  static let aboutAPayment = [
    LineWords(.details, ["detail", "details", "d"], sw: ["zaidi", "maelezo", "d"]),
    LineWords(.checkNow, ["check", "check now", "c"], sw: ["uliza", "uliza sasa", "c"]),
    LineWords(.askAgain, ["ask", "ask again", "again", "a"], sw: ["omba", "omba tena", "tena", "a"]),
    LineWords(.wrongNumber, ["wrong", "wrong number", "w"], sw: ["rekebisha", "namba si sahihi", "w"]),
    LineWords(
      .paysAnotherWay, ["other", "other way", "pays another way", "o"], sw: ["nyingine", "njia nyingine", "o"]),
    LineWords(.undoMark, ["undo", "undo mark", "undo the mark", "u"], sw: ["futa", "futa alama", "u"]),
    LineWords(.mute, ["mute", "m"], sw: ["kimya", "zima kengele", "z"]),
    LineWords(.showNumber, ["number", "show number", "v"], sw: ["onyesha", "onyesha namba", "v"]),
    LineWords(.acceptByHand, ["accept", "accept by hand", "h"], sw: ["kubali", "h"]),
    LineWords(.resolve, ["resolve", "s"], sw: ["tatua", "s"]),
  ]

  /// All others.
  static let others = [
    LineWords(.goToBoard, ["next"], sw: ["ijayo"]),
    LineWords(.selectUp, ["up"], sw: ["juu"]),
    LineWords(.selectDown, ["down"], sw: ["chini"]),
    LineWords(.search, ["find", "search"], sw: ["tafuta"]),
    LineWords(.codeCheck, ["code"], sw: ["code", "msimbo"]),
    LineWords(.openUnmatched, ["unmatched"], sw: ["majibu"]),
    LineWords(.switchView, ["mine", "all"], sw: ["zangu", "zote"]),
    LineWords(.takeBack, ["takeback", "take back"], sw: ["lete"]),
    LineWords(.toggleSound, ["sound"], sw: ["sauti"]),
    LineWords(.pickUpPhone, ["phone"], sw: ["simu"]),
    LineWords(.leaveTour, ["tour"], sw: ["ziara"]),
    LineWords(.advance, ["send"], sw: ["tuma"]),
    LineWords(.stepBack, ["back"], sw: ["rudi"]),
    LineWords(.goToForm, ["form"], sw: ["fomu"]),
    LineWords(.help, ["help", "?"], sw: ["msaada", "?"]),
    LineWords(.quit, ["leave", "quit", "exit", "q"], sw: ["toka", "q"]),
  ]

  static let all = aboutAPayment + others

  /// What a line begins with, and what stands behind it; the longest words first.
  static func reading(_ line: TypedWords, in language: Language) -> (command: DeskCommand, rest: TypedWords)? {
    for language in [language, language.other] {
      for count in [3, 2, 1] where line.count >= count {
        let words = line.beginning(count)
        if let meant = all.first(where: { $0.words(in: language).contains(words) }) {
          return (meant.command, line.after(count))
        }
      }
    }
    return nil
  }

  /// What lines say where sentences name keys.
  static let ofKeys: [(key: String, word: Phrase)] = all.compactMap { words in
    let key = words.command.formKey
    return key.count > 1 ? (key, words.command.lineWord) : nil
  }
}

extension DeskCommand {
  /// The word by which lines name it; none where it has none.
  var lineWord: Phrase {
    guard let words = LineWords.all.first(where: { $0.command == self }), let english = words.english.first,
      let swahili = words.swahili.first
    else { return .none }
    return Phrase(english, sw: swahili)
  }
}

extension Language {
  var other: Language { self == .swahili ? .english : .swahili }
}

/// A line as words, without what people put round them.
struct TypedWords: Sendable, Equatable {
  private let words: [Substring]
  /// As it was typed, without blanks at its ends.
  let text: String

  init(_ line: String) {
    text = String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    words = text.split(whereSeparator: \.isWhitespace)
  }

  private init(_ words: [Substring]) {
    self.words = words
    text = words.joined(separator: " ")
  }

  var count: Int { words.count }
  var isEmpty: Bool { words.isEmpty }
  var first: String? { words.first.map { $0.lowercased() } }

  /// The first words, in small letters, without a full stop behind them.
  func beginning(_ count: Int) -> String {
    let beginning = words.prefix(count).joined(separator: " ").lowercased()
    return count == words.count && beginning.count > 1 && beginning.last == "."
      ? String(beginning.dropLast()) : beginning
  }

  func after(_ count: Int) -> TypedWords { TypedWords(Array(words.dropFirst(count))) }

  /// The whole line, to be compared with a word.
  var spoken: String { beginning(count) }

  /// The words before and behind the first of these, which is not the first of all.
  func split(at separators: [String]) -> (before: TypedWords, after: TypedWords)? {
    guard let place = words.indices.dropFirst().first(where: { separators.contains(words[$0].lowercased()) }) else {
      return nil
    }
    return (TypedWords(Array(words[..<place])), TypedWords(Array(words[(place + 1)...])))
  }
}
