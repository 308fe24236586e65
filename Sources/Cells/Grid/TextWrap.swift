/// Breaking sentences into rows at their spaces, but for those within an amount or a phone number: half of one is
/// another one.
package enum TextWrap {
  /// At most so many rows; where a text has more, the last ends in the mark.
  package static func lines(_ text: String, columns: Int, most: Int, mark: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      if line.isEmpty {
        line = word
      } else if CellWidth.of(line) + 1 + CellWidth.of(word) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    if !line.isEmpty { lines.append(line) }
    if lines.count > most, let last = lines.prefix(most).last {
      return lines.prefix(most - 1) + [CellWidth.clip(last + " ", to: columns - CellWidth.of(mark)) + mark]
    }
    return lines
  }

  /// What is never broken.
  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").reduce(into: []) { words, word in
      if let last = words.last, goOn(last, with: word) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
  }

  private static func goOn(_ begun: String, with word: Substring) -> Bool {
    let last = begun.split(separator: " ").last ?? ""
    guard let first = word.first, first.isNumber || first == "·" || first == "." else { return false }
    // "KSh 1,250", "0712 345 678", and the mask of a phone in either set of signs.
    return last.hasSuffix("KSh") || last.allSatisfy { $0.isNumber || $0 == "·" || $0 == "." }
  }
}
