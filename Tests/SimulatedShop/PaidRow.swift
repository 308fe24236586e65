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
  package static func rows(inFrameOf state: DeskState) -> [PaidRow] {
    let frame = DeskFrame.frame(of: state, shape: ScreenShape(columns: 80, rows: 30, glyphs: .ascii))
    let grid = frame.grid
    guard let head = (0..<grid.rows).first(where: { text(grid, $0, 11..<19) == "STANDING" }) else { return [] }
    return (head + 1..<grid.rows).prefix { !text(grid, $0, 11..<41).isEmpty }.compactMap { row in
      guard text(grid, row, 11..<41).hasPrefix("PAID") else { return nil }
      // Another day's number, or one of many digits at another till, is more than a number: such a row is checked in words
      // only.
      let parts = text(grid, row, 1..<8).split(separator: "/")
      let numbers = parts.compactMap { Int($0) }
      if numbers.count != parts.count { return nil }
      guard let number = numbers.last, let shillings = Int(text(grid, row, 64..<72).filter { $0 != "," }) else {
        return nil
      }
      return PaidRow(till: numbers.count == 2 ? Till(numbers[0]) : nil, number: number, shillings: shillings)
    }
  }

  private static func text(_ grid: CellGrid, _ row: Int, _ columns: Range<Int>) -> String {
    let text = columns.map { grid[row, $0].text }.joined()
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
