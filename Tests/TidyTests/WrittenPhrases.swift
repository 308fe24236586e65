/// The phrases that are written in code, both languages of each, without what is inserted into them.
enum WrittenPhrases {
  /// Words and their translation, where they are written.
  struct Pair: Hashable {
    let place: String
    let english: String
    let swahili: String
  }

  /// Every pair below a folder.
  static func all(below folder: String) -> [Pair] {
    Repository.swift.filter { $0.path.hasPrefix(folder) }.flatMap { pairs(in: $0) }
  }

  static func pairs(in file: Repository.File) -> [Pair] {
    var english: Substring = ""
    var rest = file.text[...]
    var pairs: [Pair] = []
    while let label = rest.range(of: "sw:") {
      if let opening = rest[..<label.lowerBound].ranges(of: "Phrase(").last {
        english = rest[opening.upperBound..<label.lowerBound]
      }
      rest = rest[label.upperBound...]
      let (swahili, end) = literals(in: rest)
      let pair = Pair(place: file.path, english: literals(in: english).text, swahili: swahili)
      if !pair.english.isEmpty || !pair.swahili.isEmpty { pairs.append(pair) }
      rest = rest[end...]
    }
    return pairs
  }

  /// The texts of an expression, one after the other, up to the bracket that closes what is around it.
  private static func literals(in code: Substring) -> (text: String, end: Substring.Index) {
    var text = ""
    var depth = 0
    var index = code.startIndex
    while index < code.endIndex {
      switch code[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "\"": index = literal(in: code, from: index, into: &text)
      default: break
      }
      if depth < 0 { break }
      index = code.index(after: index)
    }
    return (text, min(index, code.endIndex))
  }

  /// Reads a text from its opening quotation mark to its closing one; an insertion leaves `#`.
  private static func literal(
    in code: Substring, from start: Substring.Index, into text: inout String
  )
    -> Substring.Index
  {
    var index = code.index(after: start)
    while index < code.endIndex, code[index] != "\"" {
      if code[index] == "\\" {
        index = code.index(after: index)
        if index < code.endIndex, code[index] == "(" {
          index = literals(in: code[code.index(after: index)...]).end
          text += "#"
        } else if index < code.endIndex {
          text.append(code[index])
        }
      } else {
        text.append(code[index])
      }
      if index < code.endIndex { index = code.index(after: index) }
    }
    return min(index, code.index(before: code.endIndex))
  }
}
