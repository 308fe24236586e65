import Payments

extension DeskState {
  /// What can be done about the selected payment now; the page of details shows all of it.
  var actionBindings: [KeyBinding] {
    guard let payment = board.selectedPayment else { return [] }
    var bindings: [KeyBinding] = []
    func add(_ command: DeskCommand, _ word: String) {
      let keys = command.boardKeys
      bindings.append(KeyBinding(keys, command, shownKey: keys.first?.name, word: word, isAction: true))
    }
    switch payment.askAgain(at: now) {
    case .open: add(.askAgain, "ask again")
    case .promptMayLive(let milliseconds): add(.askAgain, "ask again in \((milliseconds + 999) / 1_000) s")
    case .noAnswerYet: add(.askAgain, "ask again once Safaricom answered")
    case .never: break
    }
    if payment.mayStillBring {
      if payment.phone != nil, !payment.status.sentToWrongNumber { add(.wrongNumber, "wrong number") }
      if !payment.status.paysAnotherWay { add(.paysAnotherWay, "pays another way") }
    }
    if payment.status.needsPerson, !payment.status.isMuted { add(.mute, "mute") }
    if payment.mayBeAcceptedByHand { add(.acceptByHand, "accept by hand") }
    if payment.mayBeSettled(at: now) { add(.settle, "settle") }
    if payment.phone != nil { add(.showNumber, "show number") }
    return bindings
  }
}
