/// What a person wants to decide about a payment, as a desk hands it to the ledger.
package struct DecisionRequest: Sendable, Equatable {
  /// Names the decision; the same name again is the same decision, so that a repeat is harmless.
  package var id: String
  /// About which payment.
  package var payment: PaymentID
  /// What is decided; `askedAgain` and `guardOverridden` come about by recording and are refused here.
  package var action: Decision.Action
  /// The reason in the person's words; a supervisor's decision wants one.
  package var why: String
  /// The login name at the desk.
  package var cashier: String
  /// The desk's till.
  package var till: Till
  /// The summary's `position` as it was on the screen: what stands up to there is what the person has seen.
  package var seenPosition: Int64
  /// What a supervisor typed; nil where none is wanted.
  package var pin: TypedPIN?
  /// Names of earlier decisions on this payment that this one replaces.
  package var supersedes: [String]

  package init(
    id: String, payment: PaymentID, action: Decision.Action, why: String, cashier: String, till: Till,
    seenPosition: Int64, pin: TypedPIN? = nil, supersedes: [String] = []
  ) {
    self.id = id
    self.payment = payment
    self.action = action
    self.why = why
    self.cashier = cashier
    self.till = till
    self.seenPosition = seenPosition
    self.pin = pin
    self.supersedes = supersedes
  }
}

extension Decision.Action {
  /// Only a supervisor may decide so, with a PIN and a reason (rules.md sections 2 and 5).
  package var wantsSupervisor: Bool {
    switch self {
    case .acceptedByHand, .resolved, .fasterPaceAllowed: true
    case .wrongNumber, .paysAnotherWay, .markUndone, .askedAgain, .guardOverridden, .muted: false
    }
  }

  /// It says what is to become of the sale: money that comes in spite of it is not this sale's, or is too much of it.
  package var isMark: Bool { self == .wrongNumber || self == .paysAnotherWay }

  /// Money that comes in spite of it is an alarm, so that nobody may take it away quietly, and whoever deals with
  /// alarms must have seen it.
  ///
  /// Dealing with an alarm raises none: a resolution is a supervisor's, and is not undone by a later one.
  package var canAlarm: Bool {
    switch self {
    case .acceptedByHand, .wrongNumber, .paysAnotherWay, .askedAgain: true
    case .markUndone, .guardOverridden, .muted, .resolved, .fasterPaceAllowed: false
    }
  }
}

/// A PIN between the keyboard and its hash; it describes itself without a digit.
package struct TypedPIN: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// What was typed.
  package let digits: String

  /// What was typed.
  package init(_ digits: String) { self.digits = digits }

  /// Never the digits.
  package var description: String { "PIN" }

  /// Never the digits.
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What became of a decision.
package enum DecisionOutcome: Sendable, Equatable {
  /// It is evidence now; the payment as it is with it.
  case decided(PaymentSummary)
  /// It was evidence already.
  case alreadyDecided(PaymentSummary)
  /// Nothing was decided, for this reason.
  case refused(DecisionRefusal)
}

