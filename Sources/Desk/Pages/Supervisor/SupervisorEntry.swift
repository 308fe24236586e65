import Keys
import Payments

/// What a supervisor fills in at a desk: what to do, why, and the PIN.
package struct SupervisorEntry: DeskPage {
  /// What its keys do.
  package enum Command: Sendable, Hashable, CaseIterable {
    case goodsGiven
    case refunded
    case kept
    case nothingCame
    case advance
    case stepBack
  }

  /// What it is about.
  package enum Purpose: Sendable, Equatable {
    /// Accept a payment by hand, with the receipt that the supervisor saw.
    case acceptByHand
    /// Resolve money that came late, twice, from a wrong number, or that is held.
    case resolve
    /// Take back what was noted of a payment by mistake.
    case undoMark
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

  /// What is decided, once it is whole.
  enum Decided: Sendable, Equatable {
    /// The receipt that the supervisor saw, and how it was typed.
    case receipt(Receipt, CodeText)
    case resolution(Decision.Resolution)
    case markUndone
    case pace(PaymentDraft)

    var action: Decision.Action {
      switch self {
      case .receipt(let receipt, _): .acceptedByHand(receipt)
      case .resolution(let resolution): .resolved(resolution)
      case .markUndone: .markUndone
      case .pace: .fasterPaceAllowed
      }
    }
  }

  /// How far it is: nothing is signed before what is decided is there.
  ///
  /// Whoever went back a step finds the reason again.
  enum Progress: Sendable, Equatable {
    /// The receipt is typed; the remark says what is wrong with it.
    case receipt(CodeText, remark: Phrase?, reason: String)
    /// A letter says what was done with the money.
    case money(chosen: Decision.Resolution?, reason: String)
    case signing(Decided, Signing)
  }

  /// What goes to the ledger.
  private struct Signed {
    let action: Decision.Action
    let reason: String
    let pin: TypedPIN
    let id: RequestID
  }

  /// The payment as the supervisor sees it.
  package internal(set) var payment: PaymentSummary
  private(set) var progress: Progress
  /// Whether any PIN can be right, looked for before one is typed.
  var supervisors: Loading<DecisionRefusal?>

  init(_ purpose: Purpose, payment: PaymentSummary, supervisors: RequestID) {
    self.payment = payment
    self.supervisors = .asked(supervisors)
    progress =
      switch purpose {
      case .acceptByHand: .receipt(CodeText(), remark: nil, reason: "")
      case .resolve: .money(chosen: nil, reason: "")
      // There is nothing to choose: it begins with the reason.
      case .undoMark: .signing(.markUndone, Signing())
      case .letTillGoOn(let draft): .signing(.pace(draft), Signing())
      }
  }

  /// What it is about.
  package var purpose: Purpose {
    switch progress {
    case .receipt, .signing(.receipt, _): .acceptByHand
    case .money, .signing(.resolution, _): .resolve
    case .signing(.markUndone, _): .undoMark
    case .signing(.pace(let draft), _): .letTillGoOn(draft)
    }
  }
  /// The fields that it has.
  package var fields: [Field] {
    switch purpose {
    case .acceptByHand, .resolve: Field.allCases
    case .undoMark, .letTillGoOn: [.reason, .pin]
    }
  }
  /// The receipt as typed.
  package var receipt: String {
    switch progress {
    case .receipt(let field, _, _), .signing(.receipt(_, let field), _): field.text
    case .money, .signing: ""
    }
  }
  /// What was done with the money.
  package var resolution: Decision.Resolution? {
    switch progress {
    case .money(let chosen, _): chosen
    case .signing(.resolution(let resolution), _): resolution
    case .receipt, .signing: nil
    }
  }
  /// Why, and the PIN; nil before what is decided is there.
  package var signing: Signing? { if case .signing(_, let signing) = progress { signing } else { nil } }
  /// The receipt or the reason.
  package var text: String { field == .what ? receipt : reason }
  package var hidesTyping: Bool { field == .pin }
  /// Why, as far as it was typed.
  package var reason: String {
    switch progress {
    case .receipt(_, _, let reason), .money(_, let reason): reason
    case .signing(_, let signing): signing.reason
    }
  }
  /// What is wrong, or what the ledger answered.
  package var remark: Phrase? {
    switch progress {
    case .receipt(_, let remark, _): remark
    case .money: nil
    case .signing(_, let signing): signing.remark
    }
  }
  /// The decision that the ledger is taking now.
  package var isDeciding: Bool { signing?.isDeciding == true }
  /// Whether any PIN can be right is being looked for.
  package var isLookingForPINs: Bool { if case .asked(_, before: nil) = supervisors { true } else { false } }
  /// Why no PIN can be right.
  package var obstacle: DecisionRefusal? { supervisors.value ?? nil }

  /// Where the keyboard is.
  package var field: Field {
    guard let signing else { return .what }
    return signing.step == .reason ? .reason : .pin
  }

  /// Letters that choose act on another field than letters that are text.
  package var step: Int { field.rawValue }
  /// Into its fields; where a letter chooses, nowhere.
  package var textGoes: TextDestination { choosesMoney ? .nowhere : .page }
  /// M-Pesa has not proved it, so that the statement may show that no money came.
  package var mayBringNothing: Bool { payment.status.standing != .paid }
  /// A letter says what was done with the money.
  private var choosesMoney: Bool { if case .money = progress { true } else { false } }

  package mutating func type(_ character: Character) {
    change(receipt: { $0.type(character) }, signing: { $0.type(character) })
  }

  package mutating func paste(_ text: String) {
    change(
      receipt: { $0.paste(text) },
      signing: { for character in text.prefix(PersonsWords.longest) { $0.type(character) } })
  }

  package mutating func deleteBackward() {
    change(receipt: { $0.deleteBackward() }, signing: { $0.deleteBackward() })
  }

  private mutating func change(receipt: (inout CodeText) -> Void, signing change: (inout Signing) -> Void) {
    switch progress {
    case .receipt(var field, _, let reason):
      receipt(&field)
      progress = .receipt(field, remark: nil, reason: reason)
    case .money: break
    case .signing(let decided, var signing):
      change(&signing)
      progress = .signing(decided, signing)
    }
  }

  /// What was done with the money.
  private mutating func choose(_ resolution: Decision.Resolution) {
    guard case .money(_, let reason) = progress else { return }
    progress = .signing(.resolution(resolution), Signing(reason: reason))
  }

  /// Enter: what is decided and its PIN, once nothing is missing.
  private mutating func advance(as id: @autoclosure () -> RequestID) -> Signed? {
    switch progress {
    case .receipt(var field, _, let reason):
      if case .code(let receipt) = field.finding {
        field.keep(receipt)
        progress = .signing(.receipt(receipt, field), Signing(reason: reason))
      } else {
        progress = .receipt(field, remark: Self.noReceipt, reason: reason)
      }
    case .money: break
    case .signing(let decided, var signing):
      let outcome = signing.advance(as: id())
      progress = .signing(decided, signing)
      if case .signed(let pin, let id) = outcome {
        return Signed(action: decided.action, reason: signing.reason, pin: pin, id: id)
      }
    }
    return nil
  }

  private static let noReceipt = Phrase(
    "A receipt has six to twenty letters and digits, as in the customer's SMS.",
    sw: "Code ina herufi na tarakimu sita hadi ishirini, kama kwenye SMS ya mteja.")

  /// Esc: one step back.
  ///
  /// - Returns: whether there was one.
  private mutating func stepBack() -> Bool {
    guard case .signing(let decided, var signing) = progress else { return false }
    if signing.stepBack() {
      progress = .signing(decided, signing)
      return true
    }
    switch decided {
    case .receipt(_, let field): progress = .receipt(field, remark: nil, reason: signing.reason)
    case .resolution(let resolution): progress = .money(chosen: resolution, reason: signing.reason)
    case .markUndone, .pace: return false
    }
    return true
  }

  package mutating func take(_ id: RequestID, _ result: Result<Answer, Trouble>) -> Bool {
    supervisors.take(id, result) { if case .supervisors(let obstacle) = $0 { obstacle } else { nil } }
  }

  /// The ledger's no.
  mutating func refuse(_ sentence: Phrase, _ refusal: DecisionRefusal?) {
    if case .changedMeanwhile(let payment)? = refusal { self.payment = payment }
    guard case .signing(let decided, var signing) = progress else { return }
    switch (decided, refusal) {
    case (.receipt(_, let field), .receiptStandsOn?), (.receipt(_, let field), .receiptOfResolvedUnmatched?):
      progress = .receipt(field, remark: sentence, reason: signing.reason)
    default:
      signing.refuse(sentence)
      progress = .signing(decided, signing)
    }
  }
}

extension SupervisorEntry {
  /// A letter chooses; Enter goes on; Esc steps back.
  package func bindings(on desk: DeskState, at now: Moment) -> [PageBinding<Command>] {
    var bindings: [PageBinding<Command>] = []
    if choosesMoney {
      bindings += ResolvingLetters(desk.identity.language).bindings(
        goods: Command.goodsGiven, refund: .refunded, kept: .kept,
        keptWord: mayBringNothing
          ? Phrase("kept", sw: "imehifadhiwa") : Phrase("kept for the customer", sw: "imehifadhiwa kwa mteja"))
      if mayBringNothing {
        bindings.append(
          PageBinding(
            .letter(ResolvingLetters(desk.identity.language).nothing), Command.nothingCame,
            word: Phrase("nothing came", sw: "hakuna")))
      }
    } else if !isDeciding {
      let word = signing?.advanceWord ?? .next
      bindings.append(PageBinding([.enter], Command.advance, word: word))
    }
    // Where letters choose what was done, the letter for "no" chooses nothing.
    let stops = choosesMoney ? KeyBinding.noKeys(in: desk.identity.language) : []
    let back =
      field == fields.first || isDeciding ? Phrase("leave it", sw: "acha") : Phrase("step back", sw: "rudi nyuma")
    return bindings + [PageBinding([.escape] + stops, Command.stepBack, word: back)]
  }

  package mutating func handle(
    _ command: Command, on desk: inout DeskState, freshID: PaymentID, at now: Moment
  ) -> PageOutcome {
    switch command {
    case .goodsGiven: choose(.goods)
    case .refunded: choose(.refund)
    case .kept: choose(.kept)
    case .nothingCame: choose(.nothing)
    case .advance:
      guard let signed = advance(as: desk.newRequest()) else { return .stays([]) }
      let decision = desk.decision(
        signed.action, about: payment, id: freshID, why: signed.reason, pin: signed.pin)
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
  package var customMirror: Mirror { Mirror(self, children: ["field": field, "pinLength": signing?.pinLength ?? 0]) }
}
