import Testing

/// The field's words hold.
///
/// A bank settles, and a tray holds paper: callbacks are ingested, or are unmatched; a person resolves. The ledger and
/// the spool have things; the book is the simulator's (docs/simulator.md).
@Suite struct FieldWordTests {
  /// Written into ledgers, into what scripts read, or typed by them, before the words were chosen.
  static let kept = [
    #""tray-settled""#, #""settled""#, #"'settled'"#, #"'tray-settled'"#, #""settlement""#, #""settle""#, #""tray""#,
    #""tray --"#, #""tray settle"#, #"settle 12ab"#, "`kaunta settle`", "SettleCommand",
  ]

  @Test func nothingIsCalledByAnotherWord() {
    let found = Repository.swift.filter { !$0.path.hasPrefix("Tests/TidyTests/") }.flatMap { file in
      file.lines.enumerated().filter { Self.strays($0.element, in: file.path) }
        .map { "\(file.path):\($0.offset + 1)" }
    }
    #expect(found == [])
  }

  @Test(arguments: [
    "  /// Settles a callback.", "  func drawToSettle() {}", #"  say("the tray is empty")"#, "  let isSettled = true",
    "  /// once the book has it", "  /// the callbacks's decisions",
  ])
  func anotherWordIsFound(line: String) {
    #expect(Self.strays(line[...], in: "Sources/Shop/A.swift"))
  }

  @Test(arguments: [
    #"  case unmatchedResolved = "tray-settled""#, "  let strays = 2, outrayed = 3", "  /// the shop's books",
    #"  aliases: ["settle"])"#,
  ])
  func whatIsStoredOrIsNoneOfThemIsLeft(line: String) {
    #expect(!Self.strays(line[...], in: "Sources/Shop/A.swift"))
  }

  private static func strays(_ line: Substring, in path: String) -> Bool {
    var text = String(line)
    if text.contains("callbacks's") { return true }
    for name in kept { text = text.replacing(name, with: "") }
    let words = words(in: text)
    if words.contains(where: { $0 == "tray" || $0 == "trays" || $0.hasPrefix("settl") }) { return true }
    let isSimulators = !path.hasPrefix("Sources/") || path.hasPrefix("Sources/DarajaSimulator/")
    return !isSimulators && words.contains("book")
  }

  /// Small, and a name in its parts: `drawToSettle` has three.
  private static func words(in text: String) -> [String] {
    var words: [String] = [""]
    for character in text {
      if character.isUppercase || !character.isLetter { words.append("") }
      if character.isLetter { words[words.count - 1] += character.lowercased() }
    }
    return words
  }
}
