import Keys
import Payments

/// What a supervisor fills in at a desk: what to do, why, and the PIN.
package struct SupervisorEntry: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case goodsGiven
    case refunded
    case kept
    case advance
    case stepBack
  }

  /// What it is about.
  package enum Purpose: Sendable, Equatable {
    /// Accept a payment by hand, with the receipt that the supervisor saw.
    case acceptByHand
    /// Resolve money that came late, twice, from a wrong number, or that is held.
    case resolve
    /// Let this till ask more phones in a minute, beginning with this draft.
    case letTillGoOn(PaymentDraft)
  }

  /// The fields, in their order.
  package enum Field: Int, Sendable, Equatable, CaseIterable {
    /// The receipt, or what was done with the money.
    case what
    case reason
    case pin
  }

  /// What is decided, as far as it was typed or chosen.
  enum What: Sendable, Equatable {
    case receipt(CodeText)
    case resolution(Decision.Resolution?)
    case pace(PaymentDraft)
  }

  /// What was filled in so far: a decision is signed only once it is there.
  enum Progress: Sendable, Equatable {
    case what
    case signing(Decision.Action)
  }

  /// The payment as the supervisor sees it.
  package internal(set) var payment: PaymentSummary
  private(set) var what: What
  private(set) var progress = Progress.what
  /// Why, and the PIN.
  package private(set) var signing = Signing()
  /// Whether any PIN can be right, looked for before one is typed.
  var supervisors: Loading<DecisionRefusal?>
  /// What is wrong with what was filled in first.
  private var whatRemark: Phrase?

  init(_ purpose: Purpose, payment: PaymentSummary, supervisors: RequestID) {
    self.payment = payment
    self.supervisors = .asked(supervisors)
    switch purpose {
    case .acceptByHand: what = .receipt(CodeText())
    case .resolve: what = .resolution(nil)
    case .letTillGoOn(let draft):
      what = .pace(draft)
      // There is nothing to choose: it begins with the reason.
      progress = .signing(.fasterPaceAllowed)
    }
  }

  /// What it is about.
  package var purpose: Purpose {
    switch what {
    case .receipt: .acceptByHand
    case .resolution: .resolve
    case .pace(let draft): .letTillGoOn(draft)
    }
  }
  /// The fields that it has.
  package var fields: [Field] { if case .pace = what { [.reason, .pin] } else { Field.allCases } }
  /// The receipt as typed.
  package var receipt: String { if case .receipt(let field) = what { field.text } else { "" } }
  /// What was done with the money.
  package var resolution: Decision.Resolution? { if case .resolution(let done) = what { done } else { nil } }
  /// What is wrong, or what the ledger answered.
  package var remark: Phrase? { progress == .what ? whatRemark : signing.remark }
  /// The decision that the ledger is taking now.
  package var isDeciding: Bool { signing.isDeciding }
  /// Why no PIN can be right.
  package var obstacle: DecisionRefusal? { supervisors.value ?? nil }

  /// Where the keyboard is.
  package var field: Field {
    guard case .signing = progress else { return .what }
    return signing.step == .reason ? .reason : .pin
  }

  /// Letters that choose act on another field than letters that are text.
  package var step: Int { field.rawValue }
  /// Into its fields; where a letter chooses, nowhere.
  package var textGoes: TextDestination { choosesMoney ? .nowhere : .page }
  /// A letter says what was done with the money.
  private var choosesMoney: Bool { purpose == .resolve && progress == .what }

  package mutating func type(_ character: Character) {
    guard progress == .what else { return signing.type(character) }
    changeReceipt { $0.type(character) }
  }

  package mutating func paste(_ text: String) {
    guard progress == .what else { return text.prefix(PersonsWords.longest).forEach { signing.type($0) } }
    changeReceipt { $0.paste(text) }
  }

  package mutating func deleteBackward() {
    guard progress == .what else { return signing.deleteBackward() }
    changeReceipt { $0.deleteBackward() }
  }

  private mutating func changeReceipt(_ body: (inout CodeText) -> Void) {
    whatRemark = nil
    guard case .receipt(var field) = what else { return }
    body(&field)
    what = .receipt(field)
  }

  /// What was done with the money.
  private mutating func choose(_ resolution: Decision.Resolution) {
    guard purpose == .resolve, progress == .what else { return }
    what = .resolution(resolution)
    progress = .signing(.resolved(resolution))
  }

  /// Enter: what is decided and its PIN, once nothing is missing.
  private mutating func advance(
    as id: @autoclosure () -> RequestID
  ) -> (action: Decision.Action, pin: TypedPIN, id: RequestID)? {
    switch progress {
    case .signing(let action):
      if case .signed(let pin, let id) = signing.advance(as: id()) { return (action, pin, id) }
    case .what:
      guard case .receipt(var field) = what else { return nil }
      if case .code(let receipt) = field.finding {
        whatRemark = nil
        field.keep(receipt)
        what = .receipt(field)
        progress = .signing(.acceptedByHand(receipt))
      } else {
        whatRemark = Phrase(
          "A receipt has six to twenty letters and digits, as in the customer's SMS.",
          sw: "Code ina herufi na tarakimu sita hadi ishirini, kama kwenye SMS ya mteja.")
      }
    }
    return nil
  }

  /// Esc: one step back.
  ///
  /// - Returns: whether there was one.
  private mutating func stepBack() -> Bool {
    whatRemark = nil
    if progress == .what { return false }
    if signing.stepBack() { return true }
    if case .pace = what { return false }
    progress = .what
    return true
  }

  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    supervisors.take(id, result) { if case .supervisors(let obstacle) = $0 { obstacle } else { nil } }
  }

  /// The ledger's no.
  mutating func refuse(_ sentence: Phrase, _ refusal: DecisionRefusal?) {
    signing.refuse(sentence)
    switch refusal {
    case .changedMeanwhile(let payment): self.payment = payment
    case .receiptStandsOn, .receiptOfResolvedUnmatched:
      signing.startAgain()
      progress = .what
      whatRemark = sentence
    default: break
    }
  }
}

