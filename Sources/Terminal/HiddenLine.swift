import Glibc

/// A line from the terminal that is not shown while it is typed.
package enum HiddenLine {
  /// Why none can be read.
  package enum Problem: Error, Sendable {
    /// There is no terminal, or none that answers.
    case noTerminal
    /// It would show what is typed.
    case shown
  }

  /// Says something and reads a line; nothing where no more comes.
  package static func read(saying words: () -> Void) throws(Problem) -> String {
    var kept = termios()
    guard tcgetattr(STDIN_FILENO, &kept) == 0 else { throw .noTerminal }
    var hidden = kept
    hidden.c_lflag &= ~tcflag_t(ECHO)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { throw .shown }
    defer { _ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &kept) }
    words()
    return readLine(strippingNewline: true) ?? ""
  }
}
