/// Something that the listener took and that fits no payment, as a person sees it among the unmatched callbacks;
/// nothing personal is in it.
package struct UnmatchedItem: Sendable, Equatable {
  /// SHA-256 of the file's name, in hex: names the item for ever.
  package var id: String
  /// Why it lies there: the kind's name in the spool.
  package var oddity: String
  /// A few words more.
  package var detail: String
  /// The payment that its address named; nil for a file that no listener put there.
  package var payment: PaymentID?
  /// The SHA-256 of its body, by its name.
  package var bodyHash: String?
  /// Where it came from, by its name.
  package var peer: PeerClass?
  /// The result that it states, when it can be read.
  package var code: ResultCode?
  /// The amount that it states.
  package var amount: Cents?
  /// The receipt that it states.
  package var receipt: Receipt?
  /// When it was received, or else when it was laid there, by the wall clock.
  package var sinceWallMilliseconds: Int64?

  /// An item of which nothing is known but its name and why it lies there.
  package init(id: String, oddity: String, detail: String = "") {
    self.id = id
    self.oddity = oddity
    self.detail = detail
  }

  /// What a person types for it.
  package var key: String { String(id.prefix(8)) }

  /// The callback that it is; nil for a file that no listener put there.
  package var callback: CallbackName? {
    guard let payment, let bodyHash, let peer else { return nil }
    return CallbackName(paymentID: payment, bodyHash: bodyHash, peer: peer)
  }
}

/// What a supervisor decides about something among the unmatched callbacks.
package struct UnmatchedDecision: Sendable, Equatable {
  /// About what.
  package var item: UnmatchedItem
  /// What was done about its money; nil where nothing was to do.
  package var resolution: Decision.Resolution?
  /// The reason in her words.
  package var why: String
  /// The login name at the terminal.
  package var cashier: String
  /// The desk's till; 0 for the command line.
  package var till: Till
  /// Her PIN.
  package var pin: TypedPIN?

  package init(
    item: UnmatchedItem, resolution: Decision.Resolution?, why: String, cashier: String, till: Till, pin: TypedPIN?
  ) {
    self.item = item
    self.resolution = resolution
    self.why = why
    self.cashier = cashier
    self.till = till
    self.pin = pin
  }
}

/// What became of a decision about something among the unmatched callbacks.
package enum UnmatchedOutcome: Sendable, Equatable {
  /// It is evidence now.
  case resolved(UnmatchedResolution)
  /// It was evidence already.
  case alreadyResolved(UnmatchedResolution)
  /// Nothing was decided, for this reason.
  case refused(DecisionRefusal)

  /// What stands in the ledger now; nil when nothing was decided.
  package var resolution: UnmatchedResolution? {
    switch self {
    case .resolved(let resolution), .alreadyResolved(let resolution): resolution
    case .refused: nil
    }
  }
}

/// A resolved item of the unmatched callbacks, as evidence keeps it.
package struct UnmatchedResolution: Sendable, Equatable {
  /// What was resolved.
  package var item: UnmatchedItem
  /// What was done about its money; nil where nothing was to do.
  package var resolution: Decision.Resolution?
  /// The reason in the supervisor's words.
  package var why: String
  /// Who decided.
  package var supervisor: String
  /// Who was at the terminal.
  package var cashier: String
  /// Where; 0 for the command line.
  package var till: Till

  package init(
    item: UnmatchedItem, resolution: Decision.Resolution?, why: String, supervisor: String, cashier: String, till: Till
  ) {
    self.item = item
    self.resolution = resolution
    self.why = why
    self.supervisor = supervisor
    self.cashier = cashier
    self.till = till
  }
}

extension UnmatchedResolution {
  /// It decided about this very item, or about another copy of the same callback: whoever sees the copy later must not
  /// give its money away once more.
  ///
  /// What could not be read then, and can be now, is decided about by nobody.
  package func decides(about other: UnmatchedItem) -> Bool {
    ResolvedUnmatched([self]).contains(other)
  }

  /// The receipt for whose money it decided, which pays for nothing else from then on; nil where none is known.
  package var receiptOfMoney: Receipt? { item.code == .paid ? item.receipt : nil }
}