extension SupervisorEntry {
  /// A letter chooses; Enter goes on; Esc steps back.
  package func bindings(on desk: DeskState, at now: Moment) -> [KeyBinding] {
    var bindings: [KeyBinding] = []
    if choosesMoney {
      bindings += ResolvingLetters(desk.identity.language).bindings(
        goods: Command.goodsGiven, refund: .refunded, kept: .kept,
        keptWord: Phrase("kept for the customer", sw: "imehifadhiwa kwa mteja"))
    } else {
      let word = field == .what ? Phrase.next : signing.advanceWord
      bindings.append(KeyBinding([.enter], Command.advance, word: word))
    }
    // Where letters choose what was done, the letter for "no" chooses nothing.
    let stops = choosesMoney ? KeyBinding.noKeys(in: desk.identity.language) : []
    let back =
      field == fields.first || isDeciding ? Phrase("leave it", sw: "acha") : Phrase("step back", sw: "rudi nyuma")
    return bindings + [KeyBinding([.escape] + stops, Command.stepBack, word: back)]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .goodsGiven: choose(.goods)
    case .refunded: choose(.refund)
    case .kept: choose(.kept)
    case .advance:
      guard let signed = advance(as: desk.newRequest()) else { return .stays([]) }
      let decision = desk.decision(
        signed.action, about: payment, id: freshID, why: signing.reason, pin: signed.pin)
      return .stays(desk.ask(.decide(decision), as: signed.id))
    case .stepBack:
      if !isDeciding, stepBack() { return .stays([]) }
      // Whoever does not get a supervisor's word has what was typed back, to be sent a minute later. What became of a
      // decision that is on its way is told all the same.
      if case .letTillGoOn(let draft) = purpose { desk.giveBack(draft, at: now) }
      return .closes([])
    }
    return .stays([])
  }
}

extension SupervisorEntry: CustomReflectable {
  /// Never the PIN.
  package var customMirror: Mirror { Mirror(self, children: ["field": field, "pinLength": signing.pinLength]) }
}

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
    supervisorEntry.flatMap { $0.signing.deciding == id ? $0 : nil }
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
