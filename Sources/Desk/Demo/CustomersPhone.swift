import Payments

/// The customers' phones of a demo: whoever shows Kaunta can pick one up and be the customer.
package struct CustomersPhones: Sendable, Equatable {
  /// A prompt that waits for its customer.
  package struct Prompt: Sendable, Equatable {
    /// Safaricom's handle on it.
    package var checkoutRequestID: CheckoutRequestID
    /// Whose phone, masked.
    package var phone: String
    /// How much is asked for, in shillings.
    package var amountShillings: Int
    /// What the prompt calls the account.
    package var reference: String
    /// The customer does nothing alone.
    package var waitsForAnswerByHand: Bool

    package init(
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
  package struct Ending: Sendable, Equatable {
    /// Whose phone, masked.
    package var phone: String
    /// How much was asked for, in shillings.
    package var amountShillings: Int
    /// What the prompt called the account.
    package var reference: String
    /// When it ended, by the simulator's clock.
    package var atWallMilliseconds: Int64
    /// How it ended.
    package var resultCode: ResultCode
    /// The receipt in the customer's SMS.
    package var receipt: String?
    /// What is left in the customer's wallet, in shillings.
    package var balanceShillings: Int

    package init(
      phone: String, amountShillings: Int, reference: String, atWallMilliseconds: Int64, resultCode: ResultCode,
      receipt: String?, balanceShillings: Int
    ) {
      self.phone = phone
      self.amountShillings = amountShillings
      self.reference = reference
      self.atWallMilliseconds = atWallMilliseconds
      self.resultCode = resultCode
      self.receipt = receipt
      self.balanceShillings = balanceShillings
    }
  }

  /// The prompts that wait, oldest first.
  package var prompts: [Prompt]
  /// The prompts that ended a moment ago, newest last.
  package var endings: [Ending]

  /// Phones; without anything they are dark.
  package init(prompts: [Prompt] = [], endings: [Ending] = []) {
    self.prompts = prompts
    self.endings = endings
  }
}

/// The phone that a demo draws.
package struct DemoPhone: Sendable, Equatable {
  /// What is on all phones.
  package let phones: CustomersPhones
  /// The prompt whose phone somebody has picked up: letters answer it until it is put down.
  package let inHand: CheckoutRequestID?

  /// The prompt that is drawn: the one in the hand, or else the newest.
  package var prompt: CustomersPhones.Prompt? {
    phones.prompts.first { $0.checkoutRequestID == inHand } ?? phones.prompts.last
  }

  /// It shows something.
  package var isLit: Bool { !phones.prompts.isEmpty || !phones.endings.isEmpty }
}
