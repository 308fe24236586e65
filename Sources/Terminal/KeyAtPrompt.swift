import CLinux
import Glibc

/// A terminal that has no screen yet, and on which single keys are heard, without Enter and without being shown.
package final class KeyAtPrompt {
  /// What came.
  package enum Heard: Sendable, Equatable {
    /// Bytes, as many as came at once.
    case typed([UInt8])
    /// A signal to end, or the terminal's own end.
    case signal(Int32)
    case nothing
  }

  private let signals: Int32
  private var before = termios()

  /// Takes the terminal; what was typed ahead is thrown away.
  package init() {
    signals = kaunta_signalfd_open()
    tcgetattr(STDIN_FILENO, &before)
    var modes = before
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
  }

  /// Gives the terminal back as it was.
  package func end() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    close(signals)
  }

  /// Waits for so long for what comes next.
  package func hear(waitMilliseconds: Int32) -> Heard {
    var waited = [STDIN_FILENO, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&waited, 2, waitMilliseconds) > 0 else { return .nothing }
    if waited[1].revents != 0 {
      let number = kaunta_signalfd_next(signals)
      return [SIGINT, SIGTERM, SIGHUP].contains(number) ? .signal(number) : .nothing
    }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    return count > 0 ? .typed(Array(bytes[..<count])) : .signal(SIGHUP)
  }
}

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
