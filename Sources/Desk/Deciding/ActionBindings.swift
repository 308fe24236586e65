import Payments

extension DeskState {
  /// What can be done about the selected payment now; the page of details shows all of it.
  func actionBindings(at now: Moment) -> [KeyBinding] {
    guard let payment = board.selectedPayment else { return [] }
    var bindings: [KeyBinding] = []
    func add(_ command: DeskCommand, _ word: Phrase, staysInDetails: Bool = false) {
      var binding = KeyBinding(command.boardKeys(in: identity.language), command, word: word, isAction: true)
      binding.staysInDetails = staysInDetails
      bindings.append(binding)
    }
    switch payment.askAgain(at: now) {
    case .open:
      // Where no answer said "not paid", what is to be done first is something else.
      add(.askAgain, Phrase("ask again", sw: "omba tena"), staysInDetails: !payment.hasBroughtNothing)
    case .promptMayLive(let milliseconds):
      let seconds = (milliseconds + 999) / 1_000
      add(.askAgain, Phrase("again in \(seconds) s", sw: "tena baada ya sek \(seconds)"), staysInDetails: true)
    case .noAnswerYet:
      add(.askAgain, Phrase("again after an answer", sw: "omba tena jibu likija"))
    case .never: break
    }
    if payment.mayBeMarkedWrong { add(.wrongNumber, Phrase("wrong number", sw: "namba si sahihi")) }
    if payment.mayBePaidAnotherWay { add(.paysAnotherWay, Phrase("other way", sw: "njia nyingine")) }
    if payment.mayBeUnmarked { add(.undoMark, Phrase("undo the mark", sw: "futa alama")) }
    if payment.status.needsPerson, !payment.status.notes.isMuted { add(.mute, Phrase("mute", sw: "zima kengele")) }
    if payment.mayBeAcceptedByHand { add(.acceptByHand, Phrase("accept by hand", sw: "kubali kama msimamizi")) }
    if payment.mayBeResolved(at: now) { add(.resolve, Phrase("resolve", sw: "tatua")) }
    if payment.phone != nil { add(.showNumber, Phrase("show number", sw: "onyesha namba")) }
    return bindings
  }
}

extension DeskState {
  /// What is likeliest to be done about the chosen payment first: where not all keys have room, these stay.
  package var likeliestCommands: [DeskCommand] {
    guard let status = board.selectedPayment?.status else { return [] }
    let first: [DeskCommand] =
      if status.needsPerson {
        [.resolve, .mute]
      } else if !status.notes.marks.isEmpty {
        [.undoMark]
      } else {
        switch status.standing {
        case .notPaid, .refused, .notSent: [.askAgain]
        default: []
        }
      }
    let others: [DeskCommand] = [
      .checkNow, .askAgain, .wrongNumber, .paysAnotherWay, .undoMark, .resolve, .acceptByHand, .mute, .showNumber,
    ]
    return first + others.filter { !first.contains($0) }
  }
}
