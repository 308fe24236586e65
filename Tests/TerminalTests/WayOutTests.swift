import Glibc
import TestSupport
import Testing

@testable import Terminal

@Suite struct WayOutTests {
  private func probe(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> SpawnedProgram {
    let program = try startProbe(arguments, environment: environment)
    try program.waitForScreen { $0.contains("keys:") && $0.contains("ZZ") }
    #expect(!program.lineModeIsOn)
    return program
  }

  private func expectGivenBack(_ program: SpawnedProgram) {
    #expect(!program.terminal.alternateScreenIsShown)
    #expect(program.terminal.cursorIsShown)
    #expect(program.lineModeIsOn)
    expectModesOff(program.output[...])
  }

  /// What was asked for, and what could turn a wheel or a click into keys, is off at the end.
  private func expectModesOff(_ output: ArraySlice<UInt8>) {
    let written = String(decoding: output, as: UTF8.self)
    for mode in [9, 1000, 1002, 1003, 1006, 1007, 1015, 2004] {
      let on = written.ranges(of: "\u{1B}[?\(mode)h").last?.upperBound ?? written.startIndex
      #expect(written[on...].contains("\u{1B}[?\(mode)l"), "mode \(mode)")
    }
    #expect(written.hasPrefix("\u{1B}[?1007s") || written.contains("\u{1B}[?1007r"), "the person's choice comes back")
  }

  @Test(arguments: ["xterm-256color", "vt100", "vt220", "linux", "screen", "tmux-256color", "rxvt"])
  func noWheelAndNoClickIsAKeyAndPastesAreMarked(term: String) throws {
    let program = try probe([], ["TERM": term])
    let start = String(decoding: program.output, as: UTF8.self)
    for mode in [9, 1000, 1002, 1003, 1006, 1007, 1015] {
      #expect(start.contains("\u{1B}[?\(mode)l"), "mode \(mode)")
    }
    #expect(start.contains("\u{1B}[?2004h"))
    program.process.signal(SIGTSTP)
    try waitUntil("the probe is stopped") { program.process.stateLetter == "T" }
    program.takeOutput(waitMilliseconds: 100)
    expectModesOff(program.output[...])
    let before = program.output.count
    program.process.signal(SIGCONT)
    try program.waitForScreen { $0.lines[0].hasPrefix("probe 80x24") }
    try waitUntil("the modes are off again") {
      program.takeOutput(waitMilliseconds: 20)
      return String(decoding: program.output[before...], as: UTF8.self).contains("\u{1B}[?2004h")
    }
    #expect(String(decoding: program.output[before...], as: UTF8.self).contains("\u{1B}[?1007l"))
  }

  @Test(arguments: [(SIGTERM, 43), (SIGINT, 42)] as [(Int32, Int32)])
  func aSignalEndsItTidily(number: Int32, code: Int32) throws {
    let program = try probe()
    program.process.signal(number)
    #expect(try program.waitForExit() == .exited(code: code))
    expectGivenBack(program)
  }

  @Test func hangingUpEndsIt() throws {
    let program = try probe()
    program.hangUp()
    #expect(try program.waitForExit() == .exited(code: 41))
  }

  @Test func pausingGivesTheTerminalBackUntilItGoesOn() throws {
    let program = try probe()
    program.process.signal(SIGTSTP)
    try waitUntil("the probe is stopped") { program.process.stateLetter == "T" }
    program.takeOutput(waitMilliseconds: 100)
    expectGivenBack(program)
    program.resize(columns: 90, rows: 25)
    program.process.signal(SIGCONT)
    try program.waitForScreen("drawn again, in the new size") { $0.lines[0].hasPrefix("probe 90x25") }
    #expect(program.terminal.alternateScreenIsShown)
    #expect(!program.lineModeIsOn)
    try program.type("k")
    try program.waitForScreen { $0.contains("keys: k") }
  }

  @Test func stoppedAndContinuedFromOutsideItDrawsItselfAgain() throws {
    let program = try probe()
    program.process.signal(SIGSTOP)
    try waitUntil("the probe is stopped") { program.process.stateLetter == "T" }
    program.terminal.feed(Array("\u{1B}[2J".utf8))
    #expect(!program.screen.contains("probe"))
    program.process.signal(SIGCONT)
    try program.waitForScreen("drawn again") { $0.lines[0].hasPrefix("probe 80x24") && $0.contains("ZZ") }
  }

  @Test func aCrashGivesTheTerminalBackAndAsksNothing() throws {
    let directory = try TemporaryDirectory()
    // An empty value leaves SWIFT_BACKTRACE unset, as on a cashier's machine.
    let program = try probe(["--log", directory.path(of: "log")], ["SWIFT_BACKTRACE": ""])
    try program.press(.control("x"))
    let status = try program.waitForExit()
    #expect(status == .signalled(number: SIGILL) || status == .signalled(number: SIGTRAP))
    expectGivenBack(program)
    #expect(program.screen.contains("Kaunta stopped because of a fault"))
    let seen = String(decoding: program.output, as: UTF8.self)
    #expect(!seen.contains("Press space"))
    #expect(!seen.contains("Registers"))
    let log = try #require(directory.read("log"))
    #expect(log.contains("Index out of range"))
    #expect(!log.contains("Registers:"))
    #expect(!log.contains("Press space"))
  }

  @Test func abortingGivesTheTerminalBack() throws {
    let program = try probe()
    try program.press(.control("a"))
    #expect(try program.waitForExit() == .signalled(number: SIGABRT))
    expectGivenBack(program)
  }

  @Test func strayErrorsGoToTheFile() throws {
    let directory = try TemporaryDirectory()
    let program = try probe(["--log", directory.path(of: "log")])
    try program.press(.control("e"))
    try program.waitForScreen { $0.contains("control(\"e\")") }
    #expect(directory.read("log") == "a stray line\n")
    #expect(!String(decoding: program.output, as: UTF8.self).contains("stray"))
  }

  @Test func idleWritesNothingAndSleeps() throws {
    let program = try probe()
    // The last drawing may still be on its way.
    while program.takeOutput(waitMilliseconds: 200) {}
    let bytes = program.outputByteCount
    let sleeps = try program.process.sleepCount()
    #expect(!program.takeOutput(waitMilliseconds: 2000))
    #expect(program.outputByteCount == bytes)
    #expect(try program.process.sleepCount() == sleeps)
  }

  @Test func aChangeCostsFewBytes() throws {
    let program = try probe()
    while program.takeOutput(waitMilliseconds: 200) {}
    let bytes = program.outputByteCount
    try program.type("k")
    try program.waitForScreen { $0.contains("keys: k") }
    while program.takeOutput(waitMilliseconds: 100) {}
    #expect(program.outputByteCount - bytes < 60)
  }
}
