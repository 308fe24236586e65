import BlockingTests
import TestSupport
import Testing

/// `kaunta replay`: a recorded day on a desk's screen, and nothing done by it.
@Suite(.serialized, .onOwnThreads) struct ReplayTests {
  /// A shop in which one customer paid and one closed the prompt.
  private func shopWithADay() throws -> (shop: RunningShop, day: String) {
    let shop = try RunningShop(answerAfterSeconds: 0.1)
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0733000001", for: 1_250)
    try desk.waitForRow("1", says: "PAID")
    try desk.ask("0700001032", for: 70)
    try desk.waitForRow("2", says: "CANCELLED")
    try desk.press(.function(10))
    _ = try desk.waitForExit()
    let asked = try #require(try shop.payments().first?.object["asked_at"]?.string)
    return (shop, String(asked.prefix(10)))
  }

  @Test func aDayIsSteppedThroughToItsEndAsItWas() throws {
    let (shop, day) = try shopWithADay()
    let before = content(of: shop)
    let arguments = ["replay", "--home", shop.home, "--day", day, "--from", "00:00", "--speed", "1"]
    let replay = try SpawnedProgram(try Kaunta.path, arguments: arguments, columns: 120, rows: 30)
    try replay.waitForScreen("before the day") { $0.contains("REPLAY \(day)") && $0.contains(" 0/") }
    // Recorded, begun, taken, answered.
    for (step, says) in [("1", "sending"), ("2", "sending"), ("3", "waiting"), ("4", "PAID")] {
      try replay.type(".")
      try replay.waitForScreen("step \(step)") { $0.contains(" \(step)/") && $0.contains("paused") }
      try replay.waitForRow("1", says: says)
    }
    while !replay.screen.contains("end of the day") { try replay.type(".") }
    try replay.waitForRow("1", says: "PAID")
    try replay.waitForRow("2", says: "CANCELLED")
    #expect(replay.screen.contains("KSh 1,250"))
    replay.show("the end")
    #expect(!replay.written.contains("733000001") && !replay.written.contains("733 000 001"))
    try replay.type("q")
    #expect(try replay.waitForExit() == .exited(code: 0))
    #expect(replay.terminalIsGivenBack)
    #expect(content(of: shop) == before)
  }

  /// All that is in the home but what the running listener writes by itself.
  private func content(of shop: RunningShop) -> [[UInt8]?] {
    FileTree.paths(under: shop.home).filter { !$0.hasSuffix("/heartbeat") && !$0.contains("/log/") }
      .map { FileTree.bytes($0) }
  }

  @Test func itBeginsAtATimeAndPlaysByItself() throws {
    let (shop, day) = try shopWithADay()
    for from in ["00:00", "23:59"] {
      let arguments = ["replay", "--home", shop.home, "--day", day, "--from", from, "--speed", "4096"]
      let replay = try SpawnedProgram(try Kaunta.path, arguments: arguments)
      try replay.waitForScreen("the end") { $0.contains("end of the day") }
      try replay.press(.function(10))
      #expect(try replay.waitForExit() == .exited(code: 0))
    }
  }

  @Test func whatCannotBeReplayedIsSaid() throws {
    let shop = try RunningShop(listens: false)
    for arguments in [["--day", "2026-11-24"], ["--day", "yesterday"], ["--day", "2026-11-24", "--speed", "0"]] {
      #expect(
        try PipedProgram.run(try Kaunta.path, arguments: ["replay", "--home", shop.home] + arguments).status
          == .exited(code: 64))
    }
  }
}
