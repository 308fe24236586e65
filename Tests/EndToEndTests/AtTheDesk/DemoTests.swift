import BlockingTests
import Glibc
import TestSupport
import Testing

/// `kaunta demo`: everything in one command, and nothing of it left behind.
@Suite(.serialized, .onOwnThreads) struct DemoTests {
  /// The demo on a terminal, with a directory for its throw-away home.
  private struct Demo {
    let place: TemporaryDirectory
    let desk: SpawnedProgram

    init(_ options: String..., in place: TemporaryDirectory? = nil, columns: Int = 80, rows: Int = 24) throws {
      self.place = try place ?? TemporaryDirectory()
      let options = options.isEmpty ? ["--answer-after", "0.5", "--no-tour"] : options
      desk = try SpawnedProgram(
        try Kaunta.path, arguments: ["demo"] + options, environment: ["TMPDIR": self.place.path],
        columns: columns, rows: rows)
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

  @Test func whoeverHoldsThePhoneIsTheCustomer() throws {
    let demo = try Demo("--by-hand", "--no-tour")
    try demo.desk.ask("0712345678", for: 50)
    for (key, number, says, onThePhone) in [
      ("c", "1", "CANCELLED", "You cancelled"), ("w", "2", "WRONG PIN", "Wrong PIN"),
      ("n", "3", "NOT ENOUGH MONEY", "Not enough money"), ("p", "4", "PAID", "Confirmed."),
    ] {
      try demo.desk.waitForScreen("the prompt is on the phone") { $0.contains("Do you want to pay KSh 50.00") }
      try demo.desk.press(.function(12))
      try demo.desk.waitForScreen("it is in the hand") { $0.contains("wrong PIN") }
      try demo.desk.type(key)
      try demo.desk.waitForRow(number, says: says)
      try demo.desk.waitForScreen("the phone says how it ended") { $0.contains(onThePhone) }
      if key != "p" { try demo.desk.ask("0712345678", for: 50) }
    }
    try demo.desk.press(.function(10))
    #expect(try demo.desk.waitForExit() == .exited(code: 0))
    try demo.expectNothingLeft()
  }

  /// The empty board offers customers to try, and each does what is said there.
  @Test func whoeverStandsOnTheEmptyBoardDoesWhatItSays() throws {
    let demo = try Demo()
    let outcomes = [
      "pays": "PAID", "closes": "CANCELLED", "types a wrong PIN": "WRONG PIN", "has not enough": "NOT ENOUGH MONEY",
      "cannot be reached": "PHONE NOT REACHED",
    ]
    let offered = demo.desk.screen.lines.compactMap { line -> (phone: String, outcome: String)? in
      guard let outcome = outcomes.first(where: { line.contains(" \($0.key)") })?.value else { return nil }
      return (line.filter { "0"..."9" ~= $0 }, outcome)
    }
    #expect(offered.count == 5)
    for (number, customer) in offered.enumerated() {
      try demo.desk.ask(customer.phone, for: 50)
      try demo.desk.waitForRow("\(number + 1)", says: customer.outcome)
    }
    try demo.desk.press(.function(10))
    #expect(try demo.desk.waitForExit() == .exited(code: 0))
    try demo.expectNothingLeft()
  }

  /// Nobody who tries the demo has a PIN from anywhere else.
  @Test func theSupervisorIsTheOneThatTheDemoTells() throws {
    let demo = try Demo()
    let desk = demo.desk
    try desk.ask("0700001032", for: 50)
    try desk.waitForRow("1", says: "CANCELLED")
    try desk.press(.function(2))
    try desk.waitForScreen("the board") { $0.contains("d details") }
    try desk.type("h")
    try desk.waitForScreen("the receipt is asked for") { $0.contains("In this demo the supervisor is asha") }
    let words = desk.screen.lines.joined(separator: " ").split { !$0.isLetter && !$0.isNumber }
    let pin = try #require(words.last { $0.count == 6 && $0.allSatisfy(\.isNumber) })
    for text in ["UJ25K3M9QX", "saw the statement", String(pin)] {
      try desk.type(text)
      try desk.press(.enter)
    }
    try desk.waitForRow("1", says: "BY HAND")
    try desk.press(.function(10))
    #expect(try desk.waitForExit() == .exited(code: 0))
    try demo.expectNothingLeft()
  }

  @Test func pickedUpTheCustomerWaits() throws {
    // Wide, so that the board stays in sight while the phone is in the hand.
    let demo = try Demo("--answer-delay", "3", "--no-tour", columns: 120, rows: 30)
    try demo.desk.ask("0712345678", for: 50)
    try demo.desk.waitForScreen("the prompt is on the phone") { $0.contains("F12 picks the") }
    try demo.desk.press(.control("t"))
    try demo.desk.waitForScreen("it is in the hand") { $0.contains("wrong PIN") }
    try demo.desk.waitForRow("1", says: "0:06")
    try demo.desk.type("c")
    try demo.desk.waitForRow("1", says: "CANCELLED")
    try demo.desk.press(.function(10))
    #expect(try demo.desk.waitForExit() == .exited(code: 0))
  }

  /// Six steps, each at the real keys of the real program.
  @Test func theTourIsWalkedAtTheKeys() throws {
    let demo = try Demo("--answer-after", "60")
    let desk = demo.desk
    func step(_ number: Int) throws {
      try desk.waitForScreen("step \(number)") { $0.contains("TOUR \(number)/6") }
    }
    try step(1)
    try desk.type("0712345678")
    try desk.press(.enter)
    try step(2)
    try desk.type("50")
    try desk.press(.enter)
    try step(3)
    try desk.waitForScreen("the prompt is on the phone") { $0.contains("Do you want to pay KSh 50.00") }
    try desk.press(.function(12))
    try step(4)
    try desk.waitForScreen("it is in the hand") { $0.contains("wrong PIN") }
    try desk.type("p")
    try step(5)
    try desk.ask("0700001032", for: 90)
    try desk.waitForScreen("the prompt is on the phone") { $0.contains("Do you want to pay KSh 90.00") }
    try desk.press(.function(12))
    try desk.waitForScreen("it is in the hand") { $0.contains("wrong PIN") }
    try desk.type("c")
    try step(6)
    try desk.press(.function(2))
    try desk.waitForScreen("the board") { $0.contains("d details") }
    try desk.type("d")
    try desk.waitForScreen("the tour is over, and its last word is whole") {
      !$0.contains("TOUR") && $0.contains("Tour over. ?: keys, and the supervisor's PIN")
    }
    try desk.press(.escape)
    try desk.waitForScreen("the board") { $0.contains("d details") }
    try desk.press(.function(10))
    #expect(try desk.waitForExit() == .exited(code: 0))
    try demo.expectNothingLeft()
  }

  /// A shop for a projector: its days follow each other, and leave nothing.
  @Test func aShopGoesOnByItself() throws {
    let demo = try Demo(
      "--auto", "--seed", "4", "--day-minutes", "0.3", "--answer-after", "0.5", columns: 120, rows: 30)
    try demo.desk.waitForScreen("a till's money") { $0.contains("PAID") }
    let first = places(in: demo.place)
    #expect(first.count == 1)
    try demo.desk.waitForScreen("another day") { _ in
      !self.places(in: demo.place).isSubset(of: first)
    }
    try demo.desk.waitForDesk()
    #expect(demo.desk.screen.contains("DEMO, NO MONEY MOVES"))
    demo.desk.process.signal(SIGTERM)
    #expect(try demo.desk.waitForExit() == .exited(code: 143))
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

  @Test func killedItLeavesNoServerBehindAndTheNextOneTidiesUp() throws {
    let living = try Demo()
    let demo = try Demo(in: living.place)
    #expect(demo.processes.count == 4)
    demo.desk.process.kill()
    try waitUntil("its children are gone") { demo.processes.count == 2 }
    #expect(places(in: living.place).count == 2)
    let next = try Demo(in: living.place)
    #expect(places(in: living.place).count == 2, "the dead one's is gone, the living one's is not")
    for desk in [living.desk, next.desk] {
      try desk.press(.function(10))
      #expect(try desk.waitForExit() == .exited(code: 0))
    }
    try living.expectNothingLeft()
  }

  private func places(in directory: TemporaryDirectory) -> Set<Substring> {
    Set(
      FileTree.paths(under: directory.path).compactMap { path in
        path.split(separator: "/").first { $0.hasPrefix("kaunta-demo.") }
      })
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
