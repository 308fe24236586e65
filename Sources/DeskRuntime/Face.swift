import Cells
import Desk
import DeskScreens
import Keys
import Payments
import Terminal

/// What a desk is shown on and typed at: a terminal, or whatever a test looks at.
///
/// It is handed the whole state, and shows of it what it can: what has no cells has no frames either.
package protocol Face: KeySource {
  /// Shows the desk as it is.
  func draw(_ state: DeskState, at now: Moment)
  /// What there is room for.
  var room: Room { get }
  /// Sounds the bell once.
  func ring()
  /// Flashes once.
  func flash()
  /// What it has to say of its looks once they changed, for the log.
  var remark: String? { get }
  /// Its window may have another size.
  func takeSize()
  /// Stops this process group, and returns when it runs on.
  func suspend()
  /// The process was stopped and continued from outside.
  func resume()
  /// Gives back what it took; doing it again does nothing.
  func close()
  /// What something that was typed means to the desk as it is: a key is a key, and a line may be several.
  ///
  /// - Parameter freshID: gives an ID that no other payment has.
  func events(of key: KeyPress, at state: DeskState, freshID: () -> PaymentID, _ now: Moment) -> [DeskEvent]
  /// At its keyboard, whoever wants to leave sends a signal and no key.
  var interruptIsTyped: Bool { get }
  /// How the desk ends because of its face, once it does.
  var isOver: DeskEnd? { get }
}

extension Face {
  package func events(
    of key: KeyPress, at state: DeskState, freshID: () -> PaymentID, _ now: Moment
  ) -> [DeskEvent] {
    [.keyPressed(key, freshID: freshID())]
  }

  package var interruptIsTyped: Bool { false }
  package var isOver: DeskEnd? { nil }

  /// Does what a signal says; what is drawn may have another room afterwards.
  func obey(_ signal: TerminalSignal) {
    switch signal {
    case .windowChanged: takeSize()
    case .suspended: suspend()
    case .continued: resume()
    }
  }
}

extension TerminalScreen: Face {
  package func draw(_ state: DeskState, at now: Moment) { draw(DeskFrame.frame(of: state, at: now, shape: shape)) }

  package var room: Room { shape.room }

  package var remark: String? {
    signsAreWide ? "this terminal does not draw every sign one cell wide: ASCII is used" : nil
  }

  /// The shape of the window as it was taken last.
  var shape: ScreenShape {
    let size = size
    return ScreenShape(
      columns: size.columns, rows: size.rows, glyphs: glyphs, signs: StateSigns(glyphs, of: theme))
  }
}

extension ScreenShape {
  /// What there is room for in it.
  var room: Room { DeskFrame.room(columns: columns, rows: rows) }
}
