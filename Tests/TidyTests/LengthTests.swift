import Testing

/// One idea a file, one thought a function.
@Suite struct LengthTests {
  static let linesOfAFile = 400
  static let linesOfAFunction = 70

  /// Functions that are longer, each with its reason; the list only shrinks.
  static let known: [String: String] = [
    "Sources/DarajaSimulator/Faults/FaultNumbers.swift var suffix": "one number a fault",
    "Sources/DarajaSimulator/Faults/FaultSentences.swift var sentence": "one sentence a fault",
    "Sources/Payments/Decisions/DecisionRequest.swift var sentence": "one sentence a refusal",
    "Sources/Settings/Home/SettingsFileText.swift func comment": "one text a setting",
    "Sources/Wording/Reasons/NotSentLines.swift var lines": "one table of lines a reason",
    "Sources/Wording/Reasons/RefusalLines.swift var lines": "one table of lines a refusal",
    "Sources/Wording/Reasons/TokenFailureLines.swift var lines": "one table of lines a failure",
  ]

  @Test func noFileIsLong() {
    let long = Repository.files.filter { !$0.isPage && $0.lines.count - 1 > Self.linesOfAFile }.map(\.path)
    #expect(long.isEmpty)
  }

  @Test func noFunctionIsLong() {
    var long: Set<String> = []
    for file in Repository.swift {
      for function in FunctionLengths.functions(in: file.lines) where function.count > Self.linesOfAFunction {
        long.insert("\(file.path) \(function.name)")
      }
    }
    #expect(long.subtracting(Self.known.keys).sorted() == [])
    #expect(Set(Self.known.keys).subtracting(long).sorted() == [], "no longer long: take it off the list")
  }

  @Test func aLongFunctionIsFound() {
    let text = """
      struct Desk {
        @Test(arguments: [1, 2]) func long(
          _ a: Int
        ) -> Int {
          1

        }
        func short() { 1 }
        // func none() {
        let text = "func in a text {"
        var computed: Int {
          2
        }
      }
      protocol Port {
        func required() -> Int
        var other: Int { get }
      }
      """
    let found = FunctionLengths.functions(in: text.split(separator: "\n", omittingEmptySubsequences: false))
    let expected = [("func long", 2, 6), ("func short", 8, 1), ("var computed", 11, 3), ("var other", 17, 1)]
    #expect(found.map(\.name) == expected.map(\.0))
    #expect(found.map(\.firstLine) == expected.map(\.1))
    #expect(found.map(\.count) == expected.map(\.2))
  }
}
