import Payments

/// The customers' phones of a demo: whoever shows Kaunta can pick one up and be the customer.
public struct CustomersPhones: Sendable, Equatable {
  /// A prompt that waits for its customer.
  public struct Prompt: Sendable, Equatable {
    /// Safaricom's handle on it.
    public var checkoutRequestID: CheckoutRequestID
    /// Whose phone, masked.
    public var phone: String
    /// How much is asked for, in shillings.
    public var amountShillings: Int
    /// What the prompt calls the account.
    public var reference: String
    /// The customer does nothing alone.
    public var waitsForAnswerByHand: Bool

    /// A prompt.
    public init(
      checkoutRequestID: CheckoutRequestID, phone: String, amountShillings: Int, reference: String,
      waitsForAnswerByHand: Bool
    ) {
      self.checkoutRequestID = checkoutRequestID
      self.phone = phone
      self.amountShillings = amountShillings
      self.reference = reference
      self.waitsForAnswerByHand = waitsForAnswerByHand
    }
  }

  /// What a phone says of a prompt that ended a moment ago.
  public struct Ending: Sendable, Equatable {
    /// Whose phone, masked.
    public var phone: String
    /// How much was asked for, in shillings.
    public var amountShillings: Int
    /// How it ended.
    public var resultCode: ResultCode
    /// The receipt in the customer's SMS.
    public var receipt: String?

    /// An ending.
    public init(phone: String, amountShillings: Int, resultCode: ResultCode, receipt: String?) {
      self.phone = phone
      self.amountShillings = amountShillings
      self.resultCode = resultCode
      self.receipt = receipt
    }
  }

  /// The prompts that wait, oldest first.
  public var prompts: [Prompt]
  /// The prompts that ended a moment ago, newest last.
  public var endings: [Ending]

  /// Phones; without anything they are dark.
  public init(prompts: [Prompt] = [], endings: [Ending] = []) {
    self.prompts = prompts
    self.endings = endings
  }
}

/// The phone that a demo draws.
public struct DemoPhone: Sendable, Equatable {
  /// What is on all phones.
  public internal(set) var phones = CustomersPhones()
  /// The prompt whose phone somebody has picked up: letters answer it until it is put down.
  public internal(set) var inHand: CheckoutRequestID?

  /// The prompt that is drawn: the one in the hand, or else the newest.
  public var prompt: CustomersPhones.Prompt? {
    phones.prompts.first { $0.checkoutRequestID == inHand } ?? phones.prompts.last
  }

  /// It shows something.
  public var isLit: Bool { !phones.prompts.isEmpty || !phones.endings.isEmpty }
}
