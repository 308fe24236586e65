import Keys
import Payments

/// What a supervisor fills in at a desk: what to do, why, and the PIN.
public struct SupervisorEntry: Sendable, Equatable {
  /// What it is about.
  public enum Purpose: Sendable, Equatable {
    /// Accept a payment by hand, with the receipt that the supervisor saw.
    case acceptByHand
    /// Settle money that came late, twice, from a wrong number, or that is held.
    case settle
  }

  /// The steps, in their order.
  public enum Step: Int, Sendable, Equatable, CaseIterable {
    /// The receipt, or what was done with the money.
    case what
    case reason
    case pin
  }

  /// The payment as the supervisor sees it.
  public internal(set) var payment: PaymentSummary
  /// What it is about.
  public let purpose: Purpose
  /// Where the keyboard is.
  public internal(set) var step = Step.what
  /// The receipt as typed.
  public internal(set) var receipt = ""
  /// What was done with the money.
  public internal(set) var settlement: Decision.Settlement?
  /// The reason as typed.
  public internal(set) var reason = ""
  /// What is wrong, or what the ledger answered.
  public internal(set) var remark: Phrase?
  /// Why no PIN can be right, known before one is typed.
  public internal(set) var obstacle: DecisionRefusal?
  /// The decision that the ledger is taking now.
  public internal(set) var isDeciding = false
  /// The digits typed; the screen shows only how many there are.
  var pin = ""

  /// How many digits of the PIN were typed.
  public var pinLength: Int { pin.count }

  /// The keyboard writes text now, so that a letter is no command.
  var takesText: Bool { !(purpose == .settle && step == .what) }

  init(_ purpose: Purpose, payment: PaymentSummary) {
    self.purpose = purpose
    self.payment = payment
  }

  mutating func type(_ character: Character) {
    if isDeciding { return }
    remark = nil
    switch step {
    case .what:
      let isCode = character.isASCII && (character.isLetter || character.isNumber || character == " ")
      if purpose == .acceptByHand, isCode, receipt.count < 24 { receipt += character.uppercased() }
    case .reason: if reason.count < PersonsWords.longest, !character.isNewline { reason.append(character) }
    case .pin: if ("0"..."9").contains(character), pin.count < 12 { pin.append(character) }
    }
  }

  mutating func deleteBackward() {
    if isDeciding { return }
    remark = nil
    switch step {
    case .what: if !receipt.isEmpty { receipt.removeLast() }
    case .reason: if !reason.isEmpty { reason.removeLast() }
    case .pin: if !pin.isEmpty { pin.removeLast() }
    }
  }

  /// What is decided, once nothing is missing.
  var action: Decision.Action? {
    switch purpose {
    case .acceptByHand: Receipt(receipt).map(Decision.Action.acceptedByHand)
    case .settle: settlement.map(Decision.Action.settled)
    }
  }
}

extension SupervisorEntry: CustomReflectable {
  /// Never the PIN.
  public var customMirror: Mirror { Mirror(self, children: ["step": step, "pinLength": pinLength]) }
}

extension DeskState {
  /// The supervisor's entry that is on the screen.
  public var supervisorEntry: SupervisorEntry? {
    if case .supervisor(let entry) = panel { entry } else { nil }
  }

  mutating func change(_ body: (inout SupervisorEntry) -> Void) {
    guard case .supervisor(var entry) = panel else { return }
    body(&entry)
    panel = .supervisor(entry)
  }

  mutating func openSupervisor(_ purpose: SupervisorEntry.Purpose) -> [DeskEffect] {
    guard let payment = board.selectedPayment else { return [] }
    board.select(payment.id)
    panel = .supervisor(SupervisorEntry(purpose, payment: payment))
    return [.findSupervisors]
  }

  /// A letter says what was done with the money.
  mutating func chooseSettlement(_ settlement: Decision.Settlement) {
    change { entry in
      entry.settlement = settlement
      entry.step = .reason
    }
  }

  /// Enter: the next step, or the decision once the PIN is there.
  mutating func advanceSupervisor(freshID: PaymentID) -> [DeskEffect] {
    guard let entry = supervisorEntry, !entry.isDeciding else { return [] }
    switch entry.step {
    case .what:
      if entry.action == nil {
        change {
          $0.remark = Phrase(
            "A receipt has six to twenty letters and digits, as in the customer's SMS.",
            sw: "Risiti ina herufi na tarakimu sita hadi ishirini, kama kwenye SMS ya mteja.")
        }
      } else {
        change { $0.step = .reason }
      }
    case .reason:
      if PersonsWords.clean(entry.reason).isEmpty {
        change { $0.remark = Phrase("A reason is wanted: what did you see?", sw: "Sababu inahitajika: uliona nini?") }
      } else {
        change { $0.step = .pin }
      }
    case .pin:
      // An empty PIN is a held Enter, not a try: it must not be counted.
      guard let action = entry.action, entry.pinLength > 0 else { return [] }
      change { entry in
        entry.isDeciding = true
        entry.remark = Phrase("The PIN is being checked…", sw: "PIN inakaguliwa…")
        entry.pin = ""
      }
      return decide(action, about: entry.payment, id: freshID, why: entry.reason, pin: TypedPIN(entry.pin))
    }
    return []
  }

  /// Esc: what is typed here, else one step back, else away; a decision that is on its way is waited for.
  mutating func stepBackSupervisor() {
    guard let entry = supervisorEntry else { return }
    if entry.isDeciding {
      panel = nil
      return
    }
    change { entry in
      entry.remark = nil
      entry.pin = ""
      if let before = SupervisorEntry.Step(rawValue: entry.step.rawValue - 1) { entry.step = before }
    }
    if entry.step == .what { panel = nil }
  }

  /// The ledger's no, told in the entry; false when the entry is gone.
  mutating func tellSupervisor(_ sentence: Phrase, refusal: DecisionRefusal?) -> Bool {
    guard let entry = supervisorEntry, entry.isDeciding else { return false }
    change { entry in
      entry.isDeciding = false
      entry.remark = sentence
      if case .changedMeanwhile(let payment) = refusal { entry.payment = payment }
      switch refusal {
      case .receiptStandsOn, .receiptSettledInTray: entry.step = .what
      default: break
      }
    }
    return true
  }
}
