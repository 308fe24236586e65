/// What happened in a world, a line a step, with masked phones; and one number that stands for all of it.
package struct ShopTrace: Sendable {
  /// The lines, in their order; empty unless they are kept.
  package private(set) var lines: [String] = []
  /// FNV-1a over the figures of every step (draft-eastlake-fnv): equal for two runs that did the same, whether their
  /// lines were kept or not.
  package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// Lines are made at all; a thousand worlds whose story nobody reads need none.
  package let isKept: Bool

  package init(isKept: Bool) { self.isKept = isKept }

  mutating func note(_ line: @autoclosure () -> String, atMilliseconds time: Int64) {
    if isKept { lines.append(Self.clock(time) + "  " + line()) }
  }

  /// Takes a figure of what happened into the hash.
  mutating func mark(_ figure: some BinaryInteger) {
    var rest = UInt64(truncatingIfNeeded: figure)
    var bytes = 8
    while bytes > 0 {
      hash = (hash ^ (rest & 0xFF)) &* 0x100_0000_01B3
      rest >>= 8
      bytes -= 1
    }
  }

  /// Takes a text of what happened into the hash.
  mutating func mark(_ text: String) {
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// `03:07.250` after the world's start.
  private static func clock(_ milliseconds: Int64) -> String {
    padded(milliseconds / 60_000, 2) + ":" + padded(milliseconds / 1000 % 60, 2) + "." + padded(milliseconds % 1000, 3)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
