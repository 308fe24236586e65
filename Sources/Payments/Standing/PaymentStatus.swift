/// Who said what a payment rests on.
public enum Witness: String, Sendable, Equatable {
  case callback
  case query
}

/// What proves that the money came.
public struct Proof: Sendable, Equatable {
  /// Who said so.
  public var witness: Witness
  /// Receipts that were proved for this one payment, in ascending order; none while a query alone proves it.
  public var receipts: [Receipt]
  /// Those of money that came to it by other prompts, or in another amount, in ascending order.
  public var strayReceipts: [Receipt]
  /// Keys of the evidence, in ascending order.
  public var keys: [String]
  /// When it became known.
  public var at: Moment

  /// A proof.
  public init(by witness: Witness, receipts: [Receipt], strayReceipts: [Receipt] = [], keys: [String], at: Moment) {
    self.witness = witness
    self.receipts = receipts
    self.strayReceipts = strayReceipts
    self.keys = keys
    self.at = at
  }
}

/// Where a payment stands, each standing with what it rests on and when that became known.
public enum PaymentState: Sendable, Equatable {
  case recorded
  /// Since the attempt began; since its request went out once more, with another token.
  case sending(since: Moment)
  /// Since the request was taken: the start of the prompt's life.
  case waiting(since: Moment)
  case notSent(NotSentReason, at: Moment)
  case refused(Refusal, code: String?, at: Moment)
  case unknown(UnknownReason, at: Moment)
  case check(Doubt, at: Moment)
  case paid(Proof)
  /// Final when a callback said so, by a code after which no money comes.
  case notPaid(ResultCode, by: Witness, isFinal: Bool, at: Moment)
  /// With the amount that an answer stated, where it is another one, and the receipts that are all that is known of it.
  case held(Doubt, stating: Cents? = nil, receipts: [Receipt] = [], at: Moment?)
  case byHand(Receipt, at: Moment)
}

/// The fold of all evidence of one payment.
public struct PaymentStatus: Sendable, Equatable {
  /// Where it stands.
  public var state: PaymentState
  /// What else is true.
  public var flags: Flags = []
  /// How far its one request came.
  public var attempt = Attempt()
  /// The questions that were put about it, in ascending order.
  public var queries: [Query] = []
  /// A question was answered in a way that tells of the prompt's end: with a final failure, or with anything else once
  /// its life was over.
  public var promptsEndIsKnown = false
  /// What says that money came, and proves nothing by itself.
  public var unproved = Unproved()
  /// The code of the last callback that was in doubt.
  public var doubtedCode: ResultCode?
  /// Keys of the evidence by which money came or may have come, proved or not.
  public var moneyKeys: [String] = []
  /// What people said of it.
  public var notes = Notes()
  /// A supervisor closed the alarms that stand on it now.
  public var settled: Settled?

  /// How far a request came.
  public struct Attempt: Sendable, Equatable {
    /// When it began; when its request went out once more with another token, then.
    public var sendingAt: Moment?
    /// When it was taken: the start of the prompt's life.
    public var acceptedAt: Moment?
    /// When it ended without an acknowledgement.
    public var outcomeUnknownAt: Moment?
    /// The prompt, when our own acknowledgement named it: the only one that may be asked about.
    public var checkoutRequestID: CheckoutRequestID?

    /// Nothing began yet.
    public init(
      sendingAt: Moment? = nil, acceptedAt: Moment? = nil, outcomeUnknownAt: Moment? = nil,
      checkoutRequestID: CheckoutRequestID? = nil
    ) {
      self.sendingAt = sendingAt
      self.acceptedAt = acceptedAt
      self.outcomeUnknownAt = outcomeUnknownAt
      self.checkoutRequestID = checkoutRequestID
    }
  }

  /// A question to Safaricom.
  public struct Query: Sendable, Equatable {
    /// What came of it.
    public enum Outcome: Sendable, Equatable {
      /// Nothing was noted: it is under way, or whoever put it is gone.
      case open
      /// Nothing usable came back.
      case fruitless
      /// An answer.
      case heard
    }

    /// When it was put.
    public var at: Moment
    /// What came of it.
    public var outcome: Outcome

    /// A question.
    public init(at: Moment, outcome: Outcome) {
      self.at = at
      self.outcome = outcome
    }
  }

  /// What says that money came, and proves nothing by itself.
  public struct Unproved: Sendable, Equatable {
    /// When the newest query was put that answered 0 too early.
    public var zeroAskedAt: Moment?
    /// When the newest callback came that claims success.
    public var successAt: Moment?

