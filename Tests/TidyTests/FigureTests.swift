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
