import Testing

/// Every name that docs/figures.md gives for a figure is in the code, under its type where one is given.
@Suite struct FigureTests {
  @Test func everyFigureStandsWhereThePageSays() throws {
    let page = try #require(Repository.file("docs/figures.md"))
    let code = Repository.swift.filter { $0.path.hasPrefix("Sources/") }
    let names = Self.names(in: page.lines)
    #expect(names.count > 20)
    var missing: [String] = []
    for name in names where !name.hasSuffix(".swift") {
      for part in name.split(separator: ".") where !code.contains(where: { Self.declares($0, part) }) {
        missing.append(String(name))
      }
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
        let parts = name.split(separator: ".")
        let files = Repository.swift.filter { file in
          file.path.hasPrefix("Sources/") && (parts.count == 1 || Self.declares(file, parts[0]))
        }
        for milliseconds in files.compactMap({ Self.milliseconds(of: parts[parts.count - 1], in: $0) }) {
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
    #expect(Self.milliseconds(of: "lifeMilliseconds", in: file) == 60_000)
    #expect(Self.words(for: 60_000) == ["60000 ms", "60 s", "1 min"])
  }

  private static func milliseconds(of name: Substring, in file: Repository.File) -> Int? {
    file.lines.compactMap { line -> Int? in
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

  private static func declares(_ file: Repository.File, _ name: Substring) -> Bool {
    let words = ["struct ", "enum ", "class ", "extension ", "let ", "var ", "func "]
    return file.lines.contains { line in
      line.contains(name) && words.contains { line.contains($0 + name) }
    }
  }
}
