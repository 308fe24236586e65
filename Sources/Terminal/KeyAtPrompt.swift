import CLinux
import Glibc

/// A terminal that has no screen yet: single keys are heard, without Enter and without being shown, or whole lines.
package final class KeyAtPrompt {
  /// What came.
  package enum Heard: Sendable, Equatable {
    /// Bytes, as many as came at once.
    case typed([UInt8])
    /// A whole line, where lines are typed; nil where no more come.
    case line(String?)
    /// A signal to end, or the terminal's own end.
    case signal(Int32)
    case nothing
  }

  private static let longestLine = 4_096

  private let signals: Int32
  private let inLines: Bool
  private var before = termios()

  /// Takes the terminal; what was typed ahead is thrown away.
  ///
  /// - Parameter inLines: the terminal edits and shows a line, as for whoever has it read out.
  package init(inLines: Bool = false) {
    self.inLines = inLines
    signals = kaunta_signalfd_open()
    tcgetattr(STDIN_FILENO, &before)
    var modes = before
    if !inLines { modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG) }
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
    var bytes = [UInt8](repeating: 0, count: inLines ? Self.longestLine : 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    if inLines, count >= 0 { return .line(count == 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)) }
    return count > 0 ? .typed(Array(bytes[..<count])) : .signal(SIGHUP)
  }
}
