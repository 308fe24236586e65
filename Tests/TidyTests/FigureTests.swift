import Testing

/// Every name that docs/figures.md gives for a figure is in the code, inside its type where one is given.
@Suite struct FigureTests {
  @Test func everyFigureStandsWhereThePageSays() throws {
    let page = try #require(Repository.file("docs/figures.md"))
    let code = Repository.swift.filter { $0.path.hasPrefix("Sources/") }
    let names = Self.names(in: page.lines)
    #expect(names.count > 20)
    var missing: [String] = []
    for name in names where !name.hasSuffix(".swift") {
      let (type, member) = Self.parts(of: name)
      if !code.contains(where: { Self.declares($0, member, in: type) }) { missing.append(String(name)) }
    }
    #expect(missing == [])
  }

  /// A duration that is written as a number in the code is the one in its row.
  @Test func everyDurationIsAsLongAsThePageSays() throws {
    let page = try #require(Repository.file("docs/figures.md"))
    var wrong: [String] = []
    var count = 0
    for line in page.lines {
      for name in Self.names(in: [line]) where name.hasSuffix("Milliseconds") {
        let (type, member) = Self.parts(of: name)
        let files = Repository.swift.filter { $0.path.hasPrefix("Sources/") }
        for milliseconds in files.compactMap({ Self.milliseconds(of: member, in: Self.members(of: type, in: $0)) }) {
          count += 1
          if !Self.words(for: milliseconds).contains(where: line.contains) { wrong.append("\(name): \(milliseconds)") }
        }
      }
    }
    #expect(wrong == [])
    #expect(count > 15)
  }

  @Test func aDurationIsReadFromItsDeclaration() {
    let file = Repository.File(path: "x.swift", text: "  static let lifeMilliseconds: Int64 = 60_000")
    #expect(Self.milliseconds(of: "lifeMilliseconds", in: file.lines) == 60_000)
    #expect(Self.words(for: 60_000) == ["60000 ms", "60 s", "1 min"])
  }

  /// What stands beside a type, in another one or in one of a longer name is not its own.
  @Test func aMemberIsReadInsideItsType() {
    let text = """
      enum Lock {
        func f() {
          let inner = 1
        }
        static let own: Int64 = 2
      }
      enum LockPatience {
        static let told: Int64 = 3
      }
      private struct One { let short = 1 }
      let free = 4
      extension Lock {
        struct Part {}
      }
      """
    let file = Repository.File(path: "x.swift", text: text)
    for name in ["Lock.own", "Lock.Part", "LockPatience.told", "free", "Lock", "LockPatience"] as [Substring] {
      let (type, member) = Self.parts(of: name)
      #expect(Self.declares(file, member, in: type), "\(name)")
    }
    for name in ["Lock.told", "Lock.inner", "Lock.free", "LockPatience.own", "One.free", "own2", "Loc"] as [Substring] {
      let (type, member) = Self.parts(of: name)
      #expect(!Self.declares(file, member, in: type), "\(name)")
    }
  }

  private static func parts(of name: Substring) -> (type: Substring?, member: Substring) {
    let parts = name.split(separator: ".")
    return (parts.count > 1 ? parts[parts.count - 2] : nil, parts[parts.count - 1])
  }

  private static func milliseconds(of name: Substring, in lines: [Substring]) -> Int? {
    lines.compactMap { line -> Int? in
      guard let start = line.range(of: "let \(name): Int64 = ")?.upperBound else { return nil }
      return Int(line[start...].filter { $0 != "_" })
    }.first
  }

  private static func words(for milliseconds: Int) -> [String] {
    [(1, "ms"), (1_000, "s"), (60_000, "min")].compactMap { unit, name in
      milliseconds.isMultiple(of: unit) ? "\(milliseconds / unit) \(name)" : nil
    }
  }

  @Test func namesAreReadFromTheLastColumn() {
    let lines: [Substring] = ["| what `not` | 60 s | `Prompt.life`, `spacing`, the home's |", "text `no`"]
    #expect(Self.names(in: lines) == ["Prompt.life", "spacing"])
  }

  /// What stands in code marks in the last column of a table.
  private static func names(in lines: [Substring]) -> [Substring] {
    lines.filter { $0.hasPrefix("|") }.flatMap { line in
      (line.split(separator: "|").last ?? "").split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    }
  }

  private static func declares(_ file: Repository.File, _ name: Substring, in type: Substring?) -> Bool {
    members(of: type, in: file).contains { declares($0, name, behind: types + ["let", "var", "func", "case"]) }
  }

  private static let types = ["struct", "enum", "class", "extension", "protocol"]

  private static func declares(_ line: Substring, _ name: Substring, behind words: [String]) -> Bool {
    guard line.contains(name) else { return false }
    return words.contains { word in
      guard let end = line.firstRange(of: word + " " + name)?.upperBound else { return false }
      return end == line.endIndex || !(line[end].isLetter || line[end].isNumber || line[end] == "_")
    }
  }

  /// The lines of a type's own members, wherever it is extended; those of the whole file where no type is named.
  ///
  /// Formatted code ends a type at the column at which it began.
  private static func members(of type: Substring?, in file: Repository.File) -> [Substring] {
    guard let type, file.text.contains(type) else { return type == nil ? file.lines : [] }
    var members: [Substring] = []
    var outside: Int?
    for line in file.lines {
      let column = line.prefix { $0 == " " }.count
      if let around = outside {
        if column == around + 2 { members.append(line) }
        if column == around, line.hasSuffix("}") { outside = nil }
      } else if declares(line, type, behind: types), !line.hasSuffix("}") {
        outside = column
      }
    }
    return members
  }
}
