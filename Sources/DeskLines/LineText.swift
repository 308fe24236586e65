import Desk
import Keys
import Payments

/// Sentences as lines: nothing in them moves a cursor, and a screen reader has a word for each sign.
package enum LineText {
  /// A sentence of the desk's as one line.
  ///
  /// - Parameter hidesPhones: whole numbers are masked, since nobody knows who reads a pipe or a log later on.
  static func line(_ phrase: Phrase, in language: Language, hidesPhones: Bool) -> String {
    let line = printable(wordsForKeys(in: phrase)[language])
    return hidesPhones ? masked(line) : line
  }

  /// Without any sign that a terminal obeys, and with twins for signs that are read out as something else.
  static func printable(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      // The hidden digits of a phone: three full stops are read as a pause.
      case "·": line += "."
      case "…": line += "..."
      case "–": line += "-"
      case "\n", "\r", "\t": line += " "
      default: if isShown(scalar) { line.unicodeScalars.append(scalar) }
      }
    }
    return line
  }

  /// A line in pieces for a terminal of so many columns, broken between words: a terminal breaks within them, and a
  /// reader spells what is left.
  package static func broken(_ line: String, columns: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if !piece.isEmpty, piece.count + 1 + word.count > columns {
        pieces.append(piece)
        piece = String(word)
      } else {
        piece += (piece.isEmpty ? "" : " ") + word
      }
    }
    return pieces + [piece]
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  /// With the middle of each phone number hidden that is spelled as the desk spells one: `0712 345 678`.
  static func masked(_ line: String) -> String {
    let shape = Array("0### ### ###")
    var signs = Array(line)
    var place = 0
    while place + shape.count <= signs.count {
      let isPhone = zip(shape, signs[place...]).allSatisfy { wanted, sign in
        wanted == "#" ? ("0"..."9").contains(sign) : wanted == sign
      }
      let isInside = place > 0 && signs[place - 1].isNumber
      if isPhone, !isInside { signs.replaceSubrange(place + 5..<place + 8, with: "...") }
      place += 1
    }
    return String(signs)
  }

  /// Sentences of the desk's name keys; who types lines says words.
  static func wordsForKeys(in phrase: Phrase) -> Phrase {
    let (ask, check) = (DeskCommand.askAgain, DeskCommand.checkNow)
    let onItsRow = Phrase("\(ask.boardKey) on its row", sw: "\(ask.boardKey) kwenye mstari wake")
    let asks = Phrase(": \(check.boardKey) asks", sw: ": \(check.boardKey) huuliza")
    // A screen has the reason in its lines; here it was told, and *detail* tells it.
    let below = Phrase(" see below", sw: " soma chini")
    let toAsk = ask.lineWord + Phrase(" and its number", sw: " na namba yake")
    let toCheck = Phrase(": \(check.lineWord.english) asks", sw: ": \(check.lineWord.swahili) huuliza")
    let spoken = phrase.replacing(below, with: .none).replacing(onItsRow, with: toAsk).replacing(asks, with: toCheck)
    return LineWords.ofKeys.reduce(spoken) { $0.replacing(word: $1.key, with: $1.word) }
  }
}

extension Phrase {
  fileprivate func replacing(_ old: Phrase, with new: Phrase) -> Phrase {
    Phrase(english.replacing(old.english, with: new.english), sw: swahili.replacing(old.swahili, with: new.swahili))
  }

  /// Where it stands as a word of its own.
  fileprivate func replacing(word: String, with new: Phrase) -> Phrase {
    if !english.contains(word), !swahili.contains(word) { return self }
    func replace(_ text: String, _ new: String) -> String {
      text.split(separator: " ", omittingEmptySubsequences: false).map { part in
        let end = String(part.reversed().prefix { ".,:;".contains($0) }.reversed())
        return part.dropLast(end.count) == word ? new + end : String(part)
      }.joined(separator: " ")
    }
    return Phrase(replace(english, new.english), sw: replace(swahili, new.swahili))
  }
}
