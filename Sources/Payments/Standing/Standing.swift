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

/// What the standing rests on, for the lines that a person reads.
public enum Reason: Sendable, Equatable {
  case result(ResultCode, from: Witness)
  case refused(Refusal, code: String?)
  case notSent(NotSentReason)
  case unknown(UnknownReason)
  case doubt(Doubt)

  /// Who said so.
  public enum Witness: String, Sendable, Equatable {
    case callback
    case query
  }
}

/// The fold of all evidence of one payment.
public struct PaymentStatus: Sendable, Equatable {
  /// What it adds up to.
  public var standing: Standing
  /// What else is true.
  public var flags: Flags = []
  /// What the standing rests on.
  public var reason: Reason?
  /// The receipt of the proof, or the one accepted by hand.
  public var receipt: Receipt?
  /// Further receipts that were proved for this one payment, in ascending order, and then those of money that came to it
  /// by other prompts.
  public var otherReceipts: [Receipt] = []
  /// The amount that an answer stated, when it differs.
  public var statedAmount: Cents?
  /// The last word that a callback or a query had, in this order of weight.
  public var resultCode: ResultCode?
  /// When the request was taken: the start of the prompt's life.
  public var acceptedAt: Moment?
  /// When the attempt began; when its request went out once more with another token, then.
  public var sendingAt: Moment?
  /// When an attempt without an acknowledgement ended.
  public var outcomeUnknownAt: Moment?
  /// When the deciding evidence became known.
  public var answeredAt: Moment?
  /// The prompt, when our own acknowledgement named it: the only one that may be asked about.
  public var checkoutRequestID: CheckoutRequestID?
  /// When questions were put, in ascending order.
  public var queriesAskedAt: [Moment] = []
  /// Those of them that were heard, or still may be: all but the ones on which nothing usable came back.
  public var queriesHeardAt: [Moment] = []
  /// Those of them to which nothing was noted: under way, or whoever put them is gone.
  public var queriesUnansweredAt: [Moment] = []
  /// A question was answered in a way that tells of the prompt's end: with a final failure, or with anything else once
  /// its life was over.
  public var promptsEndIsKnown = false
  /// The newest query that answered 0 without proving anything yet.
  public var unprovedZeroAskedAt: Moment?
  /// The newest callback that claims success without proving it.
  public var unprovedSuccessAt: Moment?
  /// A final callback said not paid, by a code after which no money comes.
  public var isFinallyNotPaid = false
  /// Keys of the evidence that proves the money, in ascending order.
  public var proofKeys: [String] = []
  /// Keys of the evidence by which money came or may have come, proved or not.
  public var moneyKeys: [String] = []
  /// The customer pays in another way, as a person said.
  public var paysAnotherWay = false
  /// Its prompt went to a wrong number, as a person said: money from it is somebody else's.
  public var sentToWrongNumber = false
  /// Somebody who had seen everything that can raise an alarm on it silenced it; it stays on the list.
  public var isMuted = false
  /// A supervisor closed the alarms that stand on it now.
  public var isSettled = false
  /// When she did.
  public var settledAt: Moment?
  /// Who closed them gave the money back.
  public var isRefunded = false

  /// A status that so far says only its standing.
  public init(standing: Standing) { self.standing = standing }

  /// When its end became known: by proof, by a final word, by a supervisor's; nil while it is unresolved.
  public var endedAt: Moment? {
    switch standing {
    case .recorded, .sending: nil
    case .waiting, .unknown, .check, .held: isSettled ? settledAt : nil
    case .paid, .notPaid, .refused, .notSent, .byHand: answeredAt
    }
  }

  /// Something on it is for a person: an alarm that nobody settled.
  public var needsPerson: Bool {
    if isSettled { return false }
    return standing == .held || standing == .unknown || !flags.isDisjoint(with: .alarms)
      || (flags.contains(.contradicted) && standing == .byHand)
  }

  /// Its answer is still being waited for, or it needs a person: it stands on every desk's board.
  public var isOpen: Bool {
    switch standing {
    // Somebody must still end the attempt, whatever a person said of the goods.
    case .recorded, .sending: true
    case .waiting, .unknown, .check, .held: !isSettled
    case .paid, .notPaid, .refused, .notSent, .byHand: needsPerson
    }
  }
}
