import Keys
import Payments

/// How a desk comes to ask for a supervisor, and what becomes of it when the ledger has answered.
extension DeskState {
  /// The supervisor's entry that is on the screen.
  package var supervisorEntry: SupervisorEntry? {
    pages.page(SupervisorEntry.self)
  }

  mutating func openSupervisor(_ purpose: SupervisorEntry.Purpose) -> [DeskEffect] {
    guard let payment = board.selectedPayment else { return impossible("a key about no payment") }
    select(payment.id)
    let id = newRequest()
    pages.show(SupervisorEntry(purpose, payment: payment, supervisors: id))
    return ask(.read(.supervisors), as: id)
  }

  /// A till that asks too fast: a supervisor's word lets it go on.
  mutating func askForPace(_ draft: PaymentDraft, _ block: GuardBlock) -> [DeskEffect] {
    let id = newRequest()
    pages.show(SupervisorEntry(.letTillGoOn(draft), payment: block.payment, supervisors: id))
    return ask(.read(.supervisors), as: id)
  }

  /// A supervisor agreed: what was typed is recorded, with the guards as ever.
  mutating func letTillGoOn(_ id: RequestID, at now: Moment) -> [DeskEffect] {
    guard let entry = deciding(id), case .letTillGoOn(let draft) = entry.purpose else {
      say(
        Phrase("This till may ask on: a supervisor agreed", sw: "Till hii inaweza kuomba: msimamizi ameruhusu"), at: now
      )
      return []
    }
    pages.close(.board)
    return record(draft, at: now)
  }

  /// The entry on the screen, if it waits for this decision; it may be another one by now, which that does not concern.
  func deciding(_ id: RequestID) -> SupervisorEntry? {
    supervisorEntry.flatMap { $0.signing?.deciding == id ? $0 : nil }
  }

  /// The ledger's no, told in the entry; false when the entry is gone.
  mutating func tellSupervisor(
    _ sentence: Phrase, about id: RequestID, refusal: DecisionRefusal?
  ) -> Bool {
    guard deciding(id) != nil else { return false }
    pages.change { (entry: inout SupervisorEntry) in entry.refuse(sentence, refusal) }
    return true
  }
}

extension DeskCommand {
  // The page of help has one line for both.
  package static let acceptByHand = DeskCommand(
    "acceptByHand", board: [.character("h")], help: Phrase("for the supervisor", sw: "kwa msimamizi"),
    isAboutThePayment: true
  ) { desk, _, _ in desk.openSupervisor(.acceptByHand) }
  package static let resolve = DeskCommand("resolve", board: [.character("s")], isAboutThePayment: true) { desk, _, _ in
    desk.openSupervisor(.resolve)
  }
}
