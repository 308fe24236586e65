import Desk
import Payments
import Testing

@testable import DeskLines

/// What a line looks like, whatever is in it.
@Suite struct LineTextTests {
  @Test func nothingInALineMovesACursor() {
    let name = "Duka\u{1B}[2J\u{9B}5A\u{202E}\u{7}\r\nla\tMfano"
    let line = LineText.line(Phrase(verbatim: name), in: .english, hidesPhones: false)
    #expect(line == "Duka[2J5A  la Mfano")
  }

  @Test func signsThatAreReadOutHaveTwins() {
    #expect(LineText.printable("0712 ··· 678 … a–b ndiyo") == "0712 ... 678 ... a-b ndiyo")
  }

  @Test func wholePhonesAreMaskedWhereNobodyKnowsWhoReads() {
    #expect(LineText.masked("KSh 500 of 0712 345 678: asked") == "KSh 500 of 0712 ... 678: asked")
    #expect(LineText.masked("0712 345 6789, 1 0712 345") == "0712 ... 6789, 1 0712 345")
    #expect(LineText.masked("0712 345 678") == "0712 ... 678")
    #expect(LineText.masked("at 14:02:03, 345 678") == "at 14:02:03, 345 678")
  }

  @Test func sentencesNameWordsAndNoKeys() {
    let back = Phrase(
      "\(DeskCommand.takeBack.formKey) in an empty form takes it back.",
      sw: "\(DeskCommand.takeBack.formKey) kwenye fomu tupu huileta tena.")
    #expect(LineText.wordsForKeys(in: back).english == "takeback in an empty form takes it back.")
    #expect(LineText.wordsForKeys(in: back).swahili == "lete kwenye fomu tupu huileta tena.")
    let again = Phrase(
      "\(DeskCommand.askAgain.boardKey) on its row asks again.",
      sw: "\(DeskCommand.askAgain.boardKey) kwenye mstari wake huomba tena.")
    #expect(LineText.wordsForKeys(in: again).english == "ask and its number asks again.")
  }

  @Test func linesAreBrokenBetweenWords() {
    #expect(LineText.broken("DEMO, NO MONEY MOVES.", columns: 14) == ["DEMO, NO MONEY", "MOVES."])
    #expect(LineText.broken("0712345678", columns: 4) == ["0712345678"])
    #expect(LineText.broken("a b", columns: 80) == ["a b"])
  }
}
