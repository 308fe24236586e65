import Payments

/// A question that people have at a desk, and its answer: what `kaunta help paid` says.
///
/// What it says is what docs/cashier.md says, in the words of the board, so that a page, a screen and a help never
/// differ (`HelpTopicTests`).
package struct HelpTopic: Sendable {
  /// What is typed for it, in each language; both are understood whatever is spoken.
  package let name: Phrase
  /// The question, as people put it.
  package let question: Phrase
  /// The answer, a sentence or two each: what to do first comes first.
  package let answer: [Phrase]

  init(_ name: Phrase, _ question: Phrase, _ answer: [Phrase]) {
    self.name = name
    self.question = question
    self.answer = answer
  }

  /// The ten, those about a customer who stands there first.
  package static func all(_ keys: HelpKeys) -> [HelpTopic] { aboutPayments(keys) + aboutTheDesk(keys) }

  /// The one that was typed, in whichever language; several words are one with dashes.
  package static func named(_ typed: [String], _ keys: HelpKeys) -> HelpTopic? {
    let name = typed.joined(separator: "-").lowercased()
    return all(keys).first { $0.name.english == name || $0.name.swahili == name }
  }
}

/// The names of the keys that answers speak of: the desk's table has them.
package struct HelpKeys: Sendable {
  package var send: String
  package var toBoard: String
  package var upAndDown: Phrase
  package var find: String
  package var code: String
  package var check: String
  package var askAgain: String
  package var wrongNumber: String
  package var otherWay: String
  package var mute: Phrase
  package var resolve: String
  package var help: String

  package init(
    send: String, toBoard: String, upAndDown: Phrase, find: String, code: String, check: String, askAgain: String,
    wrongNumber: String, otherWay: String, mute: Phrase, resolve: String, help: String
  ) {
    self.send = send
    self.toBoard = toBoard
    self.upAndDown = upAndDown
    self.find = find
    self.code = code
    self.check = check
    self.askAgain = askAgain
    self.wrongNumber = wrongNumber
    self.otherWay = otherWay
    self.mute = mute
    self.resolve = resolve
    self.help = help
  }
}
