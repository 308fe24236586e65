import BlockingTests
import Desk
import TestSupport
import Testing

/// Every action of the desk's key bindings, done with the real binary on a terminal and seen there.
///
/// The list is the bindings' own: an action that nobody does here fails the test.
@Suite(.serialized, .onOwnThreads) struct EveryActionTests {
  @Test func noneIsLeftOut() throws {
    var done = try form()
    done += try board()
    done += try questions()
    done += try supervisor()
    done += try unmatched()
    done += try finding()
    done += try customersPhone()
    #expect(Self.all.filter { !done.contains($0) } == [])
  }

  private static var all: [AnyHashable] {
    let commands: [[any Hashable]] = [
      [DeskCommand].standard, HelpPage.Command.allCases, DetailsPage.Command.allCases, Search.Command.allCases,
      SupervisorEntry.Command.allCases, UnmatchedPage.Command.allCases, CodeCheck.Command.allCases,
      QuestionPage.Command.allCases, PhoneInHand.Command.allCases,
    ]
    return commands.flatMap { $0.map { AnyHashable($0) } }
  }

  private func form() throws -> [AnyHashable] {
    let shop = try RunningShop()
    let run = try ActionRun(try shop.desk())
    let desk = run.desk
    try run.does(.help, "?", until: "the page of keys") { $0.contains("ON THE BOARD") }
    try run.does(HelpPage.Command.close, .escape, until: "it is away") { !$0.contains("ON THE BOARD") }
    try run.does(.toggleSound, .control("s"), until: "the top line says so") { $0.lines[0].contains("sound off") }
    try run.does(.nextField, .tab, until: "the amount") { $0.bottomLine.contains("Tab reference") }
    try run.does(.previousField, .up, until: "the phone") { $0.bottomLine.contains("Tab amount") }
    try desk.type("0799")
    try desk.waitForScreen("typed") { $0.contains("0799") }
    try run.does(.stepBack, .escape, until: "it is gone") { !$0.contains("0799") }
    try desk.type("0712345678")
    // A key behind them in one reading would be part of a paste.
    try desk.waitForScreen("the phone") { $0.formShows("0712 345 678") }
    try run.does(.advance, .enter, until: "the amount") { $0.bottomLine.contains("Enter send") }
    try desk.type("50")
    try desk.press(.enter)
    try desk.waitForRow("1", says: "PAID")
    try run.does(.goToBoard, .function(2), until: "a row is chosen") { $0.chosen == "1" }
    try run.does(.goToForm, .tab, until: "none is") { $0.chosen == nil }
    try run.does(.quit, .function(10), until: "the desk is left") { !$0.contains("Phone") }
    #expect(try desk.waitForExit() == .exited(code: 0))
    #expect(desk.terminalIsGivenBack)
    return run.done
  }

  private func board() throws -> [AnyHashable] {
    let shop = try RunningShop()
    let run = try ActionRun(try shop.desk())
    let desk = run.desk
    try desk.ask("0700010003", for: 50)
    try desk.waitForRow("1", says: "waiting")
    try desk.ask("0700001032", for: 60)
    try desk.waitForRow("2", says: "CANCELLED")
    try desk.press(.function(2))
    // Whoever waits stands above what somebody has looked at.
    try run.choose("1")
    try run.does(.selectDown, .down, until: "the row below") { $0.chosen == "2" }
    try run.does(.selectUp, .up, until: "the row above") { $0.chosen == "1" }
    // A simulator may have answered before the desk looks.
    try run.does(.checkNow, "c", until: "it is asked") {
      $0.contains("Asking Safaricom about number 1") || $0.contains("Number 1: no news from Safaricom")
    }
    try waitUntil("the question stands in the ledger") {
      try shop.evidence(of: try shop.payments()[1].id).contains { $0["kind"]?.string == "query-asked" }
    }
    try run.does(.showNumber, "v", until: "the whole number") { $0.contains("Number 1: 0700 010 003") }
    try desk.waitForScreen("it is gone after five seconds") { !$0.contains("0700 010 003") }
    try run.does(.details, "d", until: "the time line") { $0.contains("took the request") }
    try run.does(DetailsPage.Command.scrollUp, .up, until: "the newest line is away") { $0.contains("1 below") }
    try run.does(DetailsPage.Command.scrollDown, .down, until: "and there again") { !$0.contains("1 below") }
    try run.does(DetailsPage.Command.close, .escape, until: "the board") { $0.bottomLine.contains("d details") }
    #expect(try shop.run("push", "--phone", "0712345679", "--amount", "90", "--wait").code == 0)
    try desk.waitForScreen("another till's payment is there") { $0.contains("0/1") && $0.contains("PAID") }
    try run.does(.switchView, "e", until: "only one's own") { $0.contains("1 of other tills") }
    return run.done
  }

