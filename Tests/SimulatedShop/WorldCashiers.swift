import Desk
import Keys
import Payments

/// What cashiers do with the keys that the desk offers.
extension World {
  func cashier(_ index: Int, _ move: CashierMove) {
    let desk = desks[index]
    guard desk.process != nil, desk.isReady, let state = desk.state else {
      if case .sale = move, isFaulty { plan(.cashier(index, move), in: 3_000...9_000) }
      return
    }
    switch move {
    case .sale(let phone, let amount): typeSale(index, state, phone, amount)
    case .enterAgain: press(index, .enter)
    case .answer: answerQuestion(index, state)
    case .checkNow: checkNow(index, state)
    case .letter(let letter): press(index, .character(letter))
    case .decide: decideSomething(index, state)
    case .lookAtUnmatched: lookAtUnmatched(index, state)
    case .resolveUnmatched: resolveUnmatched(index, state)
    case .leaveSupervisor: leaveSupervisor(index)
    case .takeBack: takeBack(index, state)
    }
  }

  private func typeSale(_ index: Int, _ state: DeskState, _ phone: PhoneNumber, _ amount: Int) {
    if state.question != nil, random.happens(perThousand: 600) {
      plan(.cashier(index, .answer), inMilliseconds: 500)
      if isFaulty { plan(.cashier(index, .sale(phone, amount: amount)), in: 5_000...9_000) }
      return
    }
    if state.question != nil {
      // Looks at the keys and not at the screen: the question is put aside, and an answer meant for it comes all the
      // same.
      counts.questionsPutAside += 1
      plan(.cashier(index, .letter("y")), in: 500...3_000)
      plan(.cashier(index, .takeBack), in: 10_000...40_000)
    }
    counts.salesTyped += 1
    note("cashier \(index + 1) types KSh \(amount) for \(phone.maskedASCII)")
    if state.focus == .board { press(index, .tab) }
    // What a failed recording put back into the form goes first.
    if !state.form.isEmpty { for _ in 0..<5 { press(index, .escape) } }
    for digit in "0" + phone.msisdn.dropFirst(3) { press(index, .character(digit)) }
    press(index, .enter)
    for digit in String(amount) { press(index, .character(digit)) }
    press(index, .enter)
  }

  private func answerQuestion(_ index: Int, _ state: DeskState) {
    guard let question = state.question else { return }
    switch random.below(10) {
    case 0..<6:
      note("cashier \(index + 1) answers yes")
      if case .sameSale = question {
        press(index, .character(random.happens(perThousand: 700) ? "s" : "o"))
      } else {
        press(index, .character("y"))
      }
      if let entry = desks[index].state?.supervisorEntry { return typeAsSupervisor(index, entry) }
      if case .askAnyway = question { plan(.cashier(index, .answer), in: 300...2_000) }
    case 6..<9:
      note("cashier \(index + 1) answers no")
      press(index, .character("n"))
    default: press(index, .escape)
    }
  }

  /// What was put aside is asked for after all.
  private func takeBack(_ index: Int, _ state: DeskState) {
    guard state.question == nil, state.form.isEmpty, state.focus == .form, state.pages.isEmpty,
      !state.returned.isEmpty
    else { return }
    note("cashier \(index + 1) takes back what was put aside")
    press(index, .function(3))
    press(index, .enter)
  }

  private func checkNow(_ index: Int, _ state: DeskState) {
    if state.question != nil || !state.form.isEmpty { return }
    if state.focus == .form { press(index, .function(2)) }
    press(index, .character("c"))
    press(index, .tab)
  }

  /// Presses a key, later than the one before: this thread is faster than a hand.
  ///
  /// A hand comes to rest before it presses a letter. Counted from the clock, which stands still meanwhile, a letter
  /// that chooses on a page came before the page, was refused, and what was typed behind it did something else.
  func press(_ index: Int, _ key: KeyPress) {
    var rested: Int64 = 0
    let moment = moment(at: desks[index])
    if case .character = key, let state = desks[index].state {
      let rest = state.lettersActInMilliseconds(at: moment)
      if rest > 0, state.bindings(at: moment).contains(where: { $0.keys.contains(key) }) { rested = rest }
    }
    let id = identifiers.paymentID(at: moment.advanced(byMilliseconds: rested))
    handle(index, .keyPressed(key, freshID: id), afterResting: rested)
  }
}
