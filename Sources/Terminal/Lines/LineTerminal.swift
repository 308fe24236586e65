import Glibc

/// Standard input and output as lines, at a terminal or without one: nothing is drawn, and no cursor moved.
///
/// At a terminal the kernel edits the line that is typed, as it does for every shell; what it echoes is all that
/// appears besides the lines.
package final class LineTerminal {
  /// A line that came, or the end of what is typed.
  package struct Arrival: Sendable {
    /// Nil at the end.
    package let text: String?
    /// It was longer than any that is taken, so that its end is not known.
    package var isTooLong = false
    /// By the boot clock.
    package let atMilliseconds: Int64
  }

  /// No command and no message of M-Pesa's is longer; a longer line is refused as a whole.
  private static let longestLine = 4_096
  /// Of what came without a line end so much is kept.
  private static let longestReading = 1 << 16

  /// Somebody types at a terminal.
  package let isTyped: Bool
  /// Somebody looks at a terminal, or has it read out.
  package let isShown: Bool
  /// Nothing can be written any more.
  package private(set) var isLost = false

  private let input: Int32
  private let output: Int32
  private var before = termios()
  private var isHiding = false
  private var half: [UInt8] = []
  private var arrivals: [Arrival] = []
  private var hasEnded = false
  private var lastWasReturn = false

  /// Takes the two descriptors; a terminal's modes stay as they are until something is to be hidden.
  package init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
    self.input = input
    self.output = output
    isTyped = isatty(input) == 1
    isShown = isatty(output) == 1
    tcgetattr(input, &before)
  }

  /// How many columns a line has room for; nil where nobody breaks lines.
  package var columns: Int? {
    guard isShown else { return nil }
    var size = winsize()
    // A serial line knows no size of its own.
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return Self.usualColumns }
    return Int(size.ws_col)
  }

  private static let usualColumns = 80

  /// What is readable while lines may come; -1 after their end.
  package var descriptor: Int32 { hasEnded ? -1 : input }

  /// Lines that came and were not taken.
  package var hasArrivals: Bool { !arrivals.isEmpty }

  /// What came first of all that was not taken.
  package func takeNext() -> Arrival? { arrivals.isEmpty ? nil : arrivals.removeFirst() }

  /// Reads all that is there, without waiting.
  package func read(nowMilliseconds: Int64) {
    var taken = 0
    while !hasEnded, taken < Self.longestReading, isReady() {
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = Glibc.read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      if count <= 0 {
        end(isForEver: count < 0 || !isTyped, nowMilliseconds)
        return
      }
      taken += count
      add(buffer[..<count], nowMilliseconds)
    }
  }

  /// What is typed and has no line end yet, taken out of the terminal's own editing; empty without a terminal.
  ///
  /// It began before what is about to be said. The terminal hands out half a line only while it edits none.
  package func takeHalfLine(nowMilliseconds: Int64) -> String {
    guard isTyped, !hasEnded else { return "" }
    var modes = termios()
    guard tcgetattr(input, &modes) == 0 else { return "" }
    let edited = modes
    modes.c_lflag &= ~tcflag_t(ICANON)
    tcsetattr(input, TCSANOW, &modes)
    if isReady() { read(nowMilliseconds: nowMilliseconds) }
    var back = edited
    tcsetattr(input, TCSANOW, &back)
    defer { half = [] }
    return String(decoding: half, as: UTF8.self)
  }

  /// What was begun goes on behind this.
  package func putBack(_ beginning: String) { half = Array(beginning.utf8) + half }

  /// Stops showing what is typed, or shows it again; a pipe shows nothing anyway.
  ///
  /// - Returns: whether nobody sees it.
  @discardableResult
  package func hide(_ hides: Bool) -> Bool {
    guard isTyped else { return false }
    if hides == isHiding { return hides }
    var modes = before
    if hides {
      modes.c_lflag &= ~tcflag_t(ECHO)
      // The line end is seen, so that the next line begins on its own.
      modes.c_lflag |= tcflag_t(ECHONL)
    }
    isHiding = tcsetattr(input, TCSANOW, &modes) == 0 ? hides : isHiding
    return isHiding
  }

  /// Writes lines; what cannot be written is lost with whoever read it.
  package func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty, !isLost {
      let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        isLost = true
      }
    }
  }

  /// Gives the terminal back, stops this process group, and returns when it runs on.
  package func suspend() {
    hide(false)
    // The group and not only us, so that a wrapping shell gets its terminal back; STOP and not TSTP, which is held back.
    kill(0, SIGSTOP)
  }

  /// Gives the terminal back as it was.
  package func close() { hide(false) }

  private func add(_ bytes: some Sequence<UInt8>, _ nowMilliseconds: Int64) {
    for byte in bytes {
      defer { lastWasReturn = byte == UInt8(ascii: "\r") }
      // A serial line may end its lines with both.
      if byte == UInt8(ascii: "\n"), lastWasReturn { continue }
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        if half.count <= Self.longestLine { half.append(byte) }
        continue
      }
      let isTooLong = half.count > Self.longestLine
      arrivals.append(
        Arrival(
          text: isTooLong ? "" : String(decoding: half, as: UTF8.self), isTooLong: isTooLong,
          atMilliseconds: nowMilliseconds))
      half = []
    }
  }

  /// A pipe's last line may have no end; at a terminal its key for the end of text asks for the way out.
  private func end(isForEver: Bool, _ nowMilliseconds: Int64) {
    if !half.isEmpty { add([UInt8(ascii: "\n")], nowMilliseconds) }
    hasEnded = isForEver
    arrivals.append(Arrival(text: nil, atMilliseconds: nowMilliseconds))
  }

  private func isReady() -> Bool {
    var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0 && waiting.revents != 0
  }
}
