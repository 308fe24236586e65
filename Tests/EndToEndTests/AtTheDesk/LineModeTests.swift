import BlockingTests
import Glibc
import TestSupport
import Testing

/// `kaunta desk --plain`: the real desk in lines, on a terminal that can do nothing and through pipes.
@Suite(.serialized, .onOwnThreads) struct LineModeTests {
  @Test func aSaleOnADumbTerminal() throws {
    let shop = try RunningShop()
    let desk = try shop.plainDesk()
    try desk.line("0712345678 50")
    try desk.waitForLines { $0.contains("Number 1, KSh 50: PAID, receipt ") && $0.contains("Hand over the goods.") }
    let payment = try #require(try shop.payments().first)
    #expect(payment.standing == "paid")
    #expect(desk.spoken.contains("PAID, receipt \(try #require(payment.receipt)). Hand over the goods. DEMO"))
    try desk.line("board")
    try desk.waitForLines { $0.contains("Number 1, KSh 50, 0712 ... 678: PAID") }
    try desk.line("leave")
    #expect(try desk.waitForExit() == .exited(code: 0))
    #expect(desk.lineModeIsOn)
    expectPlain(desk.output)
    // Each thing was said once.
    #expect(desk.spoken.components(of: "Hand over the goods.") == 1)
    #expect(desk.spoken.components(of: "is on its way") == 1)
  }

  /// Nothing moves a cursor: lines, and the bell.
  private func expectPlain(_ output: [UInt8]) {
    let control = Set(output.filter { $0 < 0x20 || $0 == 0x7F })
    #expect(control.subtracting([0x0A, 0x0D, 0x07]).isEmpty, "\(control)")
  }

  @Test func failuresSayWhatTheyMean() throws {
    let shop = try RunningShop()
    let desk = try shop.plainDesk()
    for (index, (phone, word)) in [
      ("0700001032", "CANCELLED"), ("0700002001", "WRONG PIN"), ("0700001037", "PHONE NOT REACHED"),
    ].enumerated() {
      try desk.line("\(phone) 50")
      try desk.waitForLines { $0.contains("\(word). Number \(index + 1), KSh 50") }
    }
    #expect(try shop.simulator.paid().isEmpty)
  }

  /// Lines through a pipe: a burst is taken as the form takes it, and no whole number goes out.
  @Test func aSaleThroughPipes() throws {
    let shop = try RunningShop()
    let desk = try shop.pipedDesk()
    try desk.send("0712345678\n50\n")
    _ = try desk.waitForLine { $0.contains("Number 1, KSh 50: PAID, receipt ") }
    desk.endInput()
    #expect(try desk.waitForExit() == .exited(code: 0))
    #expect(!desk.output.contains("345 678"))
    expectPlain(Array(desk.output.utf8))
  }

  /// Whoever sends lines and goes away hears what became of them.
  @Test func aPipeThatEndsWaitsForTheAnswer() throws {
    let shop = try RunningShop(answerAfterSeconds: 2)
    let desk = try shop.pipedDesk()
    try desk.send("0712345678 50")
    desk.endInput()
    #expect(try desk.waitForExit() == .exited(code: 0))
    #expect(desk.output.contains("No more lines come"))
    #expect(desk.output.contains("Number 1, KSh 50: PAID, receipt "))
  }

  @Test func anAnswerBeforeItsQuestionAsksNobody() throws {
    let shop = try RunningShop(settings: [("desk.ask_above", "1000")])
    let desk = try shop.pipedDesk()
    try desk.send("0712345678 5000\nyes\ny\n")
    _ = try desk.waitForLine { $0.contains("That came before the question could be heard") }
    _ = try desk.waitForLine { $0.contains("Send it? Press y") }
    try desk.send("board\n")
    _ = try desk.waitForLine { $0.contains("No payments yet.") }
    #expect(try shop.payments().isEmpty)
    try desk.sayUntilHeard("yes", "Number 1, KSh 5,000: PAID, receipt ")
    #expect(try shop.payments().count == 1)
  }

  /// Half a line was begun before the question, and its end comes after it.
  @Test func halfALineAnswersNothing() throws {
    let shop = try RunningShop(answerAfterSeconds: 600)
    let desk = try shop.plainDesk()
    try desk.line("0712345678 50")
    try desk.waitForLines { $0.contains("Number 1, KSh 50: with the customer.") }
    try desk.send(Array("0712345678 50\ny".utf8))
    try desk.waitForLines { $0.contains("What you had begun to type was not taken.") && $0.contains("Press y to ask") }
    try desk.lineUntilHeard("", "First answer this.")
    try desk.lineUntilHeard("no", "Not asked: KSh 50, 0712 345 678.")
    #expect(try shop.payments().count == 1)
    // The next customer's number is nobody's answer, and goes on.
    let asked = desk.spoken.components(of: "Press y to ask")
    try desk.send(Array("0712345678 50\n0700000".utf8))
    try desk.waitForLines { $0.components(of: "Press y to ask") > asked }
    try desk.line("002 70")
    try desk.waitForLines { $0.contains("Number 2, KSh 70: with the customer.") }
    #expect(try shop.payments().count == 2)
  }

