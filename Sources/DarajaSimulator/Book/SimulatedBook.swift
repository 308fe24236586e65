import Payments

/// Money that really left a customer's wallet.
public struct BookedPayment: Sendable, Equatable {
  /// The prompt that it answers.
  public let checkoutRequestID: String
  /// The callback address of that push, in full: it tells which payment was meant.
  public let callbackURL: String
  /// Who paid.
  public let phone: PhoneNumber
  /// How much.
  public let amountShillings: Int
  /// The code in the customer's SMS.
  public let receipt: String
  /// AccountReference, as the SMS shows it.
  public let accountReference: String
  /// When, on the simulator's clock.
  public let atMilliseconds: Int64
}

/// A prompt that went out, whatever the client was told about it.
public struct BookedPrompt: Sendable, Equatable {
  /// Safaricom's handle on it.
  public let checkoutRequestID: String
  /// The callback address of that push, in full.
  public let callbackURL: String
  /// Whose phone.
  public let phone: PhoneNumber
  /// How much was asked for.
  public let amountShillings: Int
  /// When, on the simulator's clock.
  public let atMilliseconds: Int64
}

/// What really happened: the truth that ledgers and screens are compared with.
public struct SimulatedBook: Sendable, Equatable {
  /// Every payment, in the order in which money moved.
  public internal(set) var payments: [BookedPayment] = []
  /// Every prompt, in the order in which they went out.
  public internal(set) var prompts: [BookedPrompt] = []

  /// The payments that answer pushes with this callback address.
  public func payments(callbackURL: String) -> [BookedPayment] { payments.filter { $0.callbackURL == callbackURL } }

  /// The prompts that went out for this callback address; more than one means that a customer was asked twice.
  public func prompts(callbackURL: String) -> [BookedPrompt] { prompts.filter { $0.callbackURL == callbackURL } }
}
