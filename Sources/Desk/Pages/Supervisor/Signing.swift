import Keys
import Payments

/// What every decision of a supervisor ends with: the reason, then the PIN, and then the name of the decision that the
/// ledger is taking.
package struct Signing: Sendable, Equatable {
  /// Where the keyboard is; the digits of a PIN exist in its own step alone.
  enum Step: Sendable, Equatable {
    case reason
    case pin(String)
    /// The ledger is taking the decision of this name.
    case deciding(RequestID)
  }

  /// What Enter did.
  enum Outcome: Sendable, Equatable {
    case goesOn
    /// It is signed with this PIN, and goes to the ledger under this name.
    case signed(TypedPIN, RequestID)
  }

  /// The reason as typed.
  package private(set) var reason: String
  /// What is wrong, or what the ledger answered.
  package internal(set) var remark: Phrase?
  private(set) var step = Step.reason

  /// - Parameter reason: what was typed before somebody went back a step.
  init(reason: String = "") { self.reason = reason }

  /// A PIN, typed where the reason is wanted: it is no reason, and is drawn like a PIN.
  package var reasonLooksLikePIN: Bool { reason.looksLikePIN }
  /// How many digits of the PIN were typed.
  package var pinLength: Int { if case .pin(let digits) = step { digits.count } else { 0 } }
  /// The ledger is taking the decision.
  package var isDeciding: Bool { deciding != nil }
  /// The decision that the ledger is taking.
  var deciding: RequestID? { if case .deciding(let name) = step { name } else { nil } }

  mutating func type(_ character: Character) {
    switch step {
    case .reason:
      remark = nil
      if reason.count < PersonsWords.longest, !character.isNewline { reason.append(character) }
    case .pin(let digits):
      remark = nil
      let read = TypedText(String(character)).text
      if read.allSatisfy({ ("0"..."9").contains($0) }), digits.count < 12 { step = .pin(digits + read) }
    case .deciding: break
    }
  }

  mutating func deleteBackward() {
    switch step {
    case .reason:
      remark = nil
      if !reason.isEmpty { reason.removeLast() }
    case .pin(let digits):
      remark = nil
      step = .pin(String(digits.dropLast()))
    case .deciding: break
    }
  }

  /// Enter.
  ///
  /// - Parameter name: what the decision is to be called, once it is signed.
  mutating func advance(as name: @autoclosure () -> RequestID) -> Outcome {
    switch step {
    case .reason:
      if reasonLooksLikePIN {
        reason = ""
        remark = Phrase(
          "First a reason, in words. The PIN is asked for next.", sw: "Kwanza sababu, kwa maneno. PIN itafuata.")
      } else if PersonsWords.clean(reason).isEmpty {
        remark = Phrase("A reason is wanted: what did you see?", sw: "Sababu inahitajika: uliona nini?")
      } else {
        remark = nil
        step = .pin("")
      }
    case .pin(let digits):
      // An empty PIN is a held Enter, not a try: it must not be counted.
      guard !digits.isEmpty else { return .goesOn }
      let name = name()
      step = .deciding(name)
      remark = Phrase("The PIN is being checked…", sw: "PIN inathibitishwa…")
      return .signed(TypedPIN(digits), name)
    case .deciding: break
    }
    return .goesOn
  }

  /// Esc: one step back, with the PIN forgotten.
  ///
  /// - Returns: whether there was one; before the reason stands what the decision is about.
  mutating func stepBack() -> Bool {
    remark = nil
    guard case .pin = step else { return false }
    step = .reason
    return true
  }

  /// The ledger's no: another PIN may be typed.
  mutating func refuse(_ sentence: Phrase) {
    remark = sentence
    if isDeciding { step = .pin("") }
  }

  /// The word for Enter.
  var advanceWord: Phrase {
    switch step {
    case .reason: .next
    case .pin: Phrase("decide", sw: "thibitisha")
    case .deciding: Phrase("wait", sw: "subiri")
    }
  }
}

extension String {
  /// Digits of whatever script, signs beside them, and no word.
  package var looksLikePIN: Bool { contains(where: \.isNumber) && !contains(where: \.isLetter) }
}

extension Signing: CustomReflectable {
  /// Never the PIN.
  package var customMirror: Mirror { Mirror(self, children: ["reason": reason.count, "pinLength": pinLength]) }
}
