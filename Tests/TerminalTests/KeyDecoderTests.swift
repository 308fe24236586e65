import Cells
import Keys
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  private func raw(_ text: String) -> [RawKey] { text.unicodeScalars.map { .character($0) } }

  private func decode(_ keys: [RawKey]) -> [KeyPress] {
    var decoder = KeyDecoder()
    return decoder.decode(keys, nowMilliseconds: 0)
  }

  @Test func charactersAndControlsHaveTheirNames() {
    #expect(decode(raw("7")) == [.character("7")])
    #expect(decode(raw("é")) == [.character("é")])
    #expect(decode(raw("\r\r\r")) == [.enter, .enter, .enter])
    #expect(decode(raw("\t\u{7F}\u{8}")) == [.tab, .backspace, .backspace])
    #expect(decode(raw("\u{3}\u{1A}")) == [.control("c"), .control("z")])
    #expect(decode(raw("\u{0}\u{1F}\u{9B}")) == [.unknown, .unknown, .unknown])
  }

  @Test func escapeIsAKeyByItself() {
    #expect(decode(raw("\u{1B}")) == [.escape])
    #expect(decode(raw("\u{1B}x")) == [.escape, .character("x")])
  }

  @Test func aLineFeedIsEnterAndTheTwoTogetherAreOne() {
    #expect(decode(raw("\n")) == [.enter])
    #expect(decode(raw("\r\n")) == [.enter])
    #expect(decode(raw("\r\0")) == [.enter])
    #expect(decode(raw("\n\n")) == [.enter, .enter])
    #expect(decode(raw("\r\n\r\n")) == [.enter, .enter])
    var decoder = KeyDecoder()
    #expect(decoder.decode(raw("\r"), nowMilliseconds: 0) == [.enter])
    #expect(decoder.decode(raw("\n"), nowMilliseconds: 20) == [])
    #expect(decoder.decode(raw("\n"), nowMilliseconds: 300) == [.enter])
  }

  @Test func whatComesTogetherWithTheEndOfAPasteActsNot() {
    let keys = [.pasteStart] + raw("0712") + [.pasteEnd, .named(.function(10)), .named(.escape)] + raw("\u{3}y\r")
    var decoder = KeyDecoder()
    #expect(decoder.decode(keys, nowMilliseconds: 0) == [.paste("0712"), .paste("y\n")])
    #expect(decoder.decode([.pasteEnd, .named(.down)], nowMilliseconds: 20) == [])
    #expect(decoder.decode([.named(.down)], nowMilliseconds: 60) == [.down])
  }

  @Test func aPasteIsOneEventWithItsLineEnds() {
    let keys = [.pasteStart] + raw("0712\r345\r\n\t") + [.coded("1"), .named(.up), .pasteEnd] + raw("x")
    #expect(decode(keys) == [.paste("0712\n345\n\t"), .paste("x")])
  }

  @Test func aPasteMayComeInPieces() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([.pasteStart] + raw("07"), nowMilliseconds: 0).isEmpty)
    #expect(decoder.decode(raw("12"), nowMilliseconds: 900).isEmpty)
    #expect(decoder.decode([.pasteEnd], nowMilliseconds: 1800) == [.paste("0712")])
  }

  @Test func aPasteWhoseEndWasLostDoesNotSwallowTheKeyboard() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([.pasteStart] + raw("07"), nowMilliseconds: 0).isEmpty)
    #expect(decoder.decode(raw("1"), nowMilliseconds: 5000) == [.paste("07"), .character("1")])
  }

  @Test func aHugePasteIsCut() {
    let keys = [.pasteStart] + raw(String(repeating: "7", count: 100_000)) + [.pasteEnd]
    #expect(decode(keys) == [.paste(String(repeating: "7", count: KeyDecoder.pasteLimit))])
  }

  @Test func anEndWithoutAStartIsNothing() {
    #expect(decode([.pasteEnd]) == [])
  }

  @Test(arguments: ["\r", "\n", "\r\n"])
  func aLineEndInTheSameReadingAsTextSubmitsNothing(lineEnd: String) {
    #expect(decode(raw("12345" + lineEnd)).allSatisfy { $0.isPaste })
    #expect(decode(raw("0712345678" + lineEnd + "1500" + lineEnd)).allSatisfy { $0.isPaste })
    #expect(decode(raw("5" + lineEnd + "5")).allSatisfy { $0.isPaste })
    #expect(decode(raw("5") + [.named(.enter)]) == [.paste("5\n")])
    #expect(decode(raw("0712345678\t1500" + lineEnd)).allSatisfy { $0.isPaste })
  }

  /// Scanners leave some milliseconds between two keys, and a line may tear a paste apart.
  @Test(arguments: ["\r", "\n"])
  func aLineEndThatComesMillisecondsAfterTextBelongsToIt(lineEnd: String) {
    for gap in [0, 1, 8, 16, 30] as [Int64] {
      var decoder = KeyDecoder()
      var now: Int64 = 1_000
      var presses: [KeyPress] = []
      for scalar in ("12345" + lineEnd).unicodeScalars {
        presses += decoder.decode([.character(scalar)], nowMilliseconds: now)
        now += gap
      }
      presses += decoder.decode([.named(.enter)], nowMilliseconds: now)
      #expect(presses.first == .character("1"))
      #expect(presses.dropFirst().allSatisfy { $0.isPaste })
      let text = presses.map { if case .paste(let text) = $0 { text } else { "1" } }.joined()
      #expect(text == "12345\n\n")
    }
    var decoder = KeyDecoder()
    #expect(decoder.decode(raw("123"), nowMilliseconds: 0) == [.paste("123")])
    #expect(decoder.decode(raw("45" + lineEnd), nowMilliseconds: 5) == [.paste("45\n")])
  }

  @Test func aHandIsSlower() {
    var decoder = KeyDecoder()
    var presses: [KeyPress] = []
    for (index, scalar) in "50\r\r".unicodeScalars.enumerated() {
      presses += decoder.decode([.character(scalar)], nowMilliseconds: Int64(index) * 60)
    }
    #expect(presses == [.character("5"), .character("0"), .enter, .enter])
    #expect(decoder.decode(raw("\r\r\r"), nowMilliseconds: 1_000) == [.enter, .enter, .enter])
  }

  /// On a line that stalls, the next field is typed before the Enter for the one before was read.
  @Test func anEnterThatNoTextCameBeforeIsAKey() {
    #expect(decode(raw("\r50")) == [.enter, .paste("50")])
    #expect(decode(raw("\r\r5")) == [.enter, .enter, .character("5")])
    #expect(decode(raw("\r50\r")) == [.enter, .paste("50\n")])
    #expect(decode(raw("\t5")) == [.tab, .character("5")])
  }

  @Test func anEnterRightBehindAPasteBelongsToIt() {
    #expect(decode([.pasteStart] + raw("50") + [.pasteEnd] + raw("\r")) == [.paste("50"), .paste("\n")])
    var decoder = KeyDecoder()
    #expect(decoder.decode([.pasteStart] + raw("50") + [.pasteEnd], nowMilliseconds: 0) == [.paste("50")])
    #expect(decoder.decode(raw("\r"), nowMilliseconds: 10) == [.paste("\n")])
    #expect(decoder.decode(raw("\r"), nowMilliseconds: 100) == [.enter])
  }

  @Test func aKeyBetweenDoesNotMakeTheLineEndAKey() {
    #expect(decode(raw("5") + [.named(.left)] + raw("\r")) == [.character("5"), .left, .paste("\n")])
  }
}

extension KeyPress {
  fileprivate var isPaste: Bool { if case .paste = self { true } else { false } }
}
