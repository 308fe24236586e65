import BlockingTests
import Glibc
import TestSupport
import Testing

/// The desk on terminals of every kind, and at rest.
@Suite(.serialized, .onOwnThreads) struct TerminalsTests {
  @Test(arguments: ["dumb", "unknown", ""])
  func aTerminalThatCannotShowItIsRefusedInOneSentence(name: String) throws {
    let shop = try RunningShop(listens: false)
    let desk = try shop.desk(environment: ["TERM": name])
    #expect(try desk.waitForExit() == .exited(code: 64))
    #expect(!desk.written.contains("\u{1B}"))
    // Behind ForceCommand nothing can be typed here.
    #expect(desk.written.contains("TERM=xterm-256color ssh -t"))
    #expect(desk.written.contains("kaunta desk --term xterm-256color"))
    #expect(desk.written.contains("Nothing was started."))
    #expect(desk.written.split(separator: "\n").count == 1, "\(desk.written)")
    #expect(desk.terminalIsGivenBack)
  }

  @Test(arguments: ["xterm-ghostty", "xterm-kitty", "putty", "alacritty", "foot", "no-such-terminal"])
  func aTerminalThatThisMachineDoesNotKnowIsDrawnAsTheNearest(name: String) throws {
    // Where ncurses-term is installed, the machine knows some of them, wherever it is told to look.
    if let first = name.first, access("/usr/share/terminfo/\(first)/\(name)", F_OK) == 0 { return }
    let shop = try RunningShop(listens: false)
    // Whatever is installed here, the desk sees what Debian has at first.
    let desk = try shop.desk(environment: ["TERM": name, "TERMINFO": "/lib/terminfo", "TERMINFO_DIRS": "/lib/terminfo"])
    try desk.waitForDesk()
    let drawnAs = name == "no-such-terminal" ? "xterm" : "xterm-256color"
    // It goes after some seconds, which may be over before this is looked at.
    try desk.waitForScreen("it is said") { _ in desk.written.contains("\(name) is drawn as \(drawnAs)") }
    try desk.waitForScreen("once, and goes by itself") { !$0.contains("drawn as") }
    try desk.type("0712345678")
    try desk.waitForScreen("the phone") { $0.formShows("0712 345 678") }
    #expect((readTextFile(shop.path("log/kaunta.log")) ?? "").contains("does not know the terminal \"\(name)\""))
  }

  @Test func aPipeIsNoTerminal() throws {
    let shop = try RunningShop(listens: false)
    let ran = try shop.run("desk")
    #expect(ran.code == 64)
    #expect(ran.output == "")
    #expect(ran.errorLines.count == 1)
    #expect(ran.errors.contains("needs a terminal"))
    let demo = try PipedProgram.run(try Kaunta.path, arguments: ["demo"])
    #expect(demo.status == .exited(code: 64))
  }

  @Test func withoutACommandItIsTheDeskOfTheHomeInTheEnvironment() throws {
    let shop = try RunningShop()
    let desk = try SpawnedProgram(try Kaunta.path, environment: ["KAUNTA_HOME": shop.home])
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
  }

  @Test func noColorMeansNoColour() throws {
    let shop = try RunningShop()
    let desk = try shop.desk(environment: ["NO_COLOR": "1"])
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    var emphasised = 0
    for row in 0..<24 {
      for column in 0..<80 {
        let cell = desk.terminal.cell(row: row, column: column)
        #expect(cell.foreground == .standard || cell.foreground == .indexed(7), "row \(row) column \(column)")
        #expect(cell.background == .standard || cell.background == .indexed(0), "row \(row) column \(column)")
        if cell.bold || cell.reverse || cell.underline { emphasised += 1 }
      }
    }
    #expect(emphasised > 0)
  }

  @Test func aPlainLocaleGetsPlainLetters() throws {
    let shop = try RunningShop()
    let desk = try shop.desk(environment: ["LC_ALL": "", "LANG": "C"])
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    #expect(desk.output.allSatisfy { $0 < 0x80 })
    #expect(desk.screen.contains("DEMO, NO MONEY MOVES"))
  }

  @Test func anotherSizeKeepsWhatIsTyped() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.type("071234")
    try desk.waitForScreen { $0.contains("0712 34") }
    for (columns, rows) in [(100, 30), (60, 20), (40, 12), (80, 24)] {
      desk.resize(columns: columns, rows: rows)
      try desk.waitForScreen("drawn at \(columns) by \(rows)") { screen in
        screen.contains("0712 34") && screen.lines.count == rows
      }
    }
    try desk.type("5678")
    try desk.press(.enter)
    try desk.type("50")
    try desk.press(.enter)
    try desk.waitForRow("1", says: "PAID")
  }

  @Test func atRestItWritesNothingAndHardlyWakes() throws {
    let shop = try RunningShop()
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
    // The minute in the header may turn in one of the windows, and the notice about the payment may still go away; a
    // machine under load has its own stray wake-ups. One quiet window is proof that nothing ticks.
    var bytes = 0
    var sleeps = 0
    for _ in 0..<6 {
      while desk.takeOutput(waitMilliseconds: 300) {}
      let bytesBefore = desk.outputByteCount
      let sleepsBefore = try desk.process.sleepCount()
      desk.takeOutput(waitMilliseconds: 5_000)
      bytes = desk.outputByteCount - bytesBefore
      sleeps = try desk.process.sleepCount() - sleepsBefore
      if bytes == 0, sleeps <= 5 { break }
    }
    #expect(bytes == 0)
    #expect(sleeps <= 5, "\(sleeps) in 5 s")
  }
}
