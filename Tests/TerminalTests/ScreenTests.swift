import Cells
import TestSupport
import Testing

@testable import Terminal

/// The probe on a pseudo-terminal, seen through libvterm.
func startProbe(
  _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24,
  answers: Bool = true
) throws -> SpawnedProgram {
  try SpawnedProgram(
    BuiltProducts.path(of: "terminal-probe"), arguments: arguments, environment: environment, columns: columns,
    rows: rows, answers: answers)
}

@Suite struct ScreenTests {
  private func ready(_ program: SpawnedProgram) throws {
    try program.waitForScreen("the probe has drawn") { $0.lines[0].hasPrefix("probe") && $0.contains("ZZ") }
  }

  @Test func rolesReachTheGlassAsColoursAndAttributes() throws {
    let program = try startProbe()
    try ready(program)
    #expect(program.screen.lines[0] == "probe 80x24 256 unicode xterm-256color")
    #expect(program.terminal.alternateScreenIsShown)
    #expect(!program.terminal.cursorIsShown)
    let paid = program.terminal.cell(row: 5, column: 2)
    #expect(paid.text == "P")
    #expect(paid.bold)
    #expect(paid.foreground == .indexed(85))
    #expect(paid.background == .indexed(233))
    let alarm = program.terminal.cell(row: 5, column: 12)
    #expect(alarm.foreground == .indexed(233))
    #expect(alarm.background == .indexed(212))
    #expect(program.terminal.cell(row: 7, column: 0).underline)
    #expect(program.terminal.cell(row: 7, column: 12).italic)
    #expect(program.terminal.cell(row: 7, column: 20).reverse)
    #expect(program.terminal.cell(row: 8, column: 0).background == .indexed(237))
    #expect(program.terminal.cell(row: 8, column: 79).background == .indexed(237))
    #expect(program.terminal.cell(row: 20, column: 70).background == .indexed(233))
  }

  @Test func wideTextKeepsItsPlaceAndIsNeverCutInHalf() throws {
    let program = try startProbe()
    try ready(program)
    #expect(program.screen.lines[6] == "漢字 Wanjikũ e\u{301}|")
    #expect(program.terminal.cell(row: 6, column: 0).width == 2)
    #expect(program.terminal.cell(row: 6, column: 5).text == "W")
    #expect(program.terminal.cell(row: 6, column: 13).text == "e\u{301}")
    #expect(program.screen.lines[9] == String(repeating: " ", count: 74) + "edge漢")
    #expect(program.terminal.cell(row: 10, column: 78).text == "e")
    #expect(program.terminal.cell(row: 10, column: 79).text == "")
    // The last cell of the last row, where careless programs scroll the screen.
    #expect(program.terminal.cell(row: 23, column: 79).text == "Z")
    #expect(program.screen.lines[11].hasPrefix("┌─ Box ─"))
  }

  @Test func moreColourPairsThanEightBitsCanNumber() throws {
    let program = try startProbe()
    try ready(program)
    for page in 0...1 {
      try program.press(.control("r"))
      let base = 16 + 28 * page
      try program.waitForScreen("page \(page)") { _ in
        program.terminal.cell(row: 13, column: 13).background == .indexed(UInt8(base + 27))
      }
      for row in 0..<14 {
        for column in 0..<14 {
          let cell = program.terminal.cell(row: row, column: column)
          #expect(cell.foreground == .indexed(UInt8(base + column)))
          #expect(cell.background == .indexed(UInt8(base + 14 + row)))
        }
      }
    }
  }

  @Test(
    arguments: [
      (["NO_COLOR": "1"], [], "mono unicode xterm-256color"),
      (["TERM": "vt100"], [], "mono unicode vt100"),
      (["TERM": "linux"], [], "16 ascii linux"),
      (["LC_ALL": "C"], [], "256 ascii xterm-256color"),
      ([:], ["--colour", "16"], "16 unicode xterm-256color"),
      (["TERM": "dumb"], ["--term", "xterm"], "16 unicode xterm"),
      (["TERM": "tmux-256color", "COLORTERM": "truecolor"], [], "256 unicode tmux-256color"),
      (["TERM": "xterm", "COLORTERM": "truecolor"], [], "256 unicode xterm-256color"),
      (["TERM": "xterm-kitty"], [], "256 unicode xterm-256color"),
      (["TERM": "no-such-terminal"], [], "16 unicode xterm"),
    ] as [([String: String], [String], String)])
  func theTerminalIsTakenAsItIs(environment: [String: String], arguments: [String], facts: String) throws {
    let program = try startProbe(arguments, environment: environment)
    try ready(program)
    #expect(program.screen.lines[0] == "probe 80x24 " + facts)
    try program.press(.control("c"))
    #expect(try program.waitForExit() == .exited(code: 0))
    #expect(!program.terminal.alternateScreenIsShown)
    #expect(program.lineModeIsOn)
  }

  @Test func withoutColourEmphasisStays() throws {
    let program = try startProbe(environment: ["NO_COLOR": "1"])
    try ready(program)
    #expect(program.terminal.cell(row: 5, column: 2).bold)
    #expect(program.terminal.cell(row: 5, column: 12).reverse)
    #expect(program.terminal.cell(row: 8, column: 40).reverse)
    for row in 0..<24 {
      for column in 0..<80 {
        let cell = program.terminal.cell(row: row, column: column)
        #expect(cell.foreground == .standard && cell.background == .standard)
      }
    }
  }

