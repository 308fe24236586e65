import TestSupport

/// What a desk writes by itself while nobody touches it, beside `htop`.
struct OutputRow: BenchRow {
  /// So many payments count their seconds.
  let open: Int

  var name: String { open == 0 ? "idle" : "counting" }
  var unit: String { "bytes a second while nobody touches the desk, with so many open payments on the board" }
  var peer: String { "htop" }
  var sizes: [Int] { [open] }

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    let seconds = effort == .whole ? 10.0 : 1.0
    let desk = try BenchedDesk(CrowdedHome(payments: size, open: size))
    return {
      let program = try desk.open()
      _ = try program.millisecondsUntil("Phone")
      let ours = rate(of: program, seconds)
      let peers = try Peer.path("htop").map { [rate(of: try MeasuredProgram($0, []), seconds)] } ?? []
      return BenchRound(ours: [ours], peers: peers)
    }
  }

  private func rate(of program: MeasuredProgram, _ seconds: Double) -> Double {
    // What a start draws is no idling.
    _ = program.bytes(withinSeconds: min(2, seconds))
    return Double(program.bytes(withinSeconds: seconds)) / seconds
  }
}
