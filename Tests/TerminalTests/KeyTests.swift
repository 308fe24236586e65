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
      while program.takeOutput(waitMilliseconds: 60) {}
      try program.send(Array(character.utf8))
      try program.waitForScreen { $0.contains("keys: " + keys) }
    }
  }

  @Test(arguments: ["\r", "\n", "\r\n"])
  func bytesThatComeInOnePieceAreAPasteWithoutMarks(lineEnd: String) throws {
    for environment in [[:], ["TERM": "vt100"], ["TERM": "linux"]] as [[String: String]] {
      let program = try probe(environment)
      try program.send(Array("0712345678\(lineEnd)1500\(lineEnd)".utf8))
      try program.waitForScreen { $0.contains("keys: paste<0712345678/1500/>") }
      try program.press(.enter)
      try program.waitForScreen { $0.contains("/> enter") }
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

  /// Each by itself, as a hand does it; then a letter, which shows that nothing else came.
  @Test(arguments: ["xterm-256color", "vt100", "vt220", "linux", "screen", "tmux-256color", "rxvt", "xterm"])
  func theSameBytesAreTheSameKeysUnderEveryName(term: String) throws {
    let program = try probe(["TERM": term])
    let sent: [(bytes: String, keys: String)] = [
      ("\u{1B}Op", "0"), ("\u{1B}Ox", "8"), ("\u{1B}Ov", "6"), ("\u{1B}On", "."), ("\u{1B}OM", "enter"),
      ("\n", "enter"),
      ("\r\n", "enter"), ("\u{1B}[11~", "function(1)"), ("\u{1B}[14~", "function(4)"), ("\u{1B}[[A", "function(1)"),
      ("\u{1B}OP", "function(1)"), ("\u{1B}[1~", "home"), ("\u{1B}[4~", "end"), ("\u{1B}[A", "up"), ("\u{1B}OA", "up"),
      ("\u{8}", "backspace"), ("\u{7F}", "backspace"), ("\u{1B}[3~", "delete"), ("\u{1B}[<0;12;5M", ""),
      ("\u{1B}[M 55", ""), ("\u{1B}]11;rgb:1111/2222/3333\u{1B}\\", ""), ("\u{1B}P1$r50m\u{1B}\\", ""),
      ("\u{9B}5~", "pageUp"), ("\u{1B}[97;1:3u", ""), ("\u{1B}[13u", "enter"), ("\u{1B}x", "unknown"),
      ("\u{1B}[27;5;48~", "unknown"), ("\u{1B}[I", ""),
    ]
    var shown: [String] = []
    for (index, (bytes, keys)) in sent.enumerated() {
      let letter = ["q", "w"][index % 2]
      for (bytes, keys) in [(bytes, keys), (letter, letter)] {
        try program.send(Array(bytes.utf8))
        if !keys.isEmpty { shown.append(keys) }
        let line = "keys: " + shown.suffix(8).joined(separator: " ")
        try program.waitForScreen("\(bytes.debugDescription) is \(keys)") { $0.lines[1] == line }
        // Slower than a scanner.
        while program.takeOutput(waitMilliseconds: 80) {}
      }
    }
  }

  @Test func aSequenceThatALineTearsApartIsStillOneAsLongAsEscapeWaits() throws {
    let program = try probe(["ESCDELAY": "8000"])
    for (count, rest) in ["[A", "[A", "OA"].enumerated() {
      try program.send([0x1B])
      while program.takeOutput(waitMilliseconds: 60) {}
      try program.send(Array(rest.utf8))
      try program.waitForScreen { $0.lines[1] == "keys:" + String(repeating: " up", count: count + 1) }
    }
  }

  @Test func withoutADelayEscapeIsAtOnceAndTheRestIsNotTyped() throws {
    let program = try probe(["ESCDELAY": "0"])
    try program.send([0x1B])
    try program.waitForScreen { $0.lines[1] == "keys: escape" }
    try program.send(Array("[5~".utf8))
    try program.waitForScreen { $0.lines[1] == "keys: escape pageUp" }
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