  private func questions() throws -> [AnyHashable] {
    let shop = try RunningShop()
    let run = try ActionRun(try shop.desk())
    let desk = run.desk
    try desk.ask("0700010003", for: 50)
    try desk.waitForRow("1", says: "waiting")
    // The guard asks; any number of Enters answer nothing, and the next customer's number puts it aside.
    try desk.ask("0700010003", for: 50)
    try desk.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try desk.press(.enter, .enter, .enter)
    try desk.type("0722")
    try desk.waitForScreen("no question") {
      $0.contains("0722") && $0.contains("Not asked: KSh 50 of 0700 010 003") && !$0.contains("ask anyway")
    }
    #expect(try shop.payments().count == 1)
    try desk.press(.escape)
    try desk.waitForScreen("what was put aside waits") { $0.bottomLine.contains("F3 draft of 50") }
    try run.does(.takeBack, .function(3), until: "it is in the form") { $0.contains("0700 010 003") }
    try desk.press(.enter)
    try desk.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try run.does(QuestionPage.Command.leave, .escape, until: "it is in the form") { !$0.contains("ask anyway") }
    try desk.press(.enter)
    try desk.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try run.does(QuestionPage.Command.no, "n", until: "not asked") { $0.contains("Not asked: KSh 50") }
    #expect(try shop.simulator.prompts().count == 1)
    try sameGoods(run)

    try desk.ask("0700001032", for: 60)
    try desk.waitForRow("4", says: "CANCELLED")
    try desk.press(.function(2))
    try run.choose("4")
    try run.does(.askAgain, "a", until: "it asks first") { $0.contains("y ask again") }
    try desk.press(.enter, .enter)
    try run.does(QuestionPage.Command.yes, "y", until: "another attempt") {
      $0.row(ofNumber: "5")?.contains("CANCELLED") == true
    }
    try run.choose("1")
    try run.does(.paysAnotherWay, "o", until: "it asks first") { $0.contains("y other way") }
    try desk.type("y")
    try desk.waitForRow("1", says: "OTHER WAY")
    try run.does(.undoMark, "u", until: "it asks first") { $0.contains("y take it back") }
    try desk.type("y")
    try desk.waitForScreen("it is counted on again") { $0.row(ofNumber: "1")?.contains("OTHER WAY") == false }
    try run.does(.wrongNumber, "w", until: "it asks first") { $0.contains("y wrong number") }
    try desk.type("y")
    try desk.waitForRow("1", says: "WRONG NUMBER")
    try desk.waitForScreen("the number is in the form, to be mended") { $0.contains("Mend number 1") }
    try desk.press(.backspace)
    try desk.type("9")
    try desk.press(.enter, .enter)
    try desk.waitForRow("6", says: "PAID")

    // The connection breaks after the request: nobody knows what became of it.
    try desk.ask("0799000010", for: 70)
    try desk.waitForRow("7", says: "CHECK")
    try desk.press(.function(2))
    try run.choose("7")
    try run.does(.mute, "m", until: "the row says so") { $0.row(ofNumber: "7")?.contains("muted") == true }
    try desk.type("q")
    try desk.waitForScreen("payments still wait") { $0.contains("y leave") }
    try desk.press(.enter, .enter)
    try desk.type("y")
    #expect(try desk.waitForExit() == .exited(code: 0))
    // What was noted outlives the desk.
    let again = try shop.desk()
    try again.waitForRow("7", says: "muted")
    try again.waitForRow("1", says: "WRONG NUMBER")
    return run.done
  }

  /// The same goods, or others: either goes on, and no letter for yes or no stands for it.
  private func sameGoods(_ run: ActionRun) throws {
    let desk = run.desk
    try desk.press(.function(3))
    try desk.press(.enter)
    try desk.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try desk.type("y")
    try desk.waitForScreen("which goods") { $0.contains("s same sale") }
    try run.does(QuestionPage.Command.otherGoods, "o", until: "another prompt") { $0.row(ofNumber: "2") != nil }
    // While it is being asked the guard names it, and asks anew about the first once it has ended.
    try desk.waitForRow("2", says: "PHONE BUSY")
    try desk.ask("0700010003", for: 50)
    try desk.waitForScreen("the guard asks") { $0.contains("ask anyway") }
    try desk.type("y")
    try desk.waitForScreen("which goods") { $0.contains("s same sale") }
    try run.does(QuestionPage.Command.sameSale, "s", until: "another attempt") { $0.row(ofNumber: "3") != nil }
  }

