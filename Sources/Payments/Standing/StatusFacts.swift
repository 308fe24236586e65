/// What a status holds.
extension PaymentStatus {
  /// What is kept, while a fold gathers it.
  struct Facts: Sendable, Equatable {
    var state: PaymentState
    var flags: Flags = []
    var attempt: Attempt = Attempt()
    var queries: [Query] = []
    var promptsEndIsKnown: Bool = false
    var onlyStrangersAnswered: Bool = false
    var unproved: Unproved = Unproved()
    var doubtedCode: ResultCode?
    var moneyKeys: [String] = []
    var notes: Notes = Notes()
    var resolved: Resolved?
    var vouchedCents: Int64?

    init(state: PaymentState) { self.state = state }
  }

  /// How far a request came.
  package struct Attempt: Sendable, Equatable {
    /// When it began; when its request went out once more with another token, then.
    package var sendingAt: Moment?
    /// When it was taken: the start of the prompt's life.
    package var acceptedAt: Moment?
    /// When it ended without an acknowledgement.
    package var outcomeUnknownAt: Moment?
    /// The prompt, when our own acknowledgement named it: the only one that may be asked about.
    package var checkoutRequestID: CheckoutRequestID?

    /// Nothing began yet.
    package init(
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
  package struct Query: Sendable, Equatable {
    /// What came of it.
    package enum Outcome: Sendable, Equatable {
      /// Nothing was noted: it is under way, or whoever put it is gone.
      case open
      /// Nothing usable came back.
      case fruitless
      /// An answer.
      case heard
    }

    /// When it was put.
    package var at: Moment
    /// What came of it.
    package var outcome: Outcome

    package init(at: Moment, outcome: Outcome) {
      self.at = at
      self.outcome = outcome
    }
  }

  /// What says that money came, and proves nothing by itself.
  package struct Unproved: Sendable, Equatable {
    /// When the newest query was put that answered 0 too early.
    package var zeroAskedAt: Moment?
    /// When the newest callback came that claims success.
    package var successAt: Moment?

    /// Nothing says so.
    package var isEmpty: Bool { zeroAskedAt == nil && successAt == nil }
  }

  /// What people said of a payment.
  package struct Notes: Sendable, Equatable {
    /// What can be taken back, as long as it stands.
    package struct Mark: Sendable, Equatable {
      /// The decision's name.
      package var decision: String
      /// Who said so.
      package var who: String

      package init(decision: String, who: String) {
        self.decision = decision
        self.who = who
      }
    }

    /// The customer pays in another way.
    package var paysAnotherWay = false
    /// Its prompt went to a wrong number: money from it is somebody else's.
    package var sentToWrongNumber = false
    /// The decisions by which it is so, in ascending order.
    package var marks: [Mark] = []
    /// What is to become of the sale was said.
    var isHandled: Bool { sentToWrongNumber || paysAnotherWay }
    /// Somebody who had seen everything that can raise an alarm on it silenced it; it stays on the list.
    package var isMuted = false
  }

  /// A supervisor's word on the alarms.
  package struct Resolved: Sendable, Equatable {
    /// When she closed them.
    package var at: Moment
    /// She gave the money back.
    package var isRefund: Bool
    /// No money was there, as she says.
    package var isNothing: Bool

    /// The money is the shop's, by her word.
    package var keepsMoney: Bool { !isRefund && !isNothing }

    package init(at: Moment, isRefund: Bool = false, isNothing: Bool = false) {
      self.at = at
      self.isRefund = isRefund
      self.isNothing = isNothing
    }
  }
}
