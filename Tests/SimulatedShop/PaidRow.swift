import Cells
import Desk
import DeskScreens
import Payments

/// A row of the board that says PAID, read back from the drawn frame as a person at the counter reads it.
package struct PaidRow: Sendable, Equatable {
  /// Whose number it is; nil for the desk's own.
  package let till: Till?
  /// The spoken number.
  package let number: Int
  /// The amount as drawn.
  package let shillings: Int

  /// The rows that say PAID, in any form of it, on a screen of 80 columns.
  ///
  /// The columns are where the board's head says, so that one that moves is still read.
  package static func rows(inFrameOf state: DeskState, at now: Moment) -> [PaidRow] {
    let frame = DeskFrame.frame(of: state, at: now, shape: ScreenShape(columns: 80, rows: 30, glyphs: .ascii))
    // In the signs of ASCII a cell is a byte.
    func line(_ row: Int) -> [UInt8] {
      (0..<80).map { column in
        let cell = frame.grid[row, column]
        return cell.ascii ?? cell.text.utf8.first ?? blank
      }
    }
    for row in 0..<frame.grid.rows {
      let head = line(row)
      guard let words = column(of: "STANDING", in: head), let acts = column(of: "ACTS", in: head),
        let amount = column(of: "AMOUNT", in: head)
      else { continue }
      var found: [PaidRow] = []
      for below in row + 1..<frame.grid.rows {
        let line = line(below)
        let standing = text(line[words..<acts])
        if standing.isEmpty { break }
        if !standing.hasPrefix("PAID") { continue }
        let number = line[0..<amount - 2].filter { $0 != marker }
        let paid = PaidRow(number: text(number[...]), amount: text(line[amount - 1..<amount + 6]))
        if let paid { found.append(paid) }
      }
      return found
    }
    return []
  }

  /// Nil for another till's number that has no room and is cut: such a row is checked in words only.
  private init?(number: String, amount: String) {
    let parts = number.split(separator: "/")
    // Another day's number carries its day before it.
    let numbers = parts.compactMap { $0.split(separator: "-").last }.compactMap { Int($0) }
    guard numbers.count == parts.count, let number = numbers.last, let shillings = Int(amount.filter { $0 != "," })
    else { return nil }
    self.init(till: numbers.count == 2 ? Till(numbers[0]) : nil, number: number, shillings: shillings)
  }

  private init(till: Till?, number: Int, shillings: Int) {
    self.till = till
    self.number = number
    self.shillings = shillings
  }

  private static let blank = UInt8(ascii: " ")
  /// Before the number of the chosen row.
  private static let marker = UInt8(ascii: ">")

  private static func column(of word: String, in line: [UInt8]) -> Int? {
    let first = word.utf8.first
    return line.indices.first { line[$0] == first && line[$0...].starts(with: word.utf8) }
  }

  private static func text(_ cells: ArraySlice<UInt8>) -> String {
    var rest = cells.drop { $0 == blank }
    while rest.last == blank { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }
}
