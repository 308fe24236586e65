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
    #expect(decode(raw("7é")) == [.character("7"), .character("é")])
    #expect(decode(raw("\r\r\r")) == [.enter, .enter, .enter])
    #expect(decode(raw("\t\u{7F}\u{8}")) == [.tab, .backspace, .backspace])
    #expect(decode(raw("\u{3}\u{1A}\n")) == [.control("c"), .control("z"), .control("j")])
    #expect(decode(raw("\u{0}\u{1F}\u{9B}")) == [.unknown, .unknown, .unknown])
  }

  @Test func escapeIsAKeyByItself() {
    #expect(decode(raw("\u{1B}")) == [.escape])
    #expect(decode(raw("\u{1B}x")) == [.escape, .character("x")])
  }

  @Test func anUnknownSequenceTypesNothing() {
    #expect(decode(raw("\u{1B}[27;5;9~1")) == [.unknown, .character("1")])
    #expect(decode(raw("\u{1B}OX")) == [.unknown])
    #expect(decode(raw("\u{1B}[2500")) == [.unknown])
  }

  @Test func aPasteIsOneEventWithItsLineEnds() {
    let keys = [.pasteStart] + raw("0712\r345\n") + [.named(.tab), .pasteEnd] + raw("x")
    #expect(decode(keys) == [.paste("0712\n345\n\t"), .character("x")])
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
}