  @Test func withoutUTF8NothingButAsciiIsSent() throws {
    let program = try startProbe(environment: ["LC_ALL": "C"])
    try ready(program)
    #expect(program.screen.lines[5].hasPrefix("* PAID"))
    #expect(program.screen.lines[6] == "???? Wanjik? ?|")
    #expect(program.screen.lines[11].hasPrefix("+- Box -"))
    #expect(program.output.allSatisfy { $0 < 0x80 })
  }

  @Test func eightColoursShowBrightOnesAsBoldAndNoBoldBlack() throws {
    let program = try startProbe(environment: ["TERM": "linux"])
    try ready(program)
    let alarm = program.terminal.cell(row: 5, column: 12)
    #expect(alarm.bold && alarm.foreground == .indexed(7) && alarm.background == .indexed(1))
    let paid = program.terminal.cell(row: 5, column: 2)
    #expect(!paid.bold && paid.foreground == .indexed(0) && paid.background == .indexed(2))
  }

  @Test func aNewSizeIsDrawnWhole() throws {
    let program = try startProbe()
    try ready(program)
    program.resize(columns: 100, rows: 30)
    try program.waitForScreen("drawn for the new size") { $0.lines[0].hasPrefix("probe 100x30") }
    try program.waitForScreen("down to the corner") { $0.lines[29].hasSuffix("ZZ") }
    program.resize(columns: 60, rows: 20)
    try program.waitForScreen("drawn for the smaller size") { $0.lines[0].hasPrefix("probe 60x20") }
    try program.waitForScreen("down to the corner") { $0.lines[19].hasSuffix("ZZ") }
  }

  /// 10000 by 10000 would take gigabytes, and beyond 32767 columns ncurses cannot count.
  @Test(
    arguments: [(10_000, 10_000), (32_767, 24), (32_768, 24), (65_535, 65_535), (80, 65_535), (1, 1)]
      as [(Int, Int)])
  func noWindowIsTooLargeOrTooSmall(columns: Int, rows: Int) throws {
    let shown = "probe \(min(columns, 800))x\(min(rows, 250))"
    let program = try SpawnedProgram(
      BuiltProducts.path(of: "terminal-probe"), columns: min(columns, 800), rows: min(rows, 250),
      window: (columns, rows))
    if columns > 20 { try program.waitForScreen("drawn at the start") { $0.lines[0].hasPrefix(shown) } }
    program.resize(columns: 80, rows: 24)
    try program.waitForScreen("drawn as usual") { $0.lines[0].hasPrefix("probe 80x24") && $0.contains("ZZ") }
    program.terminal.resize(columns: min(columns, 800), rows: min(rows, 250))
    program.pretendWindow(columns: columns, rows: rows)
    if columns > 20 { try program.waitForScreen("drawn after the change") { $0.lines[0].hasPrefix(shown) } }
    let kilobytes = try #require(
      readTextFile("/proc/\(program.process.processID)/status")?.split(separator: "\n")
        .first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").compactMap { Int($0) }.first)
    #expect(kilobytes < 400_000, "\(kilobytes) kB")
    program.resize(columns: 80, rows: 24)
    try program.waitForScreen("drawn as usual again") { $0.lines[0].hasPrefix("probe 80x24") && $0.contains("ZZ") }
    try program.press(.control("c"))
    #expect(try program.waitForExit() == .exited(code: 0))
  }

  @Test func environmentCannotFreezeTheSize() throws {
    let program = try startProbe(environment: ["LINES": "10", "COLUMNS": "20"])
    try program.waitForScreen { $0.lines[0].hasPrefix("probe 80x24") }
  }

  @Test func theCursorIsShownWhereAFieldIs() throws {
    let program = try startProbe()
    try ready(program)
    try program.press(.control("u"))
    try program.waitForScreen("the cursor is shown") { _ in program.terminal.cursorIsShown }
    try program.waitForScreen("it is in the field") { _ in program.terminal.cursor == (2, 7) }
    try program.press(.control("u"))
    try program.waitForScreen("the cursor is hidden") { _ in !program.terminal.cursorIsShown }
    try program.waitForScreen("at the chosen row") { _ in program.terminal.cursor == (8, 0) }
  }

  @Test func theTitleIsSetWhereTerminfoTellsHow() throws {
    let program = try startProbe(environment: ["TERM": "tmux-256color"])
    try ready(program)
    #expect(program.terminal.title == "probe")
    let other = try startProbe()
    try ready(other)
    #expect(other.terminal.title == "")
  }

  @Test(
    arguments: [
      (["TERM": "dumb"], "The terminal \"dumb\" cannot move its cursor"),
      (["TERM": "unknown"], "The terminal \"unknown\" cannot move its cursor"),
      (["TERM": ""], "TERM is empty"),
    ] as [([String: String], String)])
  func aTerminalThatCannotBeUsedIsRefusedInOneSentence(environment: [String: String], sentence: String) throws {
    let program = try startProbe(environment: environment)
    #expect(try program.waitForExit() == .exited(code: 69))
    let written = String(decoding: program.output, as: UTF8.self)
    #expect(written.contains(sentence))
    #expect(written.contains("TERM=xterm-256color"))
    #expect(!program.output.contains(0x1B))
  }

  @Test func aPipeIsNoTerminal() throws {
    let program = try PipedProgram(BuiltProducts.path(of: "terminal-probe"))
    #expect(try program.waitForExit() == .exited(code: 69))
    #expect(program.output.hasPrefix("The desk needs a terminal"))
  }
}
