/// Something that the listener took and that fits no payment, as a person sees it in the tray; nothing personal is in
/// it.
public struct TrayItem: Sendable, Equatable {
  /// SHA-256 of the file's name, in hex: names the item for ever.
  public var id: String
  /// Why it lies there: the kind's name in the spool.
  public var oddity: String
  /// A few words more.
  public var detail: String
  /// The payment that its address named; nil for a file that no listener put there.
  public var payment: PaymentID?
  /// The SHA-256 of its body, by its name.
  public var bodyHash: String?
  /// Where it came from, by its name.
  public var peer: PeerClass?
  /// The result that it states, when it can be read.
  public var code: ResultCode?
  /// The amount that it states.
  public var amount: Cents?
  /// The receipt that it states.
  public var receipt: Receipt?
  /// When it was received, or else when it was laid there, by the wall clock.
  public var sinceWallMilliseconds: Int64?

  /// An item of which nothing is known but its name and why it lies there.
  public init(id: String, oddity: String, detail: String = "") {
    self.id = id
    self.oddity = oddity
    self.detail = detail
  }

  /// What a person types for it.
  public var key: String { String(id.prefix(8)) }
}

/// What a supervisor decides about something in the tray.
public struct TrayDecision: Sendable, Equatable {
  /// About what.
  public var item: TrayItem
  /// What was done about its money; nil where nothing was to do.
  public var settlement: Decision.Settlement?
  /// The reason in her words.
  public var why: String
  /// The login name at the terminal.
  public var cashier: String
  /// The desk's till; 0 for the command line.
  public var till: Till
  /// Her PIN.
  public var pin: TypedPIN?

  /// A decision.
  public init(
    item: TrayItem, settlement: Decision.Settlement?, why: String, cashier: String, till: Till, pin: TypedPIN?
  ) {
    self.item = item
    self.settlement = settlement
    self.why = why
    self.cashier = cashier
    self.till = till
    self.pin = pin
  }
}

/// What became of a decision about something in the tray.
public enum TrayOutcome: Sendable, Equatable {
  /// It is evidence now.
  case settled(TraySettlement)
  /// It was evidence already.
  case alreadySettled(TraySettlement)
  /// Nothing was decided, for this reason.
  case refused(DecisionRefusal)
}

/// A settled item of the tray, as evidence keeps it.
public struct TraySettlement: Sendable, Equatable {
  /// What was settled.
  public var item: TrayItem
  /// What was done about its money; nil where nothing was to do.
  public var settlement: Decision.Settlement?
  /// The reason in the supervisor's words.
  public var why: String
  /// Who decided.
  public var supervisor: String
  /// Who was at the terminal.
  public var cashier: String
  /// Where; 0 for the command line.
  public var till: Till

  /// A settlement.
  public init(
    item: TrayItem, settlement: Decision.Settlement?, why: String, supervisor: String, cashier: String, till: Till
  ) {
    self.item = item
    self.settlement = settlement
    self.why = why
    self.supervisor = supervisor
    self.cashier = cashier
    self.till = till
  }
}
