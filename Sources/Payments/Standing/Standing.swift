/// What the set of a payment's evidence adds up to.
public enum Standing: String, Sendable, Hashable, CaseIterable {
  case recorded
  case sending
  case waiting
  case notSent = "not-sent"
  case refused
  case unknown
  case check
  case paid
  case notPaid = "not-paid"
  case held
  case byHand = "by-hand"
}

/// What else is true beside the standing; any number at once.
public struct Flags: OptionSet, Sendable, Hashable {
  /// One bit a flag.
  public let rawValue: Int

  /// Flags from their bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Money came although something had said that it would not, or after somebody decided without knowing of it.
  public static let late = Flags(rawValue: 1 << 0)
  /// The same money was paid more than once.
  public static let twice = Flags(rawValue: 1 << 1)
  /// Money came from a phone that was marked as the wrong one: it is somebody else's.
  public static let wrongNumber = Flags(rawValue: 1 << 2)
  /// An answer stated another amount than was asked for.
  public static let wrongAmount = Flags(rawValue: 1 << 3)
  /// A query proved the payment; its receipt is not known yet.
  public static let receiptToFollow = Flags(rawValue: 1 << 4)
  /// The receipt stands on another payment too.
  public static let receiptReused = Flags(rawValue: 1 << 5)
  /// One answer says paid, another says not.
  public static let contradicted = Flags(rawValue: 1 << 6)

  /// Every flag with its name, in the order in which they are told.
  public static let named: [(flag: Flags, name: String)] = [
    (.late, "late"), (.twice, "twice"), (.wrongNumber, "wrong-number"), (.wrongAmount, "wrong-amount"),
    (.receiptToFollow, "receipt-to-follow"), (.receiptReused, "receipt-reused"), (.contradicted, "contradicted"),
  ]

  /// The names of the flags that are set.
  public var names: [String] { Self.named.filter { contains($0.flag) }.map(\.name) }

  /// Flags from their names; unknown names are left out.
  public init(names: [String]) {
    self = Self.named.reduce(into: []) { flags, entry in
      if names.contains(entry.name) { flags.insert(entry.flag) }
    }
  }

  /// The flags that only a supervisor can settle (rules.md section 5).
  public static let alarms: Flags = [.late, .twice, .wrongNumber]
}

/// Why a success that was reported is not proof.
public enum Doubt: String, Sendable, Hashable, CaseIterable {
  case amountDiffers = "amount-differs"
  case idsDiffer = "ids-differ"
  case receiptReused = "receipt-reused"
  case twoPrompts = "two-prompts"
  case strangePeer = "strange-peer"
  case leakedKey = "leaked-key"
  case amountMissing = "amount-missing"
  case receiptMissing = "receipt-missing"
  case secondWitnessWanted = "second-witness-wanted"
  case queryTooEarly = "query-too-early"
  case contradicted
  case unlistedCode = "unlisted-code"
  /// The ledger came back from a backup and has no record of this payment having been asked for.
  case callbackOnly = "callback-only"

  /// Shown as *held* rather than *check*: the amount or an ID is wrong (rules.md section 2).
  var holds: Bool {
    switch self {
    case .amountDiffers, .idsDiffer, .receiptReused, .twoPrompts, .callbackOnly: true
    default: false
    }
  }
}
