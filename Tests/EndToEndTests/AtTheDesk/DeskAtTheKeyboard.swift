import Glibc
import TestSupport

/// What a cashier does and sees at a desk on a terminal.
extension SpawnedProgram {
  /// Waits until the desk is there and takes keys.
  func waitForDesk(phone: String = "Phone", leave: String = "leave") throws {
    try waitForScreen("the desk is open") { $0.contains("till ") && $0.contains(phone) && $0.contains(leave) }
  }

  /// Waits until a payment's row of the board says something.
  func waitForRow(_ number: String, says text: String, timeoutSeconds: Double = Deadline.usualSeconds) throws {
    try waitForScreen("number \(number) says \(text)", timeoutSeconds: timeoutSeconds) {
      $0.row(ofNumber: number)?.contains(text) == true
    }
  }

  /// `KAUNTA_SHOW_SCREENS=1` prints what stands on the screen at the turns of a story, for a person to judge the words.
  static let screensAreShown = getenv("KAUNTA_SHOW_SCREENS") != nil

  /// Prints the screen, if somebody wants to look at it.
  func show(_ what: String) {
    guard Self.screensAreShown else { return }
    takeOutput()
    print("\(what)\n\(screen)")
  }

  /// Everything that it wrote, as text.
  var written: String { String(decoding: output, as: UTF8.self) }

  /// Whether the terminal is as a shell wants it.
  var terminalIsGivenBack: Bool {
    lineModeIsOn && !terminal.alternateScreenIsShown && terminal.cursorIsShown
  }
}

extension ScreenText {
  /// Whether the form shows it; a board without payments names some of the simulator's phones as well.
  func formShows(_ text: String) -> Bool { lines.prefix(5).contains { $0.contains(text) } }

  /// The row of the board for a payment's number, "47", or "2/47" of another till.
  func row(ofNumber number: String) -> String? {
    lines.first { line in
      // The chosen row has a marker in front of its number.
      line.split(separator: " ").first { $0 != "▸" && $0 != ">" }.map(String.init) == number
    }
  }
}
