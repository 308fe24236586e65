import Testing

/// Doc comments are set as prose: no line ends in mid-sentence with room for the next word, and none runs over the
/// edge.
@Suite struct CommentTests {
  private static let longest = 120
  /// A line may end so much earlier where its writer saw fit.
  private static let earliest = 100

  @Test func noCommentIsCut() {
    let found = Repository.swift.flatMap { file in Self.faults(in: file.lines).map { "\(file.path):\($0)" } }
    #expect(found == [])
  }

  @Test(arguments: [
    (["  /// It ends here and", "  /// goes on."], [1]),
    (["  /// - Parameter x: a", "  ///   value."], [1]),
    (["  /// " + String(repeating: "word ", count: 25)], [1]),
    (["  /// A sentence.", "  /// And another."], []),
    (["  ///     a step", "  ///     and the next"], []),
    (["  /// Cases:", "  /// - one", "  /// - two"], []),
    (["  /// ```", "  /// one", "  /// two", "  /// ```"], []),
    (["  /// " + String(repeating: "w", count: 100), "  /// next."], []),
  ])
  func aCutCommentIsFound(_ lines: [String], _ faults: [Int]) {
    #expect(Self.faults(in: lines.map { $0[...] }) == faults)
  }

  /// The lines, from 1, that are cut or too long.
  private static func faults(in lines: [Substring]) -> [Int] {
    var isCode = false
    var faults: [Int] = []
    for (index, line) in lines.enumerated() {
      guard let text = text(of: line) else {
        isCode = false
        continue
      }
      if text.hasPrefix("```") { isCode.toggle() }
      if isCode || text.hasPrefix("```") || text.hasPrefix("|") { continue }
      let next = index + 1 < lines.count ? Self.text(of: lines[index + 1]) : nil
      let isTooLong = line.count > longest && text.contains(" ")
      if isTooLong || next.map({ isCut(line, text, before: $0) }) ?? false { faults.append(index + 1) }
    }
    return faults
  }

  private static func isCut(_ line: Substring, _ text: Substring, before next: Substring) -> Bool {
    guard let last = text.last, !".:!?;)`|".contains(last), let word = next.split(separator: " ").first else {
      return false
    }
    if next.hasPrefix("- ") || next.hasPrefix("```") || next.hasPrefix("|") || word.first?.isNumber == true {
      return false
    }
    return line.count + 1 + word.count <= earliest
  }

  /// What a line of a doc comment says; nil for any other line.
  private static func text(of line: Substring) -> Substring? {
    let code = line.drop { $0 == " " }
    // Set in by as much as code, it is as its writer set it.
    return code.hasPrefix("///") && !code.hasPrefix("///     ") ? code.dropFirst(3).drop { $0 == " " } : nil
  }
}
