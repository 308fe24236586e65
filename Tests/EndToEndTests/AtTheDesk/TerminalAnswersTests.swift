import BlockingTests
import TestSupport
import Testing

/// What a terminal says of itself, to the real programs.
@Suite(.serialized, .onOwnThreads) struct TerminalAnswersTests {
  @Test func aWhiteWindowGetsTheLightLooksAndNothingIsTyped() throws {
    let shop = try RunningShop(listens: false)
    let desk = try shop.desk()
    try desk.waitForDesk()
    #expect(desk.terminal.cell(row: 12, column: 70).background == .indexed(233))
    try desk.send(Array("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\".utf8))
    try desk.waitForScreen("the light ground") { _ in
      desk.terminal.cell(row: 12, column: 70).background == .indexed(231)
    }
    try desk.type("0712")
    try desk.waitForScreen("the phone, and no more") { $0.line(containing: "Phone")?.contains(" 0712 ") == true }
  }

  @Test func aTerminalWithWideSignsGetsPlainOnes() throws {
    let shop = try RunningShop(listens: false)
    let desk = try SpawnedProgram(
      try Kaunta.path, arguments: ["desk", "--home", shop.home, "--till", "1"], answers: false)
    try desk.waitForDesk()
    #expect(desk.screen.contains("─"))
    try desk.send(Array("\u{1B}[2;61R".utf8))
    try desk.waitForScreen("lines of ASCII") { $0.contains("-----") && !$0.contains("─") }
    #expect((readTextFile(shop.path("log/kaunta.log")) ?? "").contains("ASCII is used"))
  }

  @Test(
    arguments: [
      (nil, "ok    terminal: xterm-256color, 256 colours, unicode signs, each one cell wide"),
      (
        "\u{1B}[1;70R",
        "look  terminal: xterm-256color, 256 colours, unicode signs; it does not draw each of them one cell"
      ),
      ("", "ok    terminal: xterm-256color, 256 colours, unicode signs; it does not say how wide it draws them"),
    ] as [(String?, String)])
  func doctorMeasuresTheSigns(answer: String?, words: String) throws {
    let shop = try RunningShop(listens: false)
    let doctor = try SpawnedProgram(
      try Kaunta.path, arguments: ["doctor", "--home", shop.home], columns: 200, answers: answer == nil)
    if let answer, !answer.isEmpty {
      try waitUntil("it has asked") {
        doctor.takeOutput(waitMilliseconds: 20)
        return doctor.written.contains("\u{1B}[6n")
      }
      try doctor.send(Array(answer.utf8))
    }
    _ = try doctor.waitForExit()
    #expect(doctor.screen.contains(words), "\(doctor.screen)")
    #expect(doctor.lineModeIsOn)
  }
}
