import Testing

/// Habits that no compiler holds.
@Suite struct HabitTests {
  /// Files whose sentences still name keys, until they take them from the bindings: the list only shrinks.
  static let namingKeys: Set<String> = [
    "Sources/Desk/DeskHandling.swift",
    "Sources/Wording/Payment/PaymentLines.swift", "Sources/DeskScreens/BoardRegion.swift",
    "Sources/DeskScreens/Pages/CodeCheckRegion.swift", "Sources/DeskScreens/Pages/HelpRegion.swift",
    "Sources/DeskScreens/Pages/PhoneRegion.swift", "Sources/DeskScreens/Pages/QuestionRegion.swift",
    "Sources/DeskScreens/Pages/SearchRegion.swift", "Sources/DeskScreens/Pages/SupervisorRegion.swift",
    "Sources/DeskScreens/Pages/UnmatchedRegion.swift",
    // The keys of a line that is typed, which nobody binds.
    "Sources/ServerSetup/Asking/SetupInterview.swift",
  ]

  /// A key may be bound anew; a sentence that names it would lie.
  @Test func noSentenceNamesAKey() {
    let naming = Repository.swift.filter { file in
      file.path.hasPrefix("Sources/") && !file.path.hasPrefix("Sources/kaunta/")
        && file.lines.contains { line in
          !line.drop { $0 == " " }.hasPrefix("//") && Self.texts(on: line).contains(where: Self.namesAKey)
        }
    }.map(\.path)
    #expect(Set(naming).subtracting(Self.namingKeys).sorted() == [])
    #expect(Self.namingKeys.subtracting(naming).sorted() == [], "names no key any more: take it off the list")
  }

  @Test func aKeyInASentenceIsFound() {
    #expect(Self.texts(on: #"Phrase("F3 takes it back", sw: "F3 huirudisha")"#).filter(Self.namesAKey).count == 2)
    #expect(
      Self.namesAKey("leave it with Esc.") && Self.namesAKey("Press y to send") && Self.namesAKey("Enter, amount"))
    #expect(!Self.namesAKey("Esc") && !Self.namesAKey("M-Pesa Express is busy") && !Self.namesAKey("press on with it"))
  }

  /// Tests wait for something, with a deadline; how long it took says how busy the machine was.
  @Test func noTestIsTimed() {
    var timed: [String] = []
    for file in Repository.swift where file.path.hasPrefix("Tests/") && !Self.measures(file.path) {
      for (number, line) in file.lines.enumerated() where Self.isTimed(line) {
        timed.append("\(file.path):\(number + 1)")
      }
    }
    #expect(timed == [])
  }

  @Test func aTimedTestIsFound() {
    #expect(Self.isTimed("    #expect(ContinuousClock.now - start < .seconds(60))"))
    #expect(Self.isTimed("  sleep(2)") && Self.isTimed("    try await Task.sleep(for: .seconds(1))"))
    #expect(!Self.isTimed("    try #require(ContinuousClock.now < deadline)") && !Self.isTimed("  /// sleep(2)"))
  }

  /// What measures on purpose, and these tests, which name what they look for.
  private static func measures(_ path: String) -> Bool {
    path.hasPrefix("Tests/kaunta-lab/") || path.hasPrefix("Tests/TidyTests/")
  }

  private static func isTimed(_ line: Substring) -> Bool {
    let code = line.drop { $0 == " " }
    if code.hasPrefix("//") { return false }
    if code.contains("Task.sleep(for: .seconds") || code.hasPrefix("sleep(") || code.contains(" sleep(") { return true }
    let compares = code.hasPrefix("#expect(") || code.hasPrefix("try #require(")
    return compares && ["Clock.now - ", "now() - ", "elapsed <", "took <"].contains { code.contains($0) }
  }

  private static func texts(on line: Substring) -> [Substring] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
  }

  /// Whether a text of several words has a key's name among them.
  private static func namesAKey(_ text: Substring) -> Bool {
    let words = text.split { !($0.isLetter || $0.isNumber) }
    guard words.count > 1, text.contains(" ") else { return false }
    for (index, word) in words.enumerated() {
      if ["Esc", "Enter", "Tab", "Ctrl", "PgUp", "PgDn"].contains(word) { return true }
      if word.first == "F", word.count > 1, word.dropFirst().allSatisfy(\.isNumber) { return true }
      let asks = word.lowercased() == "press" || word.lowercased() == "bonyeza"
      if asks, index + 1 < words.count, words[index + 1].count == 1 { return true }
    }
    return false
  }
}