  private func supervisor() throws -> [AnyHashable] {
    let shop = try RunningShop()
    try setPIN("482917", in: shop)
    let run = try ActionRun(try shop.desk())
    let desk = run.desk
    for (number, phone) in ["0799000010", "0799000011", "0799000018", "0799000025"].enumerated() {
      try desk.ask(phone, for: 50)
      try desk.waitForRow("\(number + 1)", says: "CHECK")
    }
    try desk.press(.function(2))
    try run.choose("1")
    try run.does(.acceptByHand, "h", until: "the panel") { $0.contains("supervisor accepts by hand") }
    try desk.type("UJ25K3M9QX")
    try run.does(SupervisorEntry.Command.advance, .enter, until: "the reason") { $0.bottomLine.contains("step back") }
    try run.does(SupervisorEntry.Command.stepBack, .escape, until: "back") { $0.bottomLine.contains("leave it") }
    try desk.press(.enter)
    try desk.type("saw the statement")
    try desk.press(.enter)
    for left in [4, 3, 2, 1] {
      try desk.type("111111")
      try desk.press(.enter)
      try desk.waitForScreen("\(left) tries are left") { screen in
        screen.contains(left == 1 ? "One try is left" : "\(left) tries are left")
      }
    }
    try desk.type("111111")
    try desk.press(.enter)
    try desk.waitForScreen("locked") { $0.contains("Too many wrong PINs") }
    try desk.type("482917")
    try desk.press(.enter)
    try desk.waitForScreen("the right one as well") { $0.contains("Too many wrong PINs") }
    #expect(try shop.payments().allSatisfy { $0.standing == "unknown" })
    try setPIN("739164", in: shop)
    try desk.type("739164")
    try desk.press(.enter)
    try desk.waitForRow("1", says: "BY HAND UJ25K3M9QX")

    for (number, command, key, letter) in [
      ("2", SupervisorEntry.Command.goodsGiven, "g", "the customer has the goods"),
      ("3", .refunded, "r", "it goes back"), ("4", .kept, "k", "kept for the customer"),
      ("1", .nothingCame, "x", "no money came"),
    ] {
      try run.choose(number)
      try run.does(.resolve, "s", until: "the panel") { $0.contains("supervisor resolves") }
      try run.does(command, key, until: letter) { screen in
        screen.lines.contains { $0.contains("Money") && $0.contains(letter) }
      }
      try desk.type("as told")
      try desk.press(.enter)
      try desk.type("739164")
      try desk.press(.enter)
      try desk.waitForRow(number, says: "RESOLVED")
    }
    #expect(!desk.written.contains("739164") && !desk.written.contains("482917"))
    return run.done
  }

  private func unmatched() throws -> [AnyHashable] {
    let shop = try RunningShop()
    try setPIN("482917", in: shop)
    let run = try ActionRun(try shop.desk())
    let desk = run.desk
    for (index, amount) in [410, 420, 430, 440].enumerated() {
      let address = try CallbackOfATest.address(of: "0193ab0000000000000000000000000\(index)", in: shop)
      let answer = CallbackOfATest.Answer.paid(amount: amount, receipt: "UKO8YYYYY\(index)")
      #expect(try CallbackOfATest.send(answer, to: address) == 200)
    }
    try desk.waitForScreen("it is told") { $0.contains("4 unmatched: they fit no payment") }
    try desk.press(.function(2))
    try run.does(.openUnmatched, "t", until: "the page") { $0.contains("KSh 410") && $0.contains("KSh 440") }
    func chosen(_ screen: ScreenText) -> String? { screen.line(containing: "▸") }
    try run.does(UnmatchedPage.Command.down, .down, until: "the second") { chosen($0)?.contains("KSh 420") == true }
    try run.does(UnmatchedPage.Command.up, .up, until: "the first") { chosen($0)?.contains("KSh 410") == true }
    try run.does(UnmatchedPage.Command.advance, "s", until: "the money is asked about") {
      $0.bottomLine.contains("g goods given")
    }
    try run.does(UnmatchedPage.Command.stepBack, .escape, until: "the list") { chosen($0)?.contains("KSh 410") == true }
    for (command, letter, says, left) in [
      (UnmatchedPage.Command.goodsGiven, "g", "the customer has the goods", 3), (.refunded, "r", "it goes back", 2),
      (.kept, "k", "kept for the customer", 1), (.nothingToDo, "x", "nothing to do", 0),
    ] {
      try desk.type("s")
      try desk.waitForScreen("the money is asked about") { $0.bottomLine.contains("g goods given") }
      try run.does(command, letter, until: says) { screen in
        screen.lines.contains { $0.contains("Money") && $0.contains(says) }
      }
      try desk.type("as told")
      try desk.press(.enter)
      try desk.type("482917")
      try desk.press(.enter)
      try desk.waitForScreen("\(left) are left") { screen in
        left == 0
          ? screen.contains("No callback is unmatched.")
          : screen.bottomLine.contains("s resolve") && screen.lines.count { $0.contains("receipt UKO8YYYYY") } == left
      }
    }
    #expect(!desk.written.contains("482917"))
    #expect(try shop.run("verify").code == 0)
    return run.done
  }

