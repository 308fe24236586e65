/// What a theme file's reader needs of its surroundings, without a disk and without the library that reads TOML: a
/// reader of tables, keys, texts, numbers, lists and inline tables, which takes more than TOML allows.
indirect enum TOMLNode: Equatable {
  case text(String)
  case integer(Int)
  case float(Double)
  case boolean(Bool)
  case time
  case list([TOMLNode])
  case table([(key: String, value: TOMLNode)])

  var kindWords: String { "something" }

  subscript(_ key: String) -> TOMLNode? {
    guard case .table(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  static func == (left: TOMLNode, right: TOMLNode) -> Bool { "\(left)" == "\(right)" }

  mutating func set(_ path: [String], _ value: TOMLNode) {
    guard let first = path.first else { return self = value }
    var members: [(key: String, value: TOMLNode)] = []
    if case .table(let present) = self { members = present }
    var inner = self[first] ?? .table([])
    inner.set(Array(path.dropFirst()), value)
    if let index = members.firstIndex(where: { $0.key == first }) {
      members[index].value = inner
    } else {
      members.append((first, inner))
      members.sort { $0.key < $1.key }
    }
    self = .table(members)
  }
}

struct TOMLSyntaxProblem: Error {
  let line: Int
  let words: String
}

struct TOMLFile {
  private(set) var root: TOMLNode = .table([])
  private let lines: TOMLLines

  init(text: String) throws(TOMLSyntaxProblem) {
    lines = TOMLLines(text: text)
    var heading: [String] = []
    for line in text.split(separator: "\n").prefix(200) {
      var reader = ValueReader(line)
      if line.hasPrefix("[") {
        heading = line.dropFirst().prefix { $0 != "]" }.split(separator: ".").prefix(4).map(String.init)
      } else {
        let key = reader.key()
        if key.isEmpty { continue }
        root.set(heading + key.prefix(4), reader.value(depth: 0))
      }
    }
  }

  func line(of path: [String]) -> Int? { lines.line(of: path) }
}

private struct ValueReader {
  private var rest: Substring

  init(_ text: Substring) { rest = text }

  mutating func key() -> [String] {
    let key = rest.prefix { $0 != "=" }
    rest = rest.dropFirst(key.count + 1)
    return key.filter { $0 != " " && $0 != "\"" }.split(separator: ".").map(String.init)
  }

  mutating func value(depth: Int) -> TOMLNode {
    rest = rest.drop { $0 == " " }
    guard depth < 5, let first = rest.first else { return .time }
    switch first {
    case "\"":
      rest = rest.dropFirst()
      let text = rest.prefix { $0 != "\"" }
      rest = rest.dropFirst(text.count + 1)
      return .text(String(text))
    case "[":
      rest = rest.dropFirst()
      var members: [TOMLNode] = []
      while let next = rest.first, next != "]", members.count < 20 {
        members.append(value(depth: depth + 1))
        rest = rest.drop { $0 == "," || $0 == " " }
      }
      rest = rest.dropFirst()
      return .list(members)
    case "{":
      rest = rest.dropFirst()
      var table: TOMLNode = .table([])
      var count = 0
      while let next = rest.first, next != "}", count < 20 {
        count += 1
        let path = key()
        table.set(Array(path.prefix(3)), value(depth: depth + 1))
        rest = rest.drop { $0 == "," || $0 == " " }
      }
      rest = rest.dropFirst()
      return table
    default:
      let word = rest.prefix { !",]} ".contains($0) }
      rest = rest.dropFirst(max(1, word.count))
      return Int(word).map(TOMLNode.integer) ?? Double(word).map(TOMLNode.float) ?? .boolean(word == "true")
    }
  }
}

struct FileError: Error {
  let words: String
}

enum WholeFile {
  static func read(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
    throw FileError(words: "there is no disk here")
  }
}

enum SettingsReading {
  static func quoted(_ text: String) -> String {
    let printable = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return "\"" + String(String.UnicodeScalarView(printable)).prefix(40) + "\""
  }
}

enum ThemeLoader {
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }
}
