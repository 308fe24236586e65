/// How long the functions of a Swift file are, read from the indentation that the formatter keeps.
enum FunctionLengths {
  struct Function: Equatable {
    let name: String
    let firstLine: Int
    let count: Int
  }

  private static let words = ["func ", "init(", "init?(", "init<", "deinit ", "subscript(", "subscript<", "var "]

  static func functions(in lines: [Substring]) -> [Function] {
    lines.indices.compactMap { index in
      let line = lines[index]
      guard let name = declared(on: line), let last = lastLine(of: index, in: lines) else { return nil }
      return Function(name: name, firstLine: index + 1, count: last - index + 1)
    }
  }

  /// What a line declares: the first word after its modifiers and attributes.
  private static func declared(on line: Substring) -> String? {
    let text = line.drop { $0 == " " }
    if text.hasPrefix("//") { return nil }
    for word in words {
      guard let range = text.firstRange(of: word) else { continue }
      let before = text[..<range.lowerBound]
      let isDeclared = before.isEmpty || before.last == " "
      // A quote that is still open: the word stands in a text.
      guard isDeclared, before.filter({ $0 == "\"" }).count.isMultiple(of: 2), !before.contains("{") else { continue }
      if before.contains("=") && !before.hasPrefix("@") { continue }
      return String(text[range.lowerBound...].prefix { $0 != "(" && $0 != "{" && $0 != ":" })
    }
    return nil
  }

  private static func lastLine(of first: Int, in lines: [Substring]) -> Int? {
    let indent = lines[first].prefix { $0 == " " }.count
    if lines[first].last == "}" { return first }
    var isOpen = lines[first].last == "{" || lines[first].contains("{ ")
    for index in lines.indices.dropFirst(first + 1) {
      let line = lines[index]
      if line.isEmpty { continue }
      let depth = line.prefix { $0 == " " }.count
      guard depth <= indent else {
        if !isOpen, line.hasSuffix("{") { isOpen = true }
        continue
      }
      let text = line.drop { $0 == " " }
      if depth == indent, text.hasPrefix("}"), isOpen { return index }
      guard depth == indent, [")", "{", "->", "where", "throws", "async"].contains(where: text.hasPrefix) else {
        return nil
      }
      if text.hasSuffix("{") { isOpen = true }
      if text.hasSuffix("}") { return index }
    }
    return nil
  }
}
