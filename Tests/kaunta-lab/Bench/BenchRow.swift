import Settings

/// One thing that is measured, beside the peer or the floor that it is held against.
protocol BenchRow: Sendable {
  /// What it is called on the command line and in docs/performance.md.
  var name: String { get }
  /// What one value is, with its unit.
  var unit: String { get }
  /// What it is held against.
  var peer: String { get }
  /// At 1, 10 and 100 times, so that one sees what grows; what the number counts stands in the unit.
  var sizes: [Int] { get }
  /// Makes ready what is measured at a size; what comes back measures once, first this program and then its peer.
  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound
}

/// A row that a ledger of any size can be measured for, which somebody has made with `kaunta-lab ledger`: a million
/// payments take an hour to record.
protocol LedgerRow: BenchRow {
  /// Makes ready what is measured in a home on the simulator, which is used as it is.
  func prepare(home: Home, effort: BenchEffort) throws -> () throws -> BenchRound
}

/// One round: what both took, or gave.
struct BenchRound {
  var ours: [Double]
  /// Empty where the peer is not installed.
  var peers: [Double]
}

/// How much work a round is.
enum BenchEffort {
  /// So that the median means something.
  case whole
  /// So that it runs and gives numbers.
  case small

  /// Of so many strokes or callbacks, how many are made.
  func count(_ whole: Int) -> Int { self == .whole ? whole : max(1, whole / 20) }
}

/// The rounds of a row at one size, and how they are told.
struct BenchFigure {
  let name: String
  let size: Int
  private var ours: [Double] = []
  private var peers: [Double] = []

  init(name: String, size: Int) {
    self.name = name
    self.size = size
  }

  mutating func add(_ round: BenchRound) {
    ours += round.ours
    peers += round.peers
  }

  var line: String {
    let (own, other) = (Distribution(ours), Distribution(peers))
    if own.isEmpty { return "\(name) at \(size): what it needs is not to be had here" }
    let start = "\(name) at \(size): median \(own.median.short), p99 \(own.quantile(0.99).short)"
    guard !other.isEmpty, other.median > 0, other.quantile(0.99) > 0 else { return start + "; no peer to measure" }
    return start + "; peer \(other.median.short), p99 \(other.quantile(0.99).short); ratio "
      + "\((own.median / other.median).short), p99 \((own.quantile(0.99) / other.quantile(0.99)).short)"
  }
}
