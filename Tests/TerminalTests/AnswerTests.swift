import Cells
import TestSupport
import Testing

@testable import Terminal

/// What the terminal says of itself, and that nobody waits for it or finds it in a field.
@Suite struct AnswerTests {
  private func probe(
    _ arguments: [String] = [], _ environment: [String: String] = [:], answers: Bool = true
  ) throws -> SpawnedProgram {
    let program = try startProbe(arguments, environment: environment, answers: answers)
    try program.waitForScreen { $0.contains("keys:") && $0.contains("ZZ") }
    return program
  }

  private func written(_ program: SpawnedProgram) -> String { String(decoding: program.output, as: UTF8.self) }

  @Test func signsOfOneCellStay() throws {
    // libvterm answers by itself.
    let program = try probe()
    #expect(written(program).contains("\u{1B}[6n"))
    try program.type("k")
    try program.waitForScreen { $0.lines[1] == "keys: k" }
    #expect(program.screen.lines[0] == "probe 80x24 256 unicode xterm-256color")
    #expect(!program.screen.lines.contains { $0.hasPrefix("✓✗") }, "what was measured is covered")
  }

  /// A terminal for East Asian fonts, whose answer may come late and torn.
  @Test func wideSignsMakeItAscii() throws {
    let wide = try probe(answers: false)
    try wide.send(Array("\u{1B}[2;".utf8))
    while wide.takeOutput(waitMilliseconds: 60) {}
    try wide.send(Array("61R".utf8))
    try wide.waitForScreen { $0.lines[0] == "probe 80x24 256 ascii xterm-256color" && $0.lines[5].hasPrefix("* PAID") }
    #expect(wide.screen.lines[1] == "keys:")
  }

  @Test func whatAPersonAskedForIsNotMeasured() throws {
    for glyphs in ["unicode", "ascii"] { #expect(!written(try probe(["--glyphs", glyphs])).contains("\u{1B}[6n")) }
    #expect(!written(try probe([], ["LC_ALL": "C"])).contains("\u{1B}[6n"))
  }

  @Test(
    arguments: ["rgb:ffff/ffff/dddd\u{1B}\\", "rgb:ff/ff/dd\u{7}", "#FFFFDD\u{7}", "rgba:f/f/f/f\u{7}"])
  func aLightGroundTakesTheLightTheme(answer: String) throws {
    let program = try probe(["--light-theme"])
    #expect(written(program).contains("\u{1B}]11;?\u{1B}\\"))
    #expect(program.terminal.cell(row: 20, column: 70).background == .indexed(233))
    try program.send(Array("\u{1B}]11;\(answer)".utf8))
    try program.waitForScreen { _ in program.terminal.cell(row: 20, column: 70).background == .indexed(231) }
    #expect(program.screen.lines[1] == "keys:")
  }

  @Test func aDarkGroundAnAnswerTwiceAndNoAnswerChangeNothing() throws {
    let program = try probe(["--light-theme"])
    try program.send(Array("\u{1B}]11;rgb:1c1c/1c1c/1c1c\u{7}\u{1B}]11;rgb:ffff/ffff/ffff\u{7}".utf8))
    try program.type("k")
    try program.waitForScreen { $0.lines[1] == "keys: k" }
    #expect(program.terminal.cell(row: 20, column: 70).background == .indexed(233))
  }

  @Test func theGroundIsAskedWhereItMatters() throws {
    for (arguments, environment) in [
      ([], [:]), (["--light-theme"], ["TERM": "linux"]), (["--light-theme"], ["TERM": "vt220"]),
      (["--light-theme"], ["NO_COLOR": "1"]),
    ] as [([String], [String: String])] {
      #expect(!written(try probe(arguments, environment)).contains("]11;"))
    }
    for term in ["xterm", "screen", "tmux-256color", "rxvt", "xterm-kitty"] {
      #expect(written(try probe(["--light-theme"], ["TERM": term])).contains("\u{1B}]11;?"))
    }
  }

  @Test(
    arguments: [
      ("0;15", 231), ("0;default;15", 231), ("0;7", 231), ("15;0", 233), ("15;8", 233), ("default", 233), ("", 233),
    ]
      as [(String, UInt8)])
  func theVariableForColoursHelpsUntilTheAnswerComes(value: String, ground: UInt8) throws {
    let program = try probe(["--light-theme"], ["COLORFGBG": value])
    #expect(program.terminal.cell(row: 20, column: 70).background == .indexed(ground))
  }

  /// Whoever leaves before the answer must not find it on the shell's line, and whoever gets none must not wait.
  @Test func leavingAtOnceWaitsAMomentForWhatIsOnItsWay() throws {
    let program = try probe(["--light-theme"])
    try program.send([3])
    try program.send(Array("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}".utf8))
    #expect(try program.waitForExit() == .exited(code: 0))
    let silent = try probe(["--light-theme"], answers: false)
    try silent.send([3])
    #expect(try silent.waitForExit() == .exited(code: 0))
  }

  @Test func theColumnIsFoundInWhateverComes() {
    #expect(SignMeasure.column(in: Array("\u{1B}[1;35R".utf8)) == 35)
    #expect(SignMeasure.column(in: Array("7\u{1B}[A\u{1B}[24;5R".utf8)) == 5)
    for text in ["", "\u{1B}[1;35", "1;35R", "\u{1B}[R", "\u{1B}[1;35H"] {
      #expect(SignMeasure.column(in: Array(text.utf8)) == nil, "\(text.debugDescription)")
    }
  }
}
