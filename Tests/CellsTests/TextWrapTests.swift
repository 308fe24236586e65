import Cells
import Testing

@Suite struct TextWrapTests {
  @Test func itBreaksAtSpaces() {
    #expect(TextWrap.lines("one two three", columns: 7, most: 3) == ["one two", "three"])
    #expect(TextWrap.lines("one two three", columns: 7, most: 1, mark: "…") == ["one tw…"])
  }

  /// Half of an amount or of a phone number is another one.
  @Test(arguments: 14...60)
  func amountsAndPhonesStayWhole(_ columns: Int) {
    let text = "paid (0), KSh 2,800, receipt UL1969O294, from 0712 345 678 and 0700 ··· 032 and 0700 ... 032 (KSh 50)."
    let lines = TextWrap.lines(text, columns: columns, most: 20)
    for whole in ["KSh 2,800,", "UL1969O294,", "0712 345 678", "0700 ··· 032", "0700 ... 032", "(KSh 50)."] {
      #expect(lines.contains { $0.contains(whole) }, "\(whole) in \(columns)")
    }
    #expect(lines.joined(separator: " ") == text)
    #expect(lines.allSatisfy { CellWidth.of($0) <= columns })
  }
}
