import ArgumentParser
import GRDB
import Settings

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

  @Option(name: .long, help: ArgumentHelp("Measure with this home's ledger, and not with new ones.", valueName: "PATH"))
  var home: String?

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
    if home != nil,
      let row = rows.first(where: { row in !Self.rows.contains { $0.name == row && $0 is any LedgerRow } })
    {
      throw ValidationError("the row \(row) makes its own home")
    }
    if !(1...1_000).contains(rounds) { throw ValidationError("--rounds takes 1 to 1000") }
  }

  func run() throws {
    let watch = Stopwatch()
    let chosen = Self.rows.filter { (rows.isEmpty || rows.contains($0.name)) && (home == nil || $0 is any LedgerRow) }
    let place = home.map { Home(path: $0) }
    let stands = try place.map { try payments(in: $0) }
    let effort: BenchEffort = small ? .small : .whole
    for row in chosen {
      Say.line("\(row.name): \(row.unit); beside \(row.peer)")
      let sizes = stands.map { [$0] } ?? (small ? Array(row.sizes.prefix(1)) : row.sizes)
      var figures = sizes.map { BenchFigure(name: row.name, size: $0) }
      let measures = try sizes.map { size in
        if let place, let row = row as? any LedgerRow { return try row.prepare(home: place, effort: effort) }
        return try row.prepare(size: size, effort: effort)
      }
      for _ in 0..<(small ? 1 : rounds) {
        for (place, measure) in measures.enumerated() { figures[place].add(try measure()) }
      }
      for figure in figures { Say.line("  " + figure.line) }
    }
    Say.line("bench: \(chosen.count) rows, \(small ? 1 : rounds) rounds; \(watch.seconds)")
  }

  private func payments(in home: Home) throws -> Int {
    let ledger = try DatabaseQueue(path: home.ledgerFile, configuration: Self.readOnly)
    return try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM payment") ?? 0 }
  }

  private static let readOnly: Configuration = {
    var configuration = Configuration()
    configuration.readonly = true
    return configuration
  }()
}
