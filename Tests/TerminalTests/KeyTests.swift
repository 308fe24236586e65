import TestSupport
import Testing

@testable import Terminal

@Suite struct KeyTests {
  private func probe(_ environment: [String: String] = [:]) throws -> SpawnedProgram {
    let program = try startProbe(environment: environment)
    try program.waitForScreen { $0.contains("keys:") && $0.contains("ZZ") }
    return program
  }

  @Test func namedKeysAreKnown() throws {
    let program = try probe()
    try program.press(.up, .down, .left, .right)
    try program.waitForScreen { $0.contains("keys: up down left right") }
    try program.press(.home, .end, .pageUp, .pageDown)
    try program.waitForScreen { $0.contains("right home end pageUp pageDown") }
    try program.press(.delete, .insert, .backspace, .tab, .backTab)
    try program.waitForScreen { $0.contains("delete insert backspace tab backTab") }
    try program.press(.function(1), .function(12), .control("n"))
    try program.waitForScreen { $0.contains("backTab function(1) function(12) control(\"n\")") }
  }

  @Test func aHeldEnterIsManyEnters() throws {
    let program = try probe()
    try program.press(.enter, .enter, .enter)
    try program.waitForScreen { $0.contains("keys: enter enter enter") }
  }

  @Test func typedTextArrivesCharacterByCharacter() throws {
    let program = try probe()
    for (character, keys) in [("0", "0"), ("7", "0 7"), ("é", "0 7 é"), ("漢", "0 7 é 漢")] {
      // Slower than a scanner.
      _ = program.takeOutput(waitMilliseconds: 60)
      try program.send(Array(character.utf8))
      try program.waitForScreen { $0.contains("keys: " + keys) }
    }
  }

  @Test(arguments: ["\r", "\n", "\r\n"])
  func bytesThatComeInOnePieceAreAPasteWithoutMarks(lineEnd: String) throws {
    for environment in [[:], ["TERM": "vt100"], ["TERM": "linux"]] as [[String: String]] {
      let program = try probe(environment)
      try program.send(Array("0712345678\(lineEnd)1500\(lineEnd)".utf8))
      let mark = lineEnd == "\r\n" ? "//" : "/"
      try program.waitForScreen { $0.contains("keys: paste<0712345678\(mark)1500\(mark)>") }
      try program.press(.enter)
      try program.waitForScreen { $0.contains("\(mark)> enter") }
    }
  }

  @Test func aPasteWithLineEndsIsOneEvent() throws {
    let program = try probe()
    try program.paste("0712 345 678\n50\n")
    try program.waitForScreen { $0.contains("keys: paste<0712 345 678/50/>") }
    try program.press(.enter)
    try program.waitForScreen { $0.contains("50/> enter") }
  }

  @Test func aLoneEscapeDoesNotFreezeTheDesk() throws {
    let program = try probe()
    // ncurses' own default waits a whole second, every time; a busy machine is slow only sometimes.
    var quickestMilliseconds = Int64.max
    for count in 1...5 {
      let start = Deadline.now
      try program.press(.escape)
      try program.waitForScreen { screen in
        screen.lines[1] == "keys:" + String(repeating: " escape", count: count)
      }
      quickestMilliseconds = min(quickestMilliseconds, Deadline.now - start)
    }
    #expect(quickestMilliseconds < 500)
    try program.press(.escape)
    try program.type("x")
    try program.waitForScreen { $0.contains("escape escape x") }
  }

  @Test func anUnknownSequenceTypesNothing() throws {
    let program = try probe()
    try program.send(Array("\u{1B}[27;5;99~".utf8))
    try program.type("q")
    try program.waitForScreen { $0.contains("keys: unknown q") }
  }

  @Test func eventsOfAnotherThreadWakeTheLoop() throws {
    let program = try probe()
    try program.press(.control("p"))
    try program.waitForScreen { $0.contains("posted 1, posted 2, posted 3") }
  }

  @Test func aCountdownRunsToItsEnd() throws {
    let program = try probe()
    try program.press(.control("t"))
    try program.waitForScreen { $0.contains("keys: control(\"t\")") && $0.contains("left 0") }
  }

  @Test func theBellRings() throws {
    let program = try probe()
    try program.press(.control("g"))
    try program.waitForScreen { _ in program.terminal.bellCount == 1 }
  }
}
