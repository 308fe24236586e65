import Testing

/// What `kaunta help` says and what the cashier's pages say are one thing: the words of the board in an answer stand on
/// the page of its language.
@Suite struct HelpTopicTests {
  @Test func everyWordOfTheBoardInAnAnswerIsOnTheCashiersPage() throws {
    let (english, swahili) = try (page("docs/cashier.md"), page("docs/cashier-sw.md"))
    let pairs = WrittenPhrases.all(below: "Sources/Wording/Help/")
    #expect(pairs.count > 50)
    let words = (pairs.flatMap { Self.shouted($0.english) }, pairs.flatMap { Self.shouted($0.swahili) })
    #expect(words.0.contains("CHECK") && words.1.contains("OMBI HALIKUTUMWA"))
    #expect(words.0.filter { !english.contains($0) } == [])
    #expect(words.1.filter { !swahili.contains($0) } == [])
  }

  @Test func wordsOfTheBoardAreFound() {
    #expect(Self.shouted("Only PAID is money, #: NOT SENT. An SMS or a PIN is none") == ["PAID", "NOT SENT"])
  }

  private func page(_ path: String) throws -> String { try #require(Repository.file(path)).text }

  /// Words in capitals that stand together; not what is written so everywhere.
  private static func shouted(_ text: String) -> [String] {
    var found: [String] = []
    var run: [Substring] = []
    let words = text.split(separator: " ") + [Substring()]
    for word in words {
      let bare = word.drop { !$0.isLetter }.prefix { $0.isLetter }
      let isShouted = bare.count > 1 && bare.allSatisfy(\.isUppercase) && !["SMS", "PIN"].contains(bare)
      if isShouted { run.append(bare) }
      if !isShouted || word.last.map({ !$0.isLetter }) ?? true {
        if !run.isEmpty { found.append(run.joined(separator: " ")) }
        run = []
      }
    }
    return found
  }
}
