import Cells
import QRCodes

/// A QR code in half blocks, dark on a light ground, with the light ring that readers want.
///
/// Without half blocks it would be as wide as a whole screen, and is not drawn: the number stands there in digits.
enum QRPicture {
  static let columns = QRCode.side + 2 * QRCode.quietZone
  static let rows = (columns + 1) / 2

  /// Draws it with its upper left corner at a place.
  ///
  /// - Parameter paperIsLight: whether the ground of notices is lighter than their ink, in this theme.
  static func draw(_ code: QRCode, row: Int, column: Int, paperIsLight: Bool, into grid: inout CellGrid) {
    grid.fill(Rect(row: row, column: column, rows: rows, columns: columns), ground: .toast, role: .toast)
    for line in 0..<rows {
      for place in 0..<columns {
        let across = place - QRCode.quietZone
        let down = 2 * line - QRCode.quietZone
        let upper = code[down, across] == paperIsLight
        let lower = code[down + 1, across] == paperIsLight
        let sign = upper ? lower ? "█" : "▀" : lower ? "▄" : " "
        grid.put(sign, row: row + line, column: column + place, role: .toast)
      }
    }
  }
}