  private func finding() throws -> [AnyHashable] {
    let shop = try RunningShop()
    let run = try ActionRun(try shop.desk())
    let desk = run.desk
    try desk.ask("0712345678", for: 51)
    try desk.waitForRow("1", says: "PAID")
    try desk.ask("0722000111", for: 1_234)
    try desk.waitForRow("2", says: "PAID")
    let receipt = try #require(try shop.payments().last?.receipt)
    try run.does(.codeCheck, .function(6), until: "the page") { $0.contains("IS THIS CODE REAL?") }
    try desk.type(receipt.lowercased())
    try run.does(CodeCheck.Command.lookUp, .enter, until: "seen") { $0.contains("at till 1 for number 1, KSh 51") }
    try run.does(CodeCheck.Command.close, .escape, until: "the form again") { !$0.contains("IS THIS CODE REAL?") }
    try desk.press(.function(2))
    try desk.waitForScreen("the board") { $0.chosen != nil }
    for (term, number) in [(receipt, "1"), ("2", "2"), ("678", "1"), ("1234", "2")] {
      try run.does(.search, "/", until: "the page") { $0.contains("A receipt, a number") }
      try desk.type(term)
      try desk.waitForScreen("\(term) finds number \(number)") { $0.row(ofNumber: number) != nil }
      try run.does(Search.Command.advance, .enter, until: "the ledger has it too") { $0.contains("in the ledger") }
      try run.does(Search.Command.close, .escape, until: "the board again") { $0.bottomLine.contains("Tab form") }
    }
    try desk.press(.escape)
    try desk.ask("0733000222", for: 51)
    try desk.waitForRow("3", says: "PAID")
    try desk.press(.function(2))
    try desk.type("/")
    try desk.waitForScreen("the page") { $0.contains("A receipt, a number") }
    try desk.type("51")
    try desk.waitForScreen("two have this amount") { $0.contains("2 on the board") && $0.chosen == "3" }
    try run.does(Search.Command.down, .down, until: "the next row") { $0.chosen == "1" }
    try run.does(Search.Command.up, .up, until: "the row before") { $0.chosen == "3" }
    return run.done
  }

  private func customersPhone() throws -> [AnyHashable] {
    let place = try TemporaryDirectory()
    let run = try ActionRun(
      try SpawnedProgram(
        try Kaunta.path, arguments: ["demo", "--by-hand"], environment: ["TMPDIR": place.path],
        columns: 120, rows: 30))
    let desk = run.desk
    try desk.waitForDesk()
    try run.does(.leaveTour, .control("x"), until: "the tour is over") { !$0.contains("TOUR") }
    for (number, phone) in ["0712345671", "0712345672", "0712345673", "0712345674"].enumerated() {
      try desk.ask(phone, for: 50)
      try desk.waitForRow("\(number + 1)", says: "waiting")
    }
    func pickUp() throws {
      try desk.waitForScreen("a prompt is on the phone") { $0.contains("F12 picks the") }
      try run.does(.pickUpPhone, .function(12), until: "its keys") { $0.contains("ignore") }
    }
    try pickUp()
    let first = desk.screen
    try run.does(PhoneInHand.Command.next, .tab, until: "another phone") { $0 != first && $0.contains("ignore") }
    try run.does(PhoneInHand.Command.putDown, .escape, until: "its keys are away") { !$0.contains("ignore") }
    for (command, letter, says) in [
      (PhoneInHand.Command.pay, "p", "PAID"), (.cancel, "c", "CANCELLED"),
      (.mistypePIN, "w", "WRONG PIN"),
    ] {
      try pickUp()
      try run.does(command, letter, until: says) { screen in
        (1...4).contains { screen.row(ofNumber: "\($0)")?.contains(says) == true }
      }
    }
    try pickUp()
    try run.does(PhoneInHand.Command.ignore, "i", until: "it lies there") { !$0.contains("ignore") }
    try pickUp()
    try run.does(PhoneInHand.Command.haveNoMoney, "n", until: "not enough") { $0.contains("NOT ENOUGH MONEY") }
    try desk.press(.function(10))
    #expect(try desk.waitForExit() == .exited(code: 0))
    return run.done
  }

  /// Sets a supervisor's PIN at a terminal, as the owner does.
  private func setPIN(_ pin: String, in shop: RunningShop) throws {
    let command = try SpawnedProgram(
      try Kaunta.path, arguments: ["pin", "set", "--home", shop.home, "--name", "wanjiku"])
    try command.waitForScreen("it asks") { $0.contains("PIN for wanjiku") }
    try command.type(pin)
    try command.press(.enter)
    try command.waitForScreen("it asks again") { $0.contains("The same again") }
    try command.type(pin)
    try command.press(.enter)
    #expect(try command.waitForExit() == .exited(code: 0))
  }
}
