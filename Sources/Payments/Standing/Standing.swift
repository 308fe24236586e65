/// What the set of a payment's evidence adds up to.
package enum Standing: String, Sendable, Hashable, CaseIterable {
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
package struct Flags: OptionSet, Sendable, Hashable {
  /// One bit a flag.
  package let rawValue: Int

  /// Flags from their bits.
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Money came although something had said that it would not, or after somebody decided without knowing of it.
  package static let late = Flags(rawValue: 1 << 0)
  /// The same money was paid more than once.
  package static let twice = Flags(rawValue: 1 << 1)
  /// Money came from a phone that was marked as the wrong one: it is somebody else's.
  package static let wrongNumber = Flags(rawValue: 1 << 2)
  /// An answer stated another amount than was asked for.
  package static let wrongAmount = Flags(rawValue: 1 << 3)
  /// A query proved the payment; its receipt is not known yet.
  package static let receiptToFollow = Flags(rawValue: 1 << 4)
  /// The receipt stands on another payment too.
  package static let receiptReused = Flags(rawValue: 1 << 5)
  /// One answer says paid, another says not.
  package static let contradicted = Flags(rawValue: 1 << 6)

  /// Every flag with its name, in the order in which they are told.
  package static let named: [(flag: Flags, name: String)] = [
    (.late, "late"), (.twice, "twice"), (.wrongNumber, "wrong-number"), (.wrongAmount, "wrong-amount"),
    (.receiptToFollow, "receipt-to-follow"), (.receiptReused, "receipt-reused"), (.contradicted, "contradicted"),
  ]

  /// The names of the flags that are set.
  package var names: [String] { Self.named.filter { contains($0.flag) }.map(\.name) }

  /// Flags from their names; unknown names are left out.
  package init(names: [String]) {
    self = Self.named.reduce(into: []) { flags, entry in
      if names.contains(entry.name) { flags.insert(entry.flag) }
    }
  }

  /// The flags that only a supervisor can resolve (rules.md section 5).
  package static let alarms: Flags = [.late, .twice, .wrongNumber]
}

/// Why a success that was reported is not proof.
package enum Doubt: String, Sendable, Hashable, CaseIterable {
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
