import Payments

/// Money that really left a customer's wallet.
package struct BookedPayment: Sendable, Equatable {
  /// The prompt that it answers.
  package let checkoutRequestID: String
  /// The callback address of that push, in full: it tells which payment was meant.
  package let callbackURL: String
  /// Who paid.
  package let phone: PhoneNumber
  /// How much.
  package let amountShillings: Int
  /// The code in the customer's SMS.
  package let receipt: String
  /// AccountReference, as the SMS shows it.
  package let accountReference: String
  /// When, on the simulator's clock.
  package let atMilliseconds: Int64
}

/// A prompt that went out, whatever the client was told about it.
package struct BookedPrompt: Sendable, Equatable {
  /// Safaricom's handle on it.
  package let checkoutRequestID: String
  /// The callback address of that push, in full.
  package let callbackURL: String
  /// Whose phone.
  package let phone: PhoneNumber
  /// How much was asked for.
  package let amountShillings: Int
  /// When, on the simulator's clock.
  package let atMilliseconds: Int64
}

/// What really happened: the truth that ledgers and screens are compared with.
package struct SimulatedHistory: Sendable, Equatable {
  /// Every payment, in the order in which money moved.
  package internal(set) var payments: [BookedPayment] = []
  /// Every prompt, in the order in which they went out.
  package internal(set) var prompts: [BookedPrompt] = []

  /// The payments that answer pushes with this callback address.
  package func payments(callbackURL: String) -> [BookedPayment] { payments.filter { $0.callbackURL == callbackURL } }

  /// The prompts that went out for this callback address; more than one means that a customer was asked twice.
  package func prompts(callbackURL: String) -> [BookedPrompt] { prompts.filter { $0.callbackURL == callbackURL } }
}
