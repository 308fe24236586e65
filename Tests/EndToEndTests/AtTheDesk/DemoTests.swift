import Glibc
import TestSupport
import Testing

/// `kaunta demo`: everything in one command, and nothing of it left behind.
@Suite(.serialized, .onOwnThreads) struct DemoTests {
  /// The demo on a terminal, with a directory for its throw-away home.
  private struct Demo {
    let place: TemporaryDirectory
    let desk: SpawnedProgram

    init() throws {
      place = try TemporaryDirectory()
      desk = try SpawnedProgram(
        try Kaunta.path, arguments: ["demo", "--answer-after", "0.5"], environment: ["TMPDIR": place.path])
      try desk.waitForDesk()
    }

    /// The processes that work on its home.
    var processes: [Int32] { Processes.whose { $0.contains(place.path) } }

    func expectNothingLeft() throws {
      try waitUntil("its children are gone") { processes.isEmpty }
      #expect(FileTree.paths(under: place.path).isEmpty)
    }
  }

  @Test func fromStartToPaidToF10() throws {
    let demo = try Demo()
    #expect(demo.desk.screen.contains("DEMO, NO MONEY MOVES"))
    #expect(demo.processes.count == 2)
    try demo.desk.ask("0712345678", for: 50)
    try demo.desk.waitForRow("1", says: "PAID")
    try demo.desk.ask("0700001032", for: 50)
    try demo.desk.waitForRow("2", says: "CANCELLED")
    try demo.desk.press(.function(10))
    #expect(try demo.desk.waitForExit() == .exited(code: 0))
    #expect(demo.desk.terminalIsGivenBack)
    try demo.expectNothingLeft()
  }

  @Test func stoppedFromOutsideItTidiesUp() throws {
    let demo = try Demo()
    demo.desk.process.signal(SIGTERM)
    #expect(try demo.desk.waitForExit() == .exited(code: 143))
    #expect(demo.desk.terminalIsGivenBack)
    try demo.expectNothingLeft()
  }

  @Test func whenTheWindowIsClosedItTidiesUp() throws {
    let demo = try Demo()
    try demo.desk.ask("0712345678", for: 50)
    try demo.desk.waitForRow("1", says: "PAID")
    demo.desk.hangUp()
    #expect(try demo.desk.waitForExit() == .exited(code: 129))
    try demo.expectNothingLeft()
  }

  @Test func killedItLeavesNoServerBehind() throws {
    let demo = try Demo()
    #expect(demo.processes.count == 2)
    demo.desk.process.kill()
    try waitUntil("its children are gone") { demo.processes.isEmpty }
  }

  @Test func aDemoThatCannotStartLeavesNothing() throws {
    let place = try TemporaryDirectory()
    let desk = try SpawnedProgram(
      try Kaunta.path, arguments: ["demo"], environment: ["TMPDIR": place.path, "TERM": "dumb"])
    #expect(try desk.waitForExit() == .exited(code: 64))
    try waitUntil("its children are gone") { Processes.whose { $0.contains(place.path) }.isEmpty }
    #expect(FileTree.paths(under: place.path).isEmpty)
  }
}

/// What runs on this machine.
enum Processes {
  /// The processes whose command line is as described.
  static func whose(_ condition: (String) -> Bool) -> [Int32] {
    guard let directory = opendir("/proc") else { return [] }
    defer { closedir(directory) }
    var found: [Int32] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let number = Int32(name), let words = readTextFile("/proc/\(number)/cmdline"), condition(words) {
        found.append(number)
      }
    }
    return found
  }
}
