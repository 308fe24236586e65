import Cells
import Keys
import Testing

@testable import Terminal

/// Bytes through parser and decoder, as one reading unless it says otherwise.
struct TypedBytes {
  var parser: InputParser
  var decoder = KeyDecoder()
  var now: Int64 = 0

  init(escapeDelayMilliseconds: Int64 = 200, keysOfTerminfo: [[UInt8]: KeyPress] = [:]) {
    parser = InputParser(escapeDelayMilliseconds: escapeDelayMilliseconds, keysOfTerminfo: keysOfTerminfo)
  }

  mutating func type(_ text: String) -> [KeyPress] { type(Array(text.utf8)) }

  mutating func type(_ bytes: [UInt8]) -> [KeyPress] {
    decoder.decode(parser.take(bytes, nowMilliseconds: now), nowMilliseconds: now)
  }

  /// Lets time go by as the event loop does, stopping at every deadline.
  mutating func wait(_ milliseconds: Int64) -> [KeyPress] {
    let end = now + milliseconds
    var presses: [KeyPress] = []
    while let deadline = parser.deadlineMilliseconds, deadline <= end {
      now = max(now, deadline)
      presses += decoder.decode(parser.passTime(nowMilliseconds: now), nowMilliseconds: now)
    }
    now = end
    return presses
  }

  static func keys(_ text: String) -> [KeyPress] { keys(Array(text.utf8)) }

  static func keys(_ bytes: [UInt8]) -> [KeyPress] {
    var typed = Self()
    return typed.type(bytes) + typed.wait(5_000)
  }
}

@Suite struct InputParserTests {
  @Test func theNumberPadInApplicationModeIsCharacters() {
    for (letter, sign) in zip("pqrstuvwxynkjmolX", "0123456789.+*-/,=") {
      #expect(TypedBytes.keys("\u{1B}O\(letter)") == [.character(sign)], "\(letter)")
      // As one byte for the first two, and as PuTTY does it with Shift.
      #expect(TypedBytes.keys([0x8F] + Array("\(letter)".utf8)) == [.character(sign)], "\(letter)")
      #expect(TypedBytes.keys("\u{1B}O2\(letter)") == [.character(sign)], "\(letter)")
    }
    #expect(TypedBytes.keys("\u{1B}OM") == [.enter])
    #expect(TypedBytes.keys("\u{1B}OI") == [.tab])
    #expect(TypedBytes.keys("\u{1B}O ") == [.character(" ")])
  }

  @Test func padEnterBehindPadDigitsInOneBurstSubmitsNothing() {
    #expect(TypedBytes.keys("\u{1B}Oq\u{1B}Op\u{1B}OM") == [.paste("10\n")])
    #expect(TypedBytes.keys("10\u{1B}OM") == [.paste("10\n")])
    var slow = TypedBytes()
    #expect(slow.type("\u{1B}Oq") == [.character("1")])
    #expect(slow.wait(60) == [])
    #expect(slow.type("\u{1B}OM") == [.enter])
  }

  @Test(
    arguments: [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ] as [(String, KeyPress)])
  func bothCursorFormsAreKnown(letter: String, key: KeyPress) {
    for opening in ["\u{1B}[", "\u{1B}O", "\u{9B}", "\u{8F}", "\u{1B}[1;2", "\u{1B}O2", "\u{1B}[1;129", "\u{1B}[1;1:2"]
    {
      #expect(TypedBytes.keys(opening + letter) == [key], "\(opening)")
    }
    #expect(TypedBytes.keys([0x9B] + Array(letter.utf8)) == [key])
    #expect(TypedBytes.keys("\u{1B}[1;1:3" + letter) == [], "let go")
    #expect(TypedBytes.keys("\u{1B}[1;5" + letter) == [.unknown], "Ctrl")
    #expect(TypedBytes.keys("\u{1B}\u{1B}[" + letter) == [.unknown], "Alt")
  }

