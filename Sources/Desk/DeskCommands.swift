import Payments

extension [DeskCommand] {
  /// The table of commands, in the order of the page of help.
  package static let standard: [DeskCommand] = [
    .advance, .nextField, .previousField, .stepBack, .takeBack, .goToBoard, .goToForm, .selectUp, .selectDown,
    .checkNow,
    .details, .askAgain, .wrongNumber, .paysAnotherWay, .undoMark, .mute, .showNumber, .acceptByHand, .resolve,
    .openUnmatched,
    .switchView, .search, .codeCheck, .pickUpPhone, .leaveTour, .toggleSound, .help, .quit,
  ]
}

/// In the form, and between form and board.
extension DeskCommand {
  package static let advance = DeskCommand("advance", form: [.enter], goesOnUnderAQuestion: true) {
    desk, freshID, now in
    desk.advanceForm(freshID: freshID, at: now)
  }
  package static let nextField = DeskCommand("nextField", form: [.tab, .down], goesOnUnderAQuestion: true) {
    desk, _, _ in
    desk.form.field = desk.form.field.next
    return []
  }
  package static let previousField = DeskCommand("previousField", form: [.up, .backTab], goesOnUnderAQuestion: true) {
    desk, _, _ in
    desk.form.field = desk.form.field.previous
    return []
  }
  package static let stepBack = DeskCommand("stepBack", form: [.escape], goesOnUnderAQuestion: true) { desk, _, now in
    desk.stepBackInForm(at: now)
    return []
  }
  package static let takeBack = DeskCommand(
    "takeBack", form: [.function(3), .control("p")], help: Phrase("takes back a draft", sw: "lete ulichoandika")
  ) { desk, _, now in
    desk.takeBackLater(at: now)
    return []
  }
  package static let goToBoard = DeskCommand(
    "goToBoard", form: [.function(2), .control("b")], help: Phrase("to the board", sw: "nenda kwenye ubao"),
    goesOnUnderAQuestion: true
  ) { desk, _, now in
    desk.putCorrectionAway(at: now)
    desk.goToBoard(at: now)
    return []
  }
  package static let goToForm = DeskCommand("goToForm", board: [.tab, .backTab], goesOnUnderAQuestion: true) {
    desk, _, _ in
    desk.goToForm()
    return []
  }
}

/// On the board.
extension DeskCommand {
  package static let selectUp = DeskCommand(
    "selectUp", board: [.up, .character("k")], help: Phrase("choose a payment", sw: "chagua malipo"),
    goesOnUnderAQuestion: true
  ) { desk, _, _ in
    desk.moveSelection(by: -1)
    return []
  }
  package static let selectDown = DeskCommand(
    "selectDown", board: [.down, .character("j")], goesOnUnderAQuestion: true
  ) { desk, _, _ in
    desk.moveSelection(by: 1)
    return []
  }
  package static let checkNow = DeskCommand(
    "checkNow", board: [.character("c"), .function(5)], help: Phrase("ask Safaricom now", sw: "uliza Safaricom sasa"),
    isAboutThePayment: true
  ) { desk, _, now in desk.checkNow(at: now) }
  package static let askAgain = DeskCommand(
    "askAgain", board: [.character("a"), .function(7)], help: Phrase("ask the customer again", sw: "mwombe mteja tena"),
    isAboutThePayment: true
  ) { desk, freshID, now in desk.askAgain(freshID: freshID, at: now) }
  package static let wrongNumber = DeskCommand(
    "wrongNumber", board: [.character("w"), .function(8)], help: Phrase("mend the number", sw: "rekebisha namba"),
    isAboutThePayment: true
  ) { desk, _, now in desk.askAboutChosen(Question.wrongNumber, at: now) }
  package static let paysAnotherWay = DeskCommand(
    "paysAnotherWay", board: [.character("o"), .function(9)],
    help: Phrase("pays another way", sw: "analipa njia nyingine"), isAboutThePayment: true
  ) { desk, _, now in desk.askAboutChosen(Question.paysAnotherWay, at: now) }
  package static let undoMark = DeskCommand(
    "undoMark", board: [.character("u")], help: Phrase("take a mark back", sw: "futa alama"), isAboutThePayment: true
  ) { desk, _, now in
    guard let payment = desk.board.selectedPayment else { return impossible("a key about no payment") }
    guard payment.mayBeUnmarked(by: desk.identity.cashier) else { return desk.openSupervisor(.undoMark) }
    return desk.askAboutChosen(Question.undoMark, at: now)
  }
  package static let mute = DeskCommand(
    "mute", board: [.character("m")], help: Phrase("silence an alarm", sw: "zima kengele"), isAboutThePayment: true
  ) { desk, freshID, _ in
    guard let payment = desk.board.selectedPayment else { return impossible("a key about no payment") }
    return desk.decide(.muted, about: payment, id: freshID)
  }
  package static let showNumber = DeskCommand(
    "showNumber", board: [.character("v")], help: Phrase("show the number 5 s", sw: "namba kwa sek 5"),
    isAboutThePayment: true
  ) { desk, _, now in desk.showNumber(at: now) }
}

/// Wherever the keyboard is.
extension DeskCommand {
  package static let switchView = DeskCommand(
    "switchView", form: [.control("e")], board: [.character("e"), .control("e")],
    help: Phrase("mine only, or all", sw: "zangu tu, au zote"), goesOnUnderAQuestion: true
  ) { desk, _, _ in
    desk.board.view = desk.board.view == .own ? .everybodys : .own
    return []
  }
  package static let toggleSound = DeskCommand(
    "toggleSound", form: [.control("s")], board: [.control("s")],
    help: Phrase("sound off and on", sw: "zima na washa sauti"), goesOnUnderAQuestion: true
  ) { desk, _, _ in
    desk.isSilent.toggle()
    return []
  }
  package static let quit = DeskCommand(
    "quit", form: [.function(10), .control("q"), .control("c")],
    board: [.character("q"), .function(10), .control("q"), .control("c")], help: Phrase("leave", sw: "toka")
  ) { desk, _, now in desk.leave(at: now) }
}

extension DeskState {
  fileprivate mutating func checkNow(at now: Moment) -> [DeskEffect] {
    guard let payment = board.selectedPayment else { return impossible("a key about no payment") }
    asked = AskedNow(about: payment)
    return [.query(payment.id)]
  }

  fileprivate mutating func askAboutChosen(
    _ question: (PaymentSummary) -> Question, at now: Moment
  ) -> [DeskEffect] {
    guard let payment = board.selectedPayment else { return impossible("a key about no payment") }
    ask(question(payment), at: now)
    return []
  }

  fileprivate mutating func leave(at now: Moment) -> [DeskEffect] {
    if waitingHere == 0 { return [.quit] }
    ask(.quit(waiting: waitingHere), at: now)
    return []
  }
}
