import Desk
import Keys
import Payments

/// What people decide about payments, with the keys that the desk offers.
extension World {
  /// Somebody looks at a payment on the board and does one of the things that can be done about it.
  func decideSomething(_ index: Int, _ state: DeskState) {
    if state.question != nil || !state.form.isEmpty || state.panel != nil { return }
    if state.focus == .form { press(index, .function(2)) }
    for _ in 0..<random.below(4) { press(index, .down) }
    let wanted: [DeskCommand] = [
      .askAgain, .wrongNumber, .paysAnotherWay, .undoMark, .mute, .acceptByHand, .resolve, .details, .showNumber,
    ]
    let offered = (desks[index].state?.bindings(at: moment(at: desks[index])) ?? []).filter {
      $0.command.map(wanted.contains) == true
    }
    if !offered.isEmpty, let key = random.pick(offered).keys.first {
      press(index, key)
      if let entry = desks[index].state?.supervisorEntry { typeAsSupervisor(index, entry) }
    }
    if desks[index].state?.question != nil {
      plan(.cashier(index, .answer), in: 300...2_000)
    } else {
      if desks[index].state?.panel != nil, desks[index].state?.supervisorEntry == nil {
        press(index, .escape)
      }
      if desks[index].state?.focus == .board, desks[index].state?.panel == nil { press(index, .tab) }
    }
  }

  func typeAsSupervisor(_ index: Int, _ entry: SupervisorEntry) {
    switch entry.purpose {
    case .resolve: press(index, .character(random.pick(["g", "r", "k"])))
    case .acceptByHand:
      type(index, receiptThatSomebodyShows())
      press(index, .enter)
    case .undoMark, .letTillGoOn: break
    }
    type(index, "seen")
    press(index, .enter)
    type(index, supervisorsPIN())
    press(index, .enter)
    plan(.cashier(index, .leaveSupervisor), in: 2_000...8_000)
  }

  /// A receipt that is true, or a made-up one.
  private func receiptThatSomebodyShows() -> String {
    // Also the SMS of a payment that was resolved as an unmatched callback.
    let resolved = checks.resolved.compactMap(\.resolution.receiptOfMoney)
    if !resolved.isEmpty, random.happens(perThousand: 300) { return random.pick(resolved).code }
    let booked = daraja.history.payments.map(\.receipt)
    if !booked.isEmpty, random.happens(perThousand: 700) { return random.pick(booked) }
    return "UKO\(1_000_000 + random.below(9_000_000))"
  }

  func type(_ index: Int, _ text: String) { for letter in text { press(index, .character(letter)) } }

  /// Whatever the ledger said, the page is left.
  func leaveSupervisor(_ index: Int) {
    for _ in 0..<4 where desks[index].state?.panel != nil { press(index, .escape) }
    if desks[index].state?.focus == .board { press(index, .tab) }
  }
}
