import CLinux
import Glibc
import TestSupport

/// Desks that all want to write at once: how long one waits at the most, and whether one gets fewer turns than the
/// others; beside as many programs that leave that to SQLite's own busy handler.
struct TurnsRow: BenchRow {
  /// What of the turns is measured.
  enum Measures { case wait, share }

  let measures: Measures
  let peer = "as many programs that insert a row each time, with SQLite's busy timeout"
  let sizes = [1, 10, 100]

  var name: String { measures == .wait ? "turns" : "turns-share" }
  var unit: String {
    measures == .wait
      ? "milliseconds that a commit took at the most, with so many desks committing all the time"
      : "commits of the desk that made fewest, of the mean, with so many desks committing all the time"
  }

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let seconds = effort == .whole ? 5 : 1
    return {
      BenchRound(
        ours: [try figure(size, seconds, isPlain: false)], peers: [try figure(size, seconds, isPlain: true)])
    }
  }

  private func figure(_ desks: Int, _ seconds: Int, isPlain: Bool) throws -> Double {
    let directory = try TemporaryDirectory()
    let file = directory.path + "/ledger.sqlite"
    try TurnTaker.make(file, isPlain: isPlain)
    // All of them are open by then, and begin in one moment.
    let start = kaunta_boot_milliseconds() + 500 + Int64(desks) * 40
    let words = ["turn", "--file", file, "--seconds", String(seconds), "--start", String(start)]
    let takers = try (1...desks).map { number in
      try PipedProgram(
        try BuiltProducts.path(of: "kaunta-lab"),
        arguments: words + ["--till", String(number)] + (isPlain ? ["--plain"] : []))
    }
    let told = try takers.map { taker -> [Double] in
      guard try taker.waitForExit(timeoutSeconds: 600) == .exited(code: 0) else { throw LabFailure(taker.errors) }
      return taker.output.split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
    }
    guard told.allSatisfy({ $0.count == 2 }) else { throw LabFailure("a desk said nothing") }
    switch measures {
    case .wait: return told.map { $0[1] }.max() ?? 0
    case .share:
      let counts = told.map { $0[0] }
      return (counts.min() ?? 0) / max(1, counts.reduce(0, +) / Double(desks))
    }
  }
}
