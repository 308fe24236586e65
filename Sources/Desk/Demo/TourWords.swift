import Payments

/// What the tour says; its keys are named as they are bound.
extension DeskState {
  /// Where one is, and what to do now; nil without a tour.
  package var tourWords: (place: Phrase, sentence: Phrase, leave: Phrase)? {
    guard let tour = demo?.tour else { return nil }
    let count = "\(tour.step.rawValue + 1)/\(Tour.Step.allCases.count)"
    let key = DeskCommand.leaveTour.formKey
    return (
      Phrase("TOUR \(count)", sw: "ZIARA \(count)"), sentence(tour.step),
      Phrase("\(key) ends the tour", sw: "\(key) humaliza ziara")
    )
  }

  /// The last word of the tour.
  var tourIsOver: Phrase {
    let help = DeskCommand.help.boardKey
    return Phrase(
      "Tour over. \(help): keys, and the supervisor's PIN", sw: "Ziara imekwisha. \(help): vitufe, PIN ya msimamizi")
  }

  private func sentence(_ step: Tour.Step) -> Phrase {
    let enter = DeskCommand.advance.formKey
    let pays = SimulatedCustomer.toTry[0].phone
    let refuses = SimulatedCustomer.toTry[1].phone
    switch step {
    case .phone:
      return Phrase(
        "Type a customer's number, \(pays), then \(enter).", sw: "Andika namba ya mteja, \(pays), kisha \(enter).")
    case .amount:
      return Phrase(
        "Type the amount, 50, then \(enter): the customer's phone will ask for the PIN.",
        sw: "Andika kiasi, 50, kisha \(enter): simu ya mteja itaomba PIN.")
    case .pickUp:
      let key = DeskCommand.pickUpPhone.formKey
      return Phrase(
        "The prompt is on its way to the phone. \(key) picks the phone up: be the customer.",
        sw: "Ombi linaenda kwenye simu ya mteja. \(key) inachukua simu: jibu kama mteja.")
    case .pay:
      let key = PhoneInHand.key(for: .pay, in: identity.language)
      return Phrase(
        "You are the customer now. \(key) types the PIN and pays.",
        sw: "Sasa jibu kama mteja: \(key) huweka PIN na kulipa.")
    case .refusal where waitingHere > 0:
      return Phrase(
        "Asked. Watch the row: this customer closes the prompt after a few seconds.",
        sw: "Ombi limetumwa. Tazama mstari: mteja huyu anaghairi baada ya sekunde chache.")
    case .refusal:
      return Phrase(
        "PAID is money, and nothing else is. Now one who says no: \(refuses), \(enter), 90, \(enter).",
        sw: "IMELIPWA tu ndiyo pesa. Sasa anayekataa: \(refuses), \(enter), 90, \(enter).")
    case .details:
      let board = DeskCommand.goToBoard.formKey
      let details = DeskCommand.details.boardKey
      return Phrase(
        "No money came. How does the desk know? \(board) goes to the payment, \(details) tells.",
        sw: "Hakuna pesa. Kaunta imejuaje? \(board) huenda kwenye malipo, \(details) hueleza.")
    }
  }
}
