import Cells
import Glibc

/// How wide this terminal draws the desk's signs, for a command that prints and ends.
package enum SignMeasure: Hashable, Sendable {
  /// One cell each, as they should be.
  case oneCell
  /// Some take more, as terminals set for East Asian fonts do, or fewer.
  case otherwise
  /// The terminal does not say.
  case unanswered

  /// A terminal that answers does so at once; a far one in less than this.
  private static let patienceMilliseconds: Int64 = 300

  /// Asks the terminal on standard input and output; nil where there is none.
  package static func taken(_ theme: Theme = .counter) -> SignMeasure? {
    var before = termios()
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &before) == 0 else {
      return nil
    }
    var quiet = before
    quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
    // The answer may come after the patience: it must not stand on the shell's line.
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    let signs = GlyphSet.signsToMeasure(theme)
    put("\r\(signs)\u{1B}[6n\r\u{1B}[K")
    var heard: [UInt8] = []
    let end = BootClock.nowMilliseconds + patienceMilliseconds
    while true {
      let left = end - BootClock.nowMilliseconds
      var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&waiting, 1, Int32(clamping: left)) > 0 else { return .unanswered }
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      guard count > 0 else { return .unanswered }
      heard += buffer[..<count]
      if let column = column(in: heard) { return column == signs.unicodeScalars.count + 1 ? .oneCell : .otherwise }
    }
  }

  /// The column of `Escape [ row ; column R`, wherever it stands; the row may be the first, which the parser of keys
  /// could take for F3.
  static func column(in bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    for answer in text.split(separator: "\u{1B}[").dropFirst(text.hasPrefix("\u{1B}[") ? 0 : 1) {
      let numbers = answer.prefix { $0.isNumber || $0 == ";" }
      guard answer.dropFirst(numbers.count).first == "R", let column = numbers.split(separator: ";").last else {
        continue
      }
      return Int(column)
    }
    return nil
  }

  private static func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
