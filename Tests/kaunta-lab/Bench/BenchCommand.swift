import ArgumentParser

/// `kaunta-lab bench`: what is fast and what is not, each beside a peer or a floor in the same run.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the program beside its peers, in one run.",
    discussion: """
      Build it with -c release, on a machine that does nothing else. Rows: \(rows.map(\.name).joined(separator: ", ")). \
      Each is measured in turn with its peer, round by round; docs/performance.md explains them. Nothing here decides \
      a test.
      """)

  @Argument(help: ArgumentHelp("Rows; all, unless named.", valueName: "ROW"))
  var rows: [String] = []

  @Option(name: .long, help: ArgumentHelp("How often each is measured.", valueName: "N"))
  var rounds = 3

  @Flag(name: .long, help: "A little of the smallest size of each, to see that it runs.")
  var small = false

  static let rows: [any BenchRow] =
    [
      KeyRow(measures: .latency), KeyRow(measures: .bytes), StartRow(), OutputRow(open: 0), OutputRow(open: 5),
      WireRow(), ArrivalRow(), CallbacksRow(floor: .rawFiles), CallbacksRow(floor: .memory),
      StrangersRow(), TurnsRow(measures: .wait), TurnsRow(measures: .share),
    ] + SearchRow.Question.allCases.map { SearchRow(question: $0) }

  func validate() throws {
    for name in rows where !Self.rows.contains(where: { $0.name == name }) {
      throw ValidationError("there is no row \(name); rows: \(Self.rows.map(\.name).joined(separator: ", "))")
    }
    if !(1...1_000).contains(rounds) { throw ValidationError("--rounds takes 1 to 1000") }
  }

  func run() throws {
    let watch = Stopwatch()
    let chosen = Self.rows.filter { rows.isEmpty || rows.contains($0.name) }
    for row in chosen {
      Say.line("\(row.name): \(row.unit); beside \(row.peer)")
      let sizes = small ? Array(row.sizes.prefix(1)) : row.sizes
      var figures = sizes.map { BenchFigure(name: row.name, size: $0) }
      let measures = try sizes.map { try row.prepare(size: $0, effort: small ? .small : .whole) }
      for _ in 0..<(small ? 1 : rounds) {
        for (place, measure) in measures.enumerated() { figures[place].add(try measure()) }
      }
      for figure in figures { Say.line("  " + figure.line) }
    }
    Say.line("bench: \(chosen.count) rows, \(small ? 1 : rounds) rounds; \(watch.seconds)")
  }
}
