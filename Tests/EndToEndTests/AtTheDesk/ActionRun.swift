import Desk
import TestSupport

/// A desk at which actions are done one by one, each seen on the screen before the next.
final class ActionRun {
  let desk: SpawnedProgram
  /// What was done and seen so far.
  private(set) var done: [AnyHashable] = []

  init(_ desk: SpawnedProgram) throws {
    self.desk = desk
    try desk.waitForDesk()
  }

  /// Presses a key for an action, and waits until the screen shows that it was done.
  func does(
    _ command: DeskCommand, _ key: VirtualKey, until description: String,
    timeoutSeconds: Double = Deadline.usualSeconds,
    _ condition: (ScreenText) throws -> Bool
  ) throws {
    try desk.press(key)
    try sees(command, description, timeoutSeconds, condition)
  }

  /// The same for an action whose key is a letter.
  func does(
    _ command: DeskCommand, _ letter: String, until description: String,
    timeoutSeconds: Double = Deadline.usualSeconds,
    _ condition: (ScreenText) throws -> Bool
  ) throws {
    try desk.type(letter)
    try sees(command, description, timeoutSeconds, condition)
  }

  /// Chooses a payment's row, with the keyboard on the board.
  func choose(_ number: String) throws {
    // Keys that are still on their way do no harm at the top: the selection stops there.
    for _ in 0..<12 { try desk.press(.up) }
    try desk.waitForScreen("the top row") { $0.chosen != nil && $0.chosen == $0.topRow }
    for _ in 0..<40 where desk.screen.chosen != number {
      let before = desk.screen.chosen
      try desk.press(.down)
      try desk.waitForScreen("the next row") { $0.chosen != nil && $0.chosen != before }
    }
  }

  /// A page's own action.
  func does(
    _ command: some Hashable, _ key: VirtualKey, until description: String,
    timeoutSeconds: Double = Deadline.usualSeconds,
    _ condition: (ScreenText) throws -> Bool
  ) throws {
    try desk.press(key)
    try sees(command, description, timeoutSeconds, condition)
  }

  /// A page's own action whose key is a letter.
  func does(
    _ command: some Hashable, _ letter: String, until description: String,
    timeoutSeconds: Double = Deadline.usualSeconds,
    _ condition: (ScreenText) throws -> Bool
  ) throws {
    try desk.type(letter)
    try sees(command, description, timeoutSeconds, condition)
  }

  private func sees(
    _ command: some Hashable, _ description: String, _ timeoutSeconds: Double, _ condition: (ScreenText) throws -> Bool
  ) throws {
    try desk.waitForScreen("\(command): \(description)", timeoutSeconds: timeoutSeconds, condition)
    done.append(AnyHashable(command))
  }
}

extension ScreenText {
  /// The number of the chosen row.
  var chosen: String? {
    let words = lines.lazy.map { $0.split(separator: " ", maxSplits: 2) }.first { $0.first?.first == "▸" }
    // A long number leaves no room behind the marker.
    return words?.joined(separator: " ").dropFirst().split(separator: " ").first.map(String.init)
  }

  /// The number of the board's first row.
  var topRow: String? {
    guard let head = row(containing: "STANDING"), head + 1 < lines.count else { return nil }
    return lines[head + 1].split(separator: " ").first { $0 != "▸" }.map(String.init)
  }

  /// The bottom line: the keys that work now.
  var bottomLine: String { lines.last { !$0.allSatisfy { $0 == " " } } ?? "" }
}