/// Why a decision was not taken; the ledger is as it was, but for a line that says that a PIN was tried.
package enum DecisionRefusal: Sendable, Equatable {
  /// The payment does not stand in this ledger.
  case noSuchPayment
  /// Something that a person must see became known since the screen was drawn; the payment as it is now.
  case changedMeanwhile(PaymentSummary)
  /// The receipt stands on this payment already.
  case receiptStandsOn(PaymentSummary)
  /// The receipt stands on something that was resolved among the unmatched callbacks.
  case receiptOfResolvedUnmatched(UnmatchedResolution)
  /// It is proved paid with that very receipt.
  case paidAlready(PaymentSummary)
  /// It is held, and stays so whatever is accepted.
  case heldIsResolved(PaymentSummary)
  /// No alarm and no doubt is open on it.
  case nothingToResolve(PaymentSummary)
  /// Only recording a payment brings about such a decision.
  case comesFromRecording
  /// A supervisor must give the reason.
  case reasonWanted
  /// A supervisor's PIN is wanted.
  case supervisorWanted
  /// No supervisor has a PIN in this home yet.
  case noSupervisor
  /// The PIN is nobody's; so many tries are left, over all desks.
  case wrongPIN(triesLeft: Int)
  /// Too many wrong PINs, over all desks; so long until the next try.
  case pinLocked(forMilliseconds: Int64)
  /// The supervisors' file cannot be read, for this reason.
  case supervisorsUnreadable(String)

  /// What happened, what it means for the money, and what to do now.
  package var sentence: Phrase {
    switch self {
    case .noSuchPayment:
      Phrase(
        "This payment is not in the ledger. Nothing was decided. Call the owner: kaunta verify.",
        sw: "Malipo haya hayamo kwenye leja. Hakuna kilichobadilika. Mwite mmiliki: kaunta verify.")
    case .changedMeanwhile:
      Phrase(
        "Something new is known about this payment. Nothing was decided. Look at it again, then decide.",
        sw: "Kuna habari mpya kuhusu malipo haya. Hakuna kilichobadilika. Angalia tena, kisha uamue.")
    case .receiptStandsOn(let other):
      Phrase(
        "That code belongs to number \(other.number) at till \(other.till.number), \(other.day.text). Nothing was "
          + "accepted. Do not hand over goods for it again.",
        sw: "Code hiyo ni ya namba \(other.number) kwenye till \(other.till.number), \(other.day.text). Hakuna "
          + "kilichokubaliwa. Usitoe bidhaa tena kwa code hiyo.")
    case .receiptOfResolvedUnmatched(let resolution):
      Phrase(
        "That code was resolved as unmatched, by \(resolution.supervisor). Nothing was accepted. Do not hand over goods "
          + "for it again.",
        sw:
          "Code hiyo ilitatuliwa kati ya majibu yasiyolingana, na \(resolution.supervisor). Hakuna kilichokubaliwa. Usitoe bidhaa "
          + "tena kwa code hiyo.")
    case .paidAlready:
      Phrase(
        "M-Pesa has proved this payment, with that code. Nothing needs deciding.",
        sw: "M-Pesa imethibitisha malipo haya, kwa code hiyo. Hakuna cha kuamua.")
    case .heldIsResolved:
      Phrase(
        "This payment is held: whose money it is, or how much, is in doubt. Nothing was accepted. Resolve it by the "
          + "statement.",
        sw:
          "Malipo haya yamezuiliwa: haijulikani pesa ni ya nani, au ni kiasi gani. Hakuna kilichokubaliwa. Tatua kwa statement ya M-Pesa."
      )
    case .nothingToResolve:
      Phrase(
        "Nothing is open on this payment. Nothing was decided.",
        sw: "Hakuna la kutatua kwenye malipo haya. Hakuna kilichobadilika.")
    case .comesFromRecording:
      Phrase(
        "This comes about by asking again. Nothing was decided. Type the payment anew.",
        sw: "Hili hutokea kwa kuomba tena. Hakuna kilichobadilika. Andika malipo upya.")
    case .reasonWanted:
      Phrase(
        "A reason is wanted. Nothing was decided. Write in a few words what you saw.",
        sw: "Sababu inahitajika. Hakuna kilichobadilika. Andika kwa ufupi ulichoona.")
    case .supervisorWanted:
      Phrase(
        "Only a supervisor may decide this. Nothing was decided. Call her to type her PIN.",
        sw: "Msimamizi pekee anaamua hili. Hakuna kilichobadilika. Mwite aweke PIN yake.")
    case .noSupervisor:
      Phrase(
        "No supervisor has a PIN here yet. Nothing was decided. Owner: kaunta pin set.",
        sw: "Bado hakuna msimamizi mwenye PIN hapa. Hakuna kilichobadilika. Mmiliki: kaunta pin set.")
    case .wrongPIN(let triesLeft):
      triesLeft == 1
        ? Phrase(
          "Wrong PIN. Nothing was decided. One try is left; then the PIN is locked at all desks.",
          sw: "PIN si sahihi. Hakuna kilichobadilika. Limebaki jaribio moja; kisha PIN itafungwa kwenye kaunta zote.")
        : Phrase(
          "Wrong PIN. Nothing was decided. \(triesLeft) tries are left, over all desks.",
          sw: "PIN si sahihi. Hakuna kilichobadilika. Yamebaki majaribio \(triesLeft), kwa kaunta zote.")
    case .pinLocked(let milliseconds):
      Phrase(
        "Too many wrong PINs. Nothing was decided. Try again in \((milliseconds + 59_999) / 60_000) min, or owner: "
          + "kaunta pin set.",
        sw: "PIN zisizo sahihi ni nyingi mno. Hakuna kilichobadilika. Jaribu tena baada ya dakika "
          + "\((milliseconds + 59_999) / 60_000), au mmiliki: kaunta pin set.")
    case .supervisorsUnreadable(let reason):
      Phrase(
        "The supervisors' PINs cannot be read (\(reason)). Nothing was decided. Owner: kaunta doctor.",
        sw: "PIN za wasimamizi haziwezi kusomwa (\(reason)). Hakuna kilichobadilika. Mmiliki: kaunta doctor.")
    }
  }
}
