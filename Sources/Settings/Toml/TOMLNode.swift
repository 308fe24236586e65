import TOMLKit

/// A value of a TOML file, as a value.
indirect enum TOMLNode: Equatable {
  case text(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  /// A date, a time or both, of which no setting makes use.
  case time
  case list([TOMLNode])
  /// Sorted by key.
  case table([(key: String, value: TOMLNode)])

  /// For messages: what kind of value this is.
  var kindWords: String {
    switch self {
    case .text: "text"
    case .integer: "a whole number"
    case .float: "a decimal number"
    case .boolean: "true or false"
    case .time: "a date or time"
    case .list: "a list"
    case .table: "a table"
    }
  }

  subscript(_ key: String) -> TOMLNode? {
    guard case .table(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  static func == (left: TOMLNode, right: TOMLNode) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.float(let left), .float(let right)): left == right
    case (.boolean(let left), .boolean(let right)): left == right
    case (.time, .time): true
    case (.list(let left), .list(let right)): left == right
    case (.table(let left), .table(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

/// A TOML file: its values, and the lines that they stand on.
struct TOMLFile {
  let root: TOMLNode
  private let lines: TOMLLines

  /// Reads a file's text.
  ///
  /// - Throws: ``TOMLSyntaxProblem`` with the line of the first mistake.
  init(text: String) throws(TOMLSyntaxProblem) {
    // The parser takes a C string, and would not see what follows a NUL.
    if let nul = text.utf8.firstIndex(of: 0) {
      let line = text.utf8[..<nul].count { $0 == 0x0A } + 1
      throw TOMLSyntaxProblem(line: line, words: "a byte that no text holds")
    }
    let table: TOMLTable
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw TOMLSyntaxProblem(line: max(1, error.source.begin.line), words: Self.oneLine(error.description))
    } catch {
      throw TOMLSyntaxProblem(line: 1, words: "not readable")
    }
    root = Self.node(table)
    lines = TOMLLines(text: text)
  }

  /// The line on which a key stands; for a key within a table on one line, that line.
  func line(of path: [String]) -> Int? { lines.line(of: path) }

  private static func node(_ table: TOMLTable) -> TOMLNode {
    .table(table.keys.sorted().compactMap { key in table[key].map { (key, node($0)) } })
  }

  private static func node(_ value: any TOMLValueConvertible) -> TOMLNode {
    switch value.type {
    case .table: value.table.map(node) ?? .table([])
    case .array: .list(value.array.map { array in array.map { node($0) } } ?? [])
    case .string: .text(value.string ?? "")
    case .int: .integer(value.int ?? 0)
    case .double: .float(value.double ?? 0)
    case .bool: .boolean(value.bool ?? false)
    case .date, .time, .dateTime: .time
    }
  }

  /// The parser's words without line ends, its own heading and whatever cannot be printed.
  private static func oneLine(_ description: String) -> String {
    var words = ""
    for scalar in description.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
      words.unicodeScalars.append(scalar)
    }
    if words.hasPrefix("Error while parsing"), let said = words.split(separator: ": ", maxSplits: 1).last {
      return String(said)
    }
    return words
  }
}

/// The first place where a file is not TOML.
struct TOMLSyntaxProblem: Error, Equatable {
  let line: Int
  let words: String
}
