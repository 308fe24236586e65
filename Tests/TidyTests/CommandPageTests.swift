import Testing

/// docs/command.md has every word that scripts are told when a command fails, and no other.
@Suite struct CommandPageTests {
  @Test func everyWordForAFailureIsOnThePage() throws {
    let page = try #require(Repository.file("docs/command.md"))
    let row = try #require(page.lines.first { $0.hasPrefix("| `error` |") })
    let told = Set(Self.quoted(row, by: "`").map(String.init)).subtracting(["error"])
    let code = Repository.swift.filter {
      $0.path.hasPrefix("Sources/kaunta/") || $0.path.hasPrefix("Sources/CommandText/")
    }
    let named = code.flatMap(\.lines).flatMap(Self.namesGiven(on:))
    let functions = ["Sources/CommandText/CommandFailure.swift", "Sources/Ledger/Opening/LedgerError.swift"]
    let chosen = try functions.flatMap { path in
      try #require(Repository.file(path)).lines.filter { $0.contains("case ") || $0.contains("default:") }
        .flatMap { Self.quoted($0, by: "\"").filter(Self.isWord) }
    }
    #expect(named.count > 5 && chosen.count > 8)
    #expect(Set((named + chosen).map(String.init)).symmetricDifference(told).sorted() == [])
  }

  @Test func theNameOfAFailureIsFound() {
    #expect(Self.namesGiven(on: #"    throw fail("no. \(x)", Exit.usage, named: "no-such", ["a": b])"#) == ["no-such"])
    #expect(Self.namesGiven(on: #"    fail(named: name)"#) == [])
    #expect(Self.quoted(#"case .a: "b-c""#, by: "\"").filter(Self.isWord) == ["b-c"])
  }

  private static func namesGiven(on line: Substring) -> [Substring] {
    line.ranges(of: "named: \"").map { line[$0.upperBound...].prefix { $0 != "\"" } }
  }

  private static func quoted(_ line: Substring, by mark: Character) -> [Substring] {
    line.split(separator: mark, omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
  }

  private static func isWord(_ text: Substring) -> Bool { text.allSatisfy { $0.isLowercase || $0 == "-" } }
}
