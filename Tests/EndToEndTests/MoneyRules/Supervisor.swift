import TestSupport

/// The supervisor of a test's shop.
enum Supervisor {
  static let name = "wanjiku"
  static let pin = "749210"

  /// The owner gives her a PIN, at a terminal.
  static func isAppointed(in shop: RunningShop) throws {
    let terminal = try SpawnedProgram(
      try Kaunta.path, arguments: ["pin", "set", "--name", name, "--home", shop.home])
    try terminal.waitForScreen("it asks") { $0.contains("PIN for \(name)") }
    try terminal.send(Array((pin + "\n").utf8))
    try terminal.waitForScreen("it asks again") { $0.contains("The same again") }
    try terminal.send(Array((pin + "\n").utf8))
    guard try terminal.waitForExit() == .exited(code: 0) else {
      throw TestFailure("no PIN was set: \(terminal.screen)")
    }
  }

  /// She resolves the chosen payment at a desk whose board has the keys.
  static func resolves(_ letter: String, because why: String, at desk: SpawnedProgram) throws {
    try desk.type("s")
    try desk.waitForScreen("how it was resolved is asked") { $0.contains("g goods given") }
    try desk.type(letter)
    // A letter together with text behind it would be a paste, and no command.
    try desk.waitForScreen("the letter is taken") { !$0.contains("g goods given") }
    try desk.type(why)
    try desk.press(.enter)
    try desk.type(pin)
    try desk.waitForScreen("dots and no digit") { !$0.contains("7492") && $0.contains("●●●●●●") }
    try desk.press(.enter)
  }
}