  @Test func numberedKeysAreKnown() {
    let keys: [(Int, KeyPress)] =
      [(1, .home), (7, .home), (4, .end), (8, .end), (2, .insert), (3, .delete), (5, .pageUp), (6, .pageDown)]
      + zip([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24], 1...12).map { ($0, .function($1)) }
    for (number, key) in keys {
      // As it is, with Shift, and with Shift as rxvt has it.
      for ending in ["~", ";2~", "$"] { #expect(TypedBytes.keys("\u{1B}[\(number)\(ending)") == [key], "\(number)") }
      for ending in ["^", "@", ";5~", ";3~"] {
        #expect(TypedBytes.keys("\u{1B}[\(number)\(ending)") == [.unknown], "\(number)\(ending)")
      }
      #expect(TypedBytes.keys("\u{1B}[\(number);1:3~") == [])
    }
    #expect(TypedBytes.keys("\u{1B}[99~") == [.unknown])
    #expect(TypedBytes.keys("\u{1B}[Z\u{1B}[1;2Z") == [.backTab, .backTab])
  }

  @Test func functionKeysOfEveryFormAreKnown() {
    for number in 1...4 {
      let letter = "PQRS"[String.Index(utf16Offset: number - 1, in: "PQRS")]
      for opening in ["\u{1B}O", "\u{1B}[", "\u{1B}[1;2", "\u{1B}O1;2", "\u{1B}[1;1:1"] {
        #expect(TypedBytes.keys("\(opening)\(letter)") == [.function(number)], "\(opening)\(letter)")
      }
      #expect(TypedBytes.keys("\u{1B}[1;5\(letter)") == [.unknown])
    }
    for (letter, number) in zip("ABCDE", 1...5) {
      #expect(TypedBytes.keys("\u{1B}[[\(letter)") == [.function(number)])
    }
    #expect(TypedBytes.keys("\u{1B}[[F") == [.unknown])
    #expect(TypedBytes.keys("\u{1B}[15;2~") == [.function(5)])
  }

  @Test(arguments: ["\u{8}", "\u{7F}", "\u{1B}[127u", "\u{1B}[8u", "\u{1B}[127;2u"])
  func backspaceComesInSeveralForms(bytes: String) { #expect(TypedBytes.keys(bytes) == [.backspace]) }

  @Test(arguments: ["\r", "\n", "\r\n", "\r\0", "\u{1B}OM", "\u{1B}[13u", "\u{1B}[57414u", "\u{1B}[13;2u"])
  func enterComesInSeveralForms(bytes: String) { #expect(TypedBytes.keys(bytes) == [.enter]) }

  static let swallowed = [
    "\u{1B}[<0;12;5M", "\u{1B}[<0;12;5m", "\u{1B}[<64;80;24M",  // mouse: SGR
    "\u{1B}[M !!", "\u{1B}[M#55", "\u{1B}[M\u{60}99",  // mouse: X10, with digits for places
    "\u{1B}[M \u{E8}0",  // mouse: X10 in UTF-8
    "\u{1B}[32;55;12M", "\u{1B}[96;10;10M",  // mouse: urxvt
    "\u{1B}[t12", "\u{1B}[T123456",  // mouse: highlighting
    "\u{1B}[1;2;3;4;5&w",  // mouse: DEC locator
    "\u{1B}[I", "\u{1B}[O",  // focus
    "\u{1B}]11;rgb:1111/2222/3333\u{7}", "\u{1B}]11;rgb:1111/2222/3333\u{1B}\\", "\u{9D}10;rgb:0/0/0\u{9C}",
    "\u{1B}]52;c;MTIz\u{7}", "\u{1B}]4;1;rgb:12/34/56\u{1B}\\", "\u{1B}]l\u{201C}50\u{1B}\\",
    "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P1+r544e=787465726d\u{1B}\\", "\u{90}1+r50\u{9C}",
    "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^50\u{1B}\\", "\u{1B}X50\r50\u{1B}\\", "\u{9F}50\u{9C}", "\u{9E}5\u{9C}",
    "\u{98}5\u{9C}",
    "\u{1B}[?1;2c", "\u{1B}[>41;379;0c", "\u{1B}[?2026;2$y", "\u{1B}[4;1$y", "\u{1B}[0n", "\u{1B}[?1u",
    "\u{1B}[24;80R", "\u{1B}[1;1R", "\u{1B}[?24;80R", "\u{1B}[8;24;80t", "\u{1B}[2;1;1;112;112;1;0x", "\u{9B}?64;1c",
    "\u{1B}[97;1:3u", "\u{1B}[13;1:3u", "\u{1B}[57399;1:3u", "\u{1B}[57441u", "\u{1B}[57358u",  // let go, or only held
    "\u{1B}\\", "\u{1B}(B", "\u{1B} F",
  ]

  @Test(arguments: swallowed) func whatIsNoKeyIsSwallowedWhole(bytes: String) {
    #expect(TypedBytes.keys(bytes) == [])
    var typed = TypedBytes()
    #expect(typed.type(bytes) == [])
    #expect(typed.wait(100) == [])
    #expect(typed.type("7") == [.character("7")])
  }

  static let unknown = [
    "\u{1B}[27;5;48~", "\u{1B}[27;3;49~", "\u{1B}[57363u", "\u{1B}[97;3u", "\u{1B}[49;2u", "\u{1B}[97;9u",
    "\u{1B}[13;3u",
    "\u{1B}OZ", "\u{1B}Oz", "\u{1B}O5P", "\u{1B}[1234;5678z", "\u{1B}[224z", "\u{1B}[5E", "\u{1B}[G", "\u{1B}N5",
    "\u{1B}x", "\u{1B}5", "\u{1B}\u{E9}", "\u{1B}\u{7F}", "\u{1B}\u{9}", "\u{1B},", "\u{84}", "\u{1B}[",
    "\u{1B}O", "\u{1B}[12",
  ]

  @Test(arguments: unknown) func aKeyThatIsNotOursTypesNothing(bytes: String) {
    #expect(TypedBytes.keys(bytes) == [.unknown])
  }

  @Test func lettersThatComeAsNumbersAreThoseLetters() {
    for (bytes, key) in [
      ("97u", "a"), ("97;2u", "A"), ("97:65;2u", "A"), ("97;65u", "A"), ("97;66u", "a"), ("55u", "7"),
      ("49:33;2u", "!"),
      ("49;2;33u", "!"), ("57399u", "0"), ("57408;129u", "9"), ("57409u", "."), ("233u", "é"), ("27;2;65~", "A"),
      ("27;1;55~", "7"), ("97;1:2u", "a"), ("43u", "+"),
    ] as [(String, Character)] {
      #expect(TypedBytes.keys("\u{1B}[" + bytes) == [.character(key)], "\(bytes)")
    }
    #expect(TypedBytes.keys("\u{1B}[99;5u\u{1B}[27;5;113~") == [.control("c"), .control("q")])
    #expect(TypedBytes.keys("\u{1B}[27u") == [.escape])
    #expect(TypedBytes.keys("\u{1B}[9;2u\u{1B}[9u") == [.backTab, .tab])
    #expect(TypedBytes.keys("\u{1B}[57364u") == [.unknown])
    #expect(TypedBytes.keys("\u{1B}[57376u") == [.function(13)])
    #expect(TypedBytes.keys("\u{1B}[57417u\u{1B}[57424u") == [.left, .end])
  }

  @Test func charactersComeWholeInAnyPortions() {
    for text in ["é", "漢", "𝕂", "ũ"] {
      var typed = TypedBytes()
      let bytes = Array(text.utf8)
      for byte in bytes.dropLast() {
        #expect(typed.type([byte]) == [])
        #expect(typed.wait(300) == [])
      }
      #expect(typed.type([bytes[bytes.count - 1]]) == text.map { .character($0) })
    }
    #expect(TypedBytes.keys([0xC3]) == [.unknown])
    #expect(TypedBytes.keys([0xFF]) == [.unknown])
    #expect(TypedBytes.keys([0xC3, 0x37]) == [.unknown, .character("7")])
    #expect(TypedBytes.keys([0xC0, 0xB5]) == [.unknown, .unknown], "a digit that is longer than it need be")
    #expect(TypedBytes.keys([0xED, 0xA0, 0x80]).allSatisfy { $0 == .unknown })
    #expect(TypedBytes.keys([0xC3, 0x1B, 0x5B, 0x41]) == [.unknown, .up])
  }

  @Test func answersAreHeard() {
    for bytes in ["\u{1B}]11;rgb:ffff/8080/0000\u{1B}\\", "\u{1B}]11;rgb:ff/80/00\u{7}", "\u{1B}]11;#FF8000\u{7}"] {
      var parser = InputParser(escapeDelayMilliseconds: 200)
      #expect(parser.take(Array(bytes.utf8), nowMilliseconds: 0) == [.answer(.ground(RGB(0xFF, 0x80, 0)))])
    }
    var parser = InputParser(escapeDelayMilliseconds: 200)
    #expect(parser.take(Array("\u{1B}[2;3R".utf8), nowMilliseconds: 0) == [.answer(.cursor(row: 2, column: 3))])
    #expect(parser.take(Array("\u{1B}]11;no colour\u{7}".utf8), nowMilliseconds: 0) == [])
  }

  @Test func terminfoIsAskedLast() {
    var typed = TypedBytes(keysOfTerminfo: [
      Array("\u{1B}[224z".utf8): .function(1), Array("\u{1B}[A".utf8): .down, Array("\u{1B}Oq".utf8): .end,
      Array("\u{1B}[I".utf8): .pageUp, Array("\u{1B}[M".utf8): .function(1), Array("\u{1B}K".utf8): .end,
    ])
    #expect(typed.type("\u{1B}[224z") == [.function(1)])
    #expect(typed.type("\u{1B}[A\u{1B}Oq") == [.up, .character("1")])
    #expect(typed.wait(60) == [])
    #expect(typed.type("\u{1B}[I\u{1B}[M\u{1B}K") == [.pageUp, .function(1), .end])
  }
}
