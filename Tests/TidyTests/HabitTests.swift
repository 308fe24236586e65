import Testing

/// Habits that no compiler holds.
@Suite struct HabitTests {
  /// Keys of the terminal's own, which no desk binds: what ends a command, and what ends an answer.
  static let namingTheTerminalsKeys: Set<String> = [
    "Sources/kaunta/Commands/ListenCommand.swift", "Sources/kaunta/Commands/PollCommand.swift",
    "Sources/ServerSetup/Asking/SetupInterview.swift",
  ]

  /// A key may be bound anew; a sentence that names it would lie.
  @Test func noSentenceNamesAKey() {
    let naming = Repository.swift.filter { file in
      file.path.hasPrefix("Sources/") && !Self.namingTheTerminalsKeys.contains(file.path)
        && Self.texts(in: file.lines).contains(where: Self.namesAKey)
    }.map(\.path)
    #expect(naming == [])
  }

  @Test func aKeyInASentenceIsFound() {
    #expect(Self.texts(on: #"Phrase("F3 takes it back", sw: "F3 huirudisha")"#).filter(Self.namesAKey).count == 2)
    let long = ["  let help = \"\"\"", "    Type it, then Enter.", "    \"\"\"", "  // Press F3 there", "  a(\"b\")"]
    #expect(
      Self.texts(in: long.map { $0[...] }).filter(Self.namesAKey).map { $0.drop { $0 == " " } } == [
        "Type it, then Enter."
      ])
    #expect(
      Self.namesAKey("leave it with Esc.") && Self.namesAKey("Press y to send") && Self.namesAKey("Enter, amount"))
    #expect(!Self.namesAKey("Esc") && !Self.namesAKey("M-Pesa Express is busy") && !Self.namesAKey("press on with it"))
  }

  /// Tests wait for something, with a deadline; how long it took says how busy the machine was.
  @Test func noTestIsTimedOrSleeps() {
    let found = Self.places(below: "Tests/") { Self.isTimed($0) || Self.sleeps($0) }
    #expect(found.filter { !Self.measures($0.path) }.map(\.text) == [])
  }

  /// Where something can be waited for, nothing sleeps; where nothing can, a comment says so.
  @Test func nothingSleepsWithoutAReason() {
    #expect(Self.places(below: "Sources/", Self.sleeps).filter { !$0.hasReason }.map(\.text) == [])
  }

  /// The mask is the whole process's: set beside other threads, it gives their files modes that nobody meant.
  @Test func theMaskIsSetWhereTheProgramStarts() {
    let setting = Repository.files.filter { file in
      file.path.hasPrefix("Sources/") && (file.isSwift || file.path.hasSuffix(".c"))
        && file.lines.contains { $0.contains("umask(") }
    }.map(\.path)
    #expect(setting == ["Sources/kaunta/Kaunta.swift"])
  }

  @Test func aTimedTestIsFound() {
    #expect(Self.isTimed("    #expect(ContinuousClock.now - start < .seconds(60))"))
    #expect(!Self.isTimed("    try #require(ContinuousClock.now < deadline)"))
  }

  @Test(arguments: [
    "  sleep(2)", "    try await Task.sleep(for: .seconds(1))", "  poll(nil, 0, 50)", "  if late { usleep(1_000) }",
    "  nanosleep(&time, nil)", "  Thread.sleep(forTimeInterval: 1)", "  clock.sleep(until: then)",
  ])
  func aSleepIsFound(_ line: String) {
    #expect(Self.sleeps(line[...]))
  }

  @Test(arguments: ["  /// sleep(2)", "  // usleep(3)", "  _ = poll(&ready, 2, 50)", "  func oversleep() {}"])
  func whatWaitsForSomethingDoesNotSleep(_ line: String) {
    #expect(!Self.sleeps(line[...]))
  }

  /// What measures or breaks things at random instants on purpose; these tests, which name what they look for; and the
  /// one place where a test that waits for something lets time go by.
  private static func measures(_ path: String) -> Bool {
    path.hasPrefix("Tests/kaunta-lab/") || path.hasPrefix("Tests/TidyTests/")
      || path == "Tests/TestSupport/Deadline.swift"
  }

  /// A line of code, and whether a comment stands on it or on one of the two above.
  private struct Place {
    let path: String
    let number: Int
    let hasReason: Bool
    var text: String { "\(path):\(number)" }
  }

  private static func places(below folder: String, _ isMeant: (Substring) -> Bool) -> [Place] {
    Repository.swift.filter { $0.path.hasPrefix(folder) }.flatMap { file in
      file.lines.enumerated().filter { isMeant($0.element) }.map { index, _ in
        let near = file.lines[max(0, index - 2)...index]
        return Place(path: file.path, number: index + 1, hasReason: near.contains { $0.contains("// ") })
      }
    }
  }

  /// It lets time go by, whatever happens meanwhile.
  private static func sleeps(_ line: Substring) -> Bool {
    let code = line.drop { $0 == " " }
    if code.hasPrefix("//") { return false }
    if code.contains("poll(nil, 0,") || code.contains(".sleep(") { return true }
    return ["sleep(", "usleep(", "nanosleep("].contains { code.hasPrefix($0) || code.contains(" " + $0) }
  }

  private static func isTimed(_ line: Substring) -> Bool {
    let code = line.drop { $0 == " " }
    let compares = code.hasPrefix("#expect(") || code.hasPrefix("try #require(")
    return compares && ["Clock.now - ", "now() - ", "elapsed <", "took <"].contains { code.contains($0) }
  }

  /// The texts of a file, those over several lines included, line by line.
  private static func texts(in lines: [Substring]) -> [Substring] {
    var isInText = false
    return lines.flatMap { line -> [Substring] in
      if line.hasSuffix("\"\"\"") || isInText && line.drop(while: { $0 == " " }).hasPrefix("\"\"\"") {
        isInText.toggle()
        return []
      }
      if isInText { return [line] }
      return line.drop { $0 == " " }.hasPrefix("//") ? [] : texts(on: line)
    }
  }

  private static func texts(on line: Substring) -> [Substring] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
  }

  /// Whether a text of several words has a key's name among them.
  private static func namesAKey(_ text: Substring) -> Bool {
    let words = text.split { !($0.isLetter || $0.isNumber) }
    // A customer's phone says so, which has no keys of ours.
    guard words.count > 1, text.contains(" "), text != "Enter M-PESA PIN" else { return false }
    for (index, word) in words.enumerated() {
      if ["Esc", "Enter", "Tab", "Ctrl", "PgUp", "PgDn"].contains(word) { return true }
      if word.first == "F", word.count > 1, word.dropFirst().allSatisfy(\.isNumber) { return true }
      let asks = word.lowercased() == "press" || word.lowercased() == "bonyeza"
      if asks, index + 1 < words.count, words[index + 1].count == 1 { return true }
    }
    return false
  }
}