  @Test func aPINIsNotShown() throws {
    let shop = try RunningShop(answerAfterSeconds: 60)
    try Supervisor.isAppointed(in: shop)
    let desk = try shop.plainDesk()
    try desk.line("0712345678 50")
    try desk.waitForLines { $0.contains("Number 1, KSh 50: with the customer.") }
    try desk.line("accept 1")
    try desk.waitForLines { $0.contains("The receipt?") }
    try desk.lineOnceHeard("UJ25K3M9QX")
    try desk.waitForLines { $0.contains("The reason, in words?") }
    try desk.lineOnceHeard("seen on the statement")
    try desk.waitForLines { $0.contains("What you type next is not shown.") && $0.contains("The supervisor's PIN?") }
    try desk.lineOnceHeard(Supervisor.pin)
    try desk.waitForLines { $0.contains("Number 1: accepted by hand.") }
    #expect(!desk.written.contains(Supervisor.pin))
    try desk.line("board")
    try desk.waitForLines { $0.contains("board Board: 1 of this till") && $0.contains("BY HAND UJ25K3M9QX") }
    #expect(try shop.payments().first?.standing == "by-hand")
  }

  /// The key that interrupts asks for the way out, as it does on a screen.
  @Test func theInterruptKeyAsksForTheWayOut() throws {
    let shop = try RunningShop(answerAfterSeconds: 600)
    let desk = try shop.plainDesk()
    try desk.line("0712345678 50")
    try desk.waitForLines { $0.contains("Number 1, KSh 50: with the customer.") }
    try desk.send([0x03])
    try desk.waitForLines { $0.contains("Leave? Press y to leave, n to stay.") }
    try desk.lineOnceHeard("yes")
    #expect(try desk.waitForExit() == .exited(code: 0))
  }

  @Test func theDemoInLines() throws {
    let demo = try PipedProgram(
      try Kaunta.path, arguments: ["demo", "--plain", "--answer-after", "0.5", "--language", "sw"], keepsInput: true)
    _ = try demo.waitForLine { $0.hasPrefix("Kaunta, ") && $0.contains("DEMO, HAKUNA PESA HALISI.") }
    try demo.send("0712345678 50\n")
    let paid = try demo.waitForLine { $0.contains("IMELIPWA, code ") }
    #expect(paid.hasSuffix("Mpe mteja bidhaa. DEMO, HAKUNA PESA HALISI."))
    try demo.send("toka\n")
    #expect(try demo.waitForExit() == .exited(code: 0))
  }
}

extension RunningShop {
  /// A desk in lines on a terminal that can do nothing else.
  fileprivate func plainDesk() throws -> SpawnedProgram {
    let desk = try desk(["--plain"], environment: ["TERM": "dumb"])
    try desk.waitForLines { $0.contains("The word help tells the rest.") }
    return desk
  }

  /// A desk in lines without a terminal.
  fileprivate func pipedDesk() throws -> PipedProgram {
    let desk = try PipedProgram(
      try Kaunta.path, arguments: ["desk", "--plain", "--home", home, "--till", "1"], keepsInput: true)
    _ = try desk.waitForLine { $0.contains("The word help tells the rest.") }
    return desk
  }
}

extension SpawnedProgram {
  /// What it wrote as one reads it: lines that a terminal has no room for are broken between words.
  fileprivate var spoken: String { written.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  fileprivate func line(_ text: String) throws { try send(Array((text + "\n").utf8)) }

  /// A line that answers: it counts once what it answers has been there for a moment.
  fileprivate func lineOnceHeard(_ text: String) throws {
    try restBeforeLetter()
    try line(text)
  }

  /// The same again and again: a desk that was held up takes it for a line that came before its question.
  fileprivate func lineUntilHeard(_ text: String, _ answer: String) throws {
    let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
    while !spoken.contains(answer) {
      try deadline.lookAgain("nothing is heard to \(text)\n\(screen)")
      try lineOnceHeard(text)
      _ = try? waitForScreen(timeoutSeconds: 3) { _ in spoken.contains(answer) }
    }
  }

  /// Waits for what was written, of which a terminal of 24 lines has only the end.
  fileprivate func waitForLines(_ condition: (String) -> Bool) throws {
    try waitForScreen("the lines") { _ in condition(spoken) }
  }
}

extension PipedProgram {
  /// Says something again until it is no longer too early for it.
  fileprivate func sayUntilHeard(_ text: String, _ answer: String) throws {
    let deadline = Deadline(afterSeconds: Deadline.usualSeconds)
    while !output.contains(answer) {
      try deadline.lookAgain("nothing is heard to \(text)\n\(output)")
      try send(text + "\n")
      _ = try? waitForLine(timeoutSeconds: 2) { $0.contains(answer) }
    }
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
