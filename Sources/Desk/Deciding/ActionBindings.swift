import Payments

extension DeskState {
  /// What can be done about the selected payment now; the page of details shows all of it.
  var actionBindings: [KeyBinding] {
    guard let payment = board.selectedPayment else { return [] }
    var bindings: [KeyBinding] = []
    func add(_ key: Character, _ command: DeskCommand, _ word: String) {
      bindings.append(
        KeyBinding(
          [.character(key)] + command.functionKeys, command, shownKey: String(key), word: word, isAction: true))
    }
    switch payment.askAgain(at: now) {
    case .open: add("a", .askAgain, "ask again")
    case .promptMayLive(let milliseconds): add("a", .askAgain, "ask again in \((milliseconds + 999) / 1_000) s")
    case .noAnswerYet: add("a", .askAgain, "ask again once Safaricom answered")
    case .never: break
    }
    if payment.mayStillBring {
      if payment.phone != nil { add("w", .wrongNumber, "wrong number") }
      if !payment.status.paysAnotherWay { add("o", .paysAnotherWay, "pays another way") }
    }
    if payment.status.needsPerson, !muted.contains(payment.id) { add("m", .mute, "mute") }
    if payment.mayBeAcceptedByHand { add("h", .acceptByHand, "accept by hand") }
    if payment.mayBeSettled(at: now) { add("s", .settle, "settle") }
    if payment.phone != nil { add("v", .showNumber, "show number") }
    return bindings
  }
}
