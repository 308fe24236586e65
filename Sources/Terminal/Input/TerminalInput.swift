import Glibc
import Keys

/// What comes from the terminal on standard input, from its bytes to key presses.
///
/// The bytes are read here and not by curses, which asks terminfo first and so knows only the keys of one terminal.
struct TerminalInput {
  private var parser: InputParser
  private var decoder = KeyDecoder()

  init(escapeDelayMilliseconds: Int64, keysOfTerminfo: [[UInt8]: KeyPress]) {
    parser = InputParser(escapeDelayMilliseconds: escapeDelayMilliseconds, keysOfTerminfo: keysOfTerminfo)
  }

  /// What a reading brought.
  struct Reading {
    var presses: [KeyPress] = []
    var answers: [TerminalAnswer] = []
  }

  /// When something that is half-finished becomes whole without a further byte.
  var deadlineMilliseconds: Int64? { parser.deadlineMilliseconds }

  /// Reads all that is there.
  mutating func read(nowMilliseconds: Int64) -> Reading {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    // A key that is held down can fill the line as fast as we empty it.
    while bytes.count < 1 << 16, Self.isReady() {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count <= 0 { break }
      bytes += buffer[..<count]
      if count < buffer.count { break }
    }
    return decode(parser.take(bytes, nowMilliseconds: nowMilliseconds), nowMilliseconds)
  }

  /// Ends what waited long enough.
  mutating func passTime(nowMilliseconds: Int64) -> Reading {
    decode(parser.passTime(nowMilliseconds: nowMilliseconds), nowMilliseconds)
  }

  private mutating func decode(_ keys: [RawKey], _ nowMilliseconds: Int64) -> Reading {
    var reading = Reading()
    for case .answer(let answer) in keys { reading.answers.append(answer) }
    reading.presses = decoder.decode(keys.filter(\.isNoAnswer), nowMilliseconds: nowMilliseconds)
    return reading
  }

  /// Whether something comes before that time.
  func waits(untilMilliseconds end: Int64) -> Bool {
    let left = end - BootClock.nowMilliseconds
    return left > 0 && Self.isReady(withinMilliseconds: Int32(clamping: left))
  }

  private static func isReady(withinMilliseconds milliseconds: Int32 = 0) -> Bool {
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) > 0 && waiting.revents & Int16(POLLIN) != 0
  }

  /// How long Escape waits for the rest of a sequence: as the person says in ESCDELAY, which curses has always read.
  static func escapeDelay(asked: String?, standard: Int64) -> Int64 {
    guard let asked, let milliseconds = Int64(asked), milliseconds >= 0 else { return standard }
    return min(milliseconds, 10_000)
  }
}

extension RawKey {
  fileprivate var isNoAnswer: Bool { if case .answer = self { false } else { true } }
}
