import Glibc

/// A real program on a real pseudo-terminal, with a virtual terminal at the other end.
///
/// ```swift
/// let desk = try SpawnedProgram(BuiltProducts.path(of: "kaunta"), arguments: ["demo"])
/// try desk.type("0712345678")
/// try desk.press(.enter)
/// try desk.waitForScreen("the payment waits") { $0.contains("Waiting") }
/// ```
package final class SpawnedProgram {
  /// What the program shows.
  package let terminal: VirtualTerminal
  /// The program.
  package let process: ChildProcess
  /// How many bytes the program has written so far.
  package private(set) var outputByteCount = 0
  /// Everything that the program wrote, for tests that look at the bytes.
  package private(set) var output: [UInt8] = []

  private let answers: Bool
  private var leader: Int32
  private let terminalPath: String
  /// When text was sent last, which the program has not seen to be at rest.
  private var textSentAt: Int64?
  /// How much it had written before that text.
  private var outputBeforeText = 0
  private var lastKeyWasEscape = false
  /// The sign that was typed last and alone, as long as it may be asked for again.
  private var lastLetter: String?

  /// The environment of a test program: fixed, so that nothing depends on who runs the tests.
  package static let standardEnvironment = [
    "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TZ": "UTC",
    "SWIFT_BACKTRACE": "enable=no",
  ]

  /// Starts a program; `environment` is laid over the standard one, and an empty value removes a variable.
  ///
  /// The window may say another size than what is looked at has, and a terminal may answer no questions.
  package init(
    _ executable: String, arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24, window: (columns: Int, rows: Int)? = nil, answers: Bool = true
  ) throws {
    terminal = try VirtualTerminal(columns: columns, rows: rows)
    self.answers = answers
    var leader: Int32 = -1
    var follower: Int32 = -1
    var size = winsize(
      ws_row: UInt16(window?.rows ?? rows), ws_col: UInt16(window?.columns ?? columns), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&leader, &follower, &name, nil, &size) == 0 else {
      throw TestFailure("openpty: \(String(cString: strerror(errno)))")
    }
    _ = fcntl(leader, F_SETFD, FD_CLOEXEC)
    _ = fcntl(follower, F_SETFD, FD_CLOEXEC)
    _ = fcntl(leader, F_SETFL, O_NONBLOCK)
    self.leader = leader
    // Ours is closed once the child has its own, so that its end is seen here as an end.
    defer { close(follower) }
    let path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    terminalPath = path
    let variables = Self.standardEnvironment.merging(environment) { _, new in new }.filter { !$0.value.isEmpty }
    process = try ChildProcess(executable, arguments: arguments, environment: variables, terminal: path)
  }

  deinit { hangUp() }

  /// What is on the screen now.
  package var screen: ScreenText { terminal.text }

  /// Types characters, one write each, as fast as they are taken; a sign alone may be a command, and waits until what
  /// it acts on has stood on the screen for a moment.
  package func type(_ text: String) throws {
    if lastKeyWasEscape { try restAfterText() }
    if text.count == 1, text.first?.isNumber == false { try restBeforeLetter() }
    for character in text { try send(Array(String(character).utf8)) }
    lastLetter = text.count == 1 ? text : nil
  }

  /// Presses keys; after text and after Escape, as late as a hand would: what comes together with Escape belongs to it.
  package func press(_ keys: VirtualKey...) throws {
    lastLetter = nil
    for key in keys {
      takeOutput()
      try restAfterText()
      try write(terminal.bytes(for: key))
      lastKeyWasEscape = key == .escape
      if lastKeyWasEscape {
        outputBeforeText = outputByteCount
        textSentAt = Deadline.now
      }
    }
  }

  /// What comes together with text belongs to it, so the text is read first, and then some milliseconds go by.
  ///
  /// A program that is held up between its reading and its clock takes the text for later than it was: what it draws
  /// of it is waited for as well, which some texts do not make it do.
  private func restAfterText() throws {
    guard textSentAt != nil else { return }
    textSentAt = nil
    let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
    let answer = Deadline(afterSeconds: 0.6)
    // Some draw without end.
    let drawing = Deadline(afterSeconds: 2)
    var rest = Deadline(afterSeconds: 0.06)
    while !deadline.hasPassed, !rest.hasPassed || (outputByteCount == outputBeforeText && !answer.hasPassed) {
      let draws = takeOutput(waitMilliseconds: 5) && !drawing.hasPassed
      if draws || unreadByteCount > 0 { rest = Deadline(afterSeconds: 0.06) }
    }
  }

  /// Letters act once the screen has not changed for 400 ms, but for clocks that tick once a second.
  package func restBeforeLetter() throws {
    try restAfterText()
    let deadline = Deadline(afterSeconds: 4)
    while takeOutput(waitMilliseconds: 480), !deadline.hasPassed {}
  }

  /// What was sent and not read yet, as the kernel counts it at the program's end.
  private var unreadByteCount: Int32 {
    let descriptor = open(terminalPath, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var count: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? count : 0
  }

  /// Pastes text, as a terminal's paste does.
  package func paste(_ text: String) throws {
    takeOutput()
    try send(terminal.bytes(forPaste: text))
  }

  /// Sends bytes as if the keyboard had.
  package func send(_ bytes: [UInt8]) throws {
    if textSentAt == nil { outputBeforeText = outputByteCount }
    try write(bytes)
    lastKeyWasEscape = false
    textSentAt = Deadline.now
  }

  private func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(leader, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        guard errno == EAGAIN || errno == EINTR, !deadline.hasPassed else {
          throw TestFailure("the terminal takes no input: \(String(cString: strerror(errno)))\n\(screen)")
        }
        takeOutput(waitMilliseconds: 10)
      }
    }
  }

  /// A desk that was held up takes a letter for one that came before anybody could read, and says to press it again:
  /// that is done, once.
  private func pressAgainWhereAsked() throws {
    guard let letter = lastLetter, screen.contains("press \(letter) again") else { return }
    try type(letter)
    lastLetter = nil
  }

  /// Waits until the screen is as described; a failure shows the screen that was there instead.
  package func waitForScreen(
    _ description: String = "the screen is as expected", timeoutSeconds: Double = Deadline.usualSeconds,
    _ condition: (ScreenText) throws -> Bool
  ) throws {
    let deadline = Deadline(afterSeconds: timeoutSeconds)
    takeOutput()
    while try !condition(screen) {
      guard !deadline.hasPassed else {
        throw TestFailure("after \(timeoutSeconds) seconds, still not so: \(description)\n\(screen)")
      }
      try pressAgainWhereAsked()
      if !takeOutput(waitMilliseconds: min(200, deadline.remainingMilliseconds)), process.reapIfEnded() != nil {
        // What it wrote last may still be in the pseudo-terminal.
        takeOutput()
        if try condition(screen) { return }
        throw TestFailure("the program ended before: \(description)\n\(screen)")
      }
    }
  }

  /// Waits until the program has ended, taking what it still writes.
  package func waitForExit(timeoutSeconds: Double = Deadline.usualSeconds) throws -> ExitStatus {
    let deadline = Deadline(afterSeconds: timeoutSeconds)
    while true {
      takeOutput(waitMilliseconds: 20)
      if let status = process.reapIfEnded() {
        takeOutput()
        return status
      }
      // The terminal may have ended before the program, and then no longer waits.
      try deadline.lookAgain("after \(timeoutSeconds) seconds, still running\n\(screen)")
    }
  }

  /// Gives the window another size, as dragging its corner does.
  package func resize(columns: Int, rows: Int) {
    takeOutput()
    terminal.resize(columns: columns, rows: rows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(leader, UInt(TIOCSWINSZ), &size)
  }

  /// Lets the window say another size than what is looked at has, for sizes that no test can hold.
  package func pretendWindow(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(leader, UInt(TIOCSWINSZ), &size)
  }

  /// Closes the terminal under the program, as a dropped line does.
  package func hangUp() {
    if leader >= 0 { close(leader) }
    leader = -1
  }

  /// Whether the terminal gathers lines and echoes, as a shell wants it.
  package var lineModeIsOn: Bool {
    var modes = termios()
    guard tcgetattr(leader, &modes) == 0 else { return false }
    return modes.c_lflag & tcflag_t(ICANON) != 0 && modes.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Sends what the terminal answers to questions, as every terminal does by itself.
  private func answer() {
    let bytes = terminal.answers()
    _ = bytes.withUnsafeBytes { Glibc.write(leader, $0.baseAddress, $0.count) }
  }

  /// Takes what the program has written, waiting at most so long for something; says whether there was any.
  @discardableResult
  package func takeOutput(waitMilliseconds: Int32 = 0) -> Bool {
    guard leader >= 0 else { return false }
    var ready = pollfd(fd: leader, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, waitMilliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    var any = false
    while true {
      let count = read(leader, &buffer, buffer.count)
      guard count > 0 else { return any }
      any = true
      outputByteCount += count
      output += buffer[..<count]
      terminal.feed(buffer[..<count])
      if answers { answer() }
    }
  }
}
