import Cells
import DeskScreens
import Terminal

/// What a desk is shown on: a terminal, or whatever a test looks at.
package protocol Face: AnyObject {
  /// How large it is, and which signs it has.
  var shape: ScreenShape { get }
  /// Shows a frame.
  func draw(_ frame: Frame)
  /// Sounds the bell once.
  func ring()
  /// Flashes once.
  func flash()
}

extension TerminalScreen: Face {
  /// The shape of the window as it was taken last.
  package var shape: ScreenShape {
    let size = size
    return ScreenShape(
      columns: size.columns, rows: size.rows, glyphs: glyphs, signs: StateSigns(glyphs, of: theme))
  }
}
