/// Breaking sentences into rows at their spaces.
package enum TextWrap {
  /// At most so many rows; where a text has more, the last ends in the mark.
  package static func lines(_ text: String, columns: Int, most: Int, mark: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if CellWidth.of(line) + 1 + CellWidth.of(String(word)) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    if lines.count > most, let last = lines.prefix(most).last {
      return lines.prefix(most - 1) + [CellWidth.clip(last + " ", to: columns - CellWidth.of(mark)) + mark]
    }
    return lines
  }
}
