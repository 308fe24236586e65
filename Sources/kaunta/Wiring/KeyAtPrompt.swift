import CLinux
import Glibc
import Payments
import Terminal

/// One key at a time at a terminal that has no screen yet, without Enter.
///
/// What was typed ahead answers no question, and a key is heard only when the question has stood there for a moment.
final class KeyAtPrompt {
  enum Key { case yes, no, nothing, signal(Int32) }

  private static let restMilliseconds: Int64 = 400
  private let signals: Int32
  private var before = termios()
  private let heardFrom: Int64
  private let language: Language

  init(_ language: Language) {
    self.language = language
    signals = kaunta_signalfd_open()
    tcgetattr(STDIN_FILENO, &before)
    var modes = before
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes)
    heardFrom = BootClock.nowMilliseconds + Self.restMilliseconds
  }

  /// Gives the terminal back as it was.
  func end() {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    close(signals)
  }

  func key(waitMilliseconds: Int32) -> Key {
    var waited = [STDIN_FILENO, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&waited, 2, waitMilliseconds) > 0 else { return .nothing }
    if waited[1].revents != 0 {
      let number = kaunta_signalfd_next(signals)
      return [SIGINT, SIGTERM, SIGHUP].contains(number) ? .signal(number) : .nothing
    }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    // The terminal is gone.
    if count <= 0 { return .signal(SIGHUP) }
    guard BootClock.nowMilliseconds >= heardFrom, count == 1 else { return .nothing }
    switch bytes[0] {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"): return .yes
    // On a Swahili desk it begins *ndiyo*.
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return language == .swahili ? .nothing : .no
    case UInt8(ascii: "h"), UInt8(ascii: "H"), 0x1B, 0x03, 0x04: return .no
    default: return .nothing
    }
  }
}
