import CTerminal
import PaymentLaws
import TestSupport
import Testing

/// What curses writes of a frame goes to the terminal in fewer bytes, and shows the same.
@Suite struct FrameBytesTests {
  @Test func aTypedKeyAsksForItsLookOnce() {
    let typed = "\u{1B}(B\u{1B}[0;1;4m\u{1B}[38;5;231m\u{1B}[48;5;236m7\u{1B}[39;49m\u{1B}(B\u{1B}[m"
    #expect(shortened(typed) == "\u{1B}[1;4;38;5;231;48;5;236m7\u{1B}[m")
  }

  @Test func aLookThatIsLeftIsNotAskedForAnew() {
    let row =
      "\u{1B}[24;29H\u{1B}(B\u{1B}[0;1m\u{1B}[38;5;180m\u{1B}[48;5;233mEsc\u{1B}(B\u{1B}[0m\u{1B}[38;5;253m\u{1B}[48;5;233m back"
    #expect(shortened(row) == "\u{1B}[24;29H\u{1B}[1;38;5;180;48;5;233mEsc\u{1B}[22;38;5;253m back")
  }

  @Test func whatIsNotUnderstoodGoesAsItCame() {
    for odd in ["\u{1B}[38:2::1:2:3mx\u{1B}[m", "\u{1B}[58;5;1mx\u{1B}[m", "\u{1B}]0;title\u{7}", "\u{1B}[", "\u{1B}"] {
      #expect(shortened(odd) == odd)
    }
  }

  /// Random frames, through two terminals: cell by cell the same, looks included, and never longer.
  @Test(arguments: 1...20) func anyFrameShowsTheSame(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (plain, short) = (
      try VirtualTerminal(columns: 40, rows: 6), try VirtualTerminal(columns: 40, rows: 6)
    )
    for _ in 0..<40 {
      let frame = (0..<60).map { _ in Self.piece(&random) }.joined() + "\u{1B}[39;49m\u{1B}(B\u{1B}[m"
      let fewer = shortened(frame)
      #expect(fewer.utf8.count <= frame.utf8.count)
      plain.feed(frame.utf8)
      short.feed(fewer.utf8)
      for row in 0..<6 {
        for column in 0..<40 {
          #expect(plain.cell(row: row, column: column) == short.cell(row: row, column: column))
        }
      }
      #expect(plain.cursor == short.cursor)
    }
  }

  private static func piece(_ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: "\u{1B}[\(Int.random(in: 1...6, using: &random));\(Int.random(in: 1...40, using: &random))H"
    case 1: "\u{1B}(B\u{1B}[0;\(one(of: ["1", "4", "7", "1;4", "3", "2"], &random))m"
    case 2: "\u{1B}(B\u{1B}[m"
    case 3: "\u{1B}[38;5;\(UInt8.random(in: 0...255, using: &random))m"
    case 4: "\u{1B}[48;5;\(UInt8.random(in: 0...255, using: &random))m"
    case 5: "\u{1B}[39;49m"
    case 6: "\u{1B}[\(one(of: ["31", "92", "44", "103", "22", "24", "27", "23"], &random))m"
    case 7:
      "\u{1B}[38;2;\(UInt8.random(in: 0...255, using: &random));\(UInt8.random(in: 0...255, using: &random));\(UInt8.random(in: 0...255, using: &random))m"
    case 8: one(of: ["\u{8}", "\r", "\u{1B}[K", "\u{1B}[3X", "\u{1B}[2P", "\u{1B}[1J"], &random)
    default: one(of: ["a", "KSh 1,250", "✓", "─", " ", "é"], &random)
    }
  }

  private static func one(of pieces: [String], _ random: inout SeededGenerator) -> String {
    pieces.randomElement(using: &random) ?? ""
  }

  private func shortened(_ frame: String) -> String {
    let bytes = Array(frame.utf8).map(CChar.init(bitPattern:))
    var shorter = [CChar](repeating: 0, count: 2 * bytes.count + 16)
    let length = kaunta_frame_shorten(bytes, bytes.count, &shorter)
    return String(decoding: shorter[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
