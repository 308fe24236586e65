import Settings
import TestSupport

/// A key in the form, beside the form of `dialog`: how long until it is seen, or how many bytes that takes.
struct KeyRow: LedgerRow {
  /// What of a key is measured.
  enum Measures { case latency, bytes }

  let measures: Measures

  var name: String { measures == .latency ? "key" : "key-bytes" }
  var unit: String {
    measures == .latency
      ? "milliseconds from a key in the form to its first byte, with so many open payments on the board"
      : "bytes for a key in the form, with so many open payments on the board"
  }
  var peer: String { "dialog --form" }
  var sizes: [Int] { [5, 50, 500] }

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    measure(try BenchedDesk(CrowdedHome(payments: size, open: size)), effort)
  }

  func prepare(home: Home, effort: BenchEffort) throws -> () throws -> BenchRound {
    measure(try BenchedDesk(at: home.path), effort)
  }

  private func measure(_ desk: BenchedDesk, _ effort: BenchEffort) -> () throws -> BenchRound {
    let strokes = effort.count(200)
    return {
      let ours = try values(of: try desk.open(), strokes)
      return BenchRound(ours: ours, peers: try Peer.form().map { try values(of: $0, strokes) } ?? [])
    }
  }

  /// Four digits are typed and taken away again, so that the field is never full.
  private func values(of program: MeasuredProgram, _ strokes: Int) throws -> [Double] {
    _ = try program.millisecondsUntil("Phone")
    program.comeToRest()
    let keys: [[UInt8]] = Array("0712".utf8).map { [$0] } + Array(repeating: [0x7F], count: 4)
    // The first round changes what else stands there: it is a start and no key.
    for key in keys { _ = try program.stroke(key) }
    return try (0..<strokes).map { number in
      let stroke = try program.stroke(keys[number % keys.count])
      return measures == .latency ? stroke.milliseconds : Double(stroke.bytes)
    }
  }
}