    /// Nothing says so.
    public var isEmpty: Bool { zeroAskedAt == nil && successAt == nil }
  }

  /// What people said of a payment.
  public struct Notes: Sendable, Equatable {
    /// The customer pays in another way.
    public var paysAnotherWay = false
    /// Its prompt went to a wrong number: money from it is somebody else's.
    public var sentToWrongNumber = false
    /// Somebody who had seen everything that can raise an alarm on it silenced it; it stays on the list.
    public var isMuted = false
  }

  /// A supervisor's word on the alarms.
  public struct Settled: Sendable, Equatable {
    /// When she closed them.
    public var at: Moment
    /// She gave the money back.
    public var isRefund: Bool

    /// A word.
    public init(at: Moment, isRefund: Bool = false) {
      self.at = at
      self.isRefund = isRefund
    }
  }

  /// A status that so far says only where the payment stands.
  public init(_ state: PaymentState) { self.state = state }
}

extension PaymentStatus {
  /// What it adds up to, in a word.
  public var standing: Standing {
    switch state {
    case .recorded: .recorded
    case .sending: .sending
    case .waiting: .waiting
    case .notSent: .notSent
    case .refused: .refused
    case .unknown: .unknown
    case .check: .check
    case .paid: .paid
    case .notPaid: .notPaid
    case .held: .held
    case .byHand: .byHand
    }
  }

  /// When the deciding evidence became known.
  public var answeredAt: Moment? {
    switch state {
    case .recorded, .sending, .waiting: nil
    case .notSent(_, let at), .refused(_, _, let at), .unknown(_, let at), .check(_, let at), .byHand(_, let at): at
    case .paid(let proof): proof.at
    case .notPaid(_, _, _, let at): at
    case .held(_, _, _, let at): at
    }
  }

  /// What proves that its money came.
  public var proof: Proof? { if case .paid(let proof) = state { proof } else { nil } }

  /// Every receipt that stands on it: of the proof and of money by other prompts, or the one accepted by hand.
  public var receipts: [Receipt] {
    switch state {
    case .paid(let proof): proof.receipts + proof.strayReceipts
    case .held(_, _, let receipts, _): receipts
    case .byHand(let receipt, _): [receipt]
    default: []
    }
  }

  /// The receipt of the proof, or the one accepted by hand.
  public var receipt: Receipt? { standing == .paid ? proof?.receipts.first : receipts.first }

  /// Why it is in doubt.
  public var doubt: Doubt? {
    switch state {
    case .check(let doubt, _), .held(let doubt, _, _, _): doubt
    default: nil
    }
  }

  /// The last word that a callback or a query had.
  public var resultCode: ResultCode? {
    switch state {
    case .paid: .paid
    case .notPaid(let code, _, _, _): code
    default: doubtedCode
    }
  }

  /// A final callback said not paid, by a code after which no money comes.
  public var isFinallyNotPaid: Bool { if case .notPaid(_, _, let isFinal, _) = state { isFinal } else { false } }

  /// A supervisor closed the alarms that stand on it now.
  public var isSettled: Bool { settled != nil }

  /// When its end became known: by proof, by a final word, by a supervisor's; nil while it is unresolved.
  public var endedAt: Moment? {
    switch standing {
    case .recorded, .sending: nil
    case .waiting, .unknown, .check, .held: settled?.at
    case .paid, .notPaid, .refused, .notSent, .byHand: answeredAt
    }
  }

  /// Something on it is for a person: an alarm that nobody settled.
  public var needsPerson: Bool { !isSettled && hasAlarm }

  /// Something on it is for a person, or was until a supervisor settled it.
  private var hasAlarm: Bool {
    standing == .held || standing == .unknown || !flags.isDisjoint(with: .alarms)
      || (flags.contains(.contradicted) && standing == .byHand)
  }

  /// Its answer is still being waited for, or it needs a person: it stands on every desk's board.
  public var isOpen: Bool {
    switch standing {
    // Somebody must still end the attempt, whatever a person said of the goods.
    case .recorded, .sending: true
    default: !isSettled && isOpenUnlessSettled
    }
  }

  /// It would stand on every desk's board, had no supervisor settled it.
  public var isOpenUnlessSettled: Bool {
    switch standing {
    case .recorded, .sending, .waiting, .unknown, .check, .held: true
    case .paid, .notPaid, .refused, .notSent, .byHand: hasAlarm
    }
  }
}
