import CanonicalJSON

/// What the customers' phones show; numbers are masked.
public struct SimulatedPhones: Sendable, Equatable {
  /// A prompt that waits for its customer.
  public struct Prompt: Sendable, Equatable {
    /// Safaricom's handle on it.
    public let checkoutRequestID: String
    /// Whose phone, masked.
    public let phone: String
    /// How much is asked for.
    public let amountShillings: Int
    /// What the prompt calls the account.
    public let reference: String
    /// The customer does nothing alone.
    public let waitsForAnswerByHand: Bool
  }

  /// A prompt that ended a moment ago.
  public struct Ending: Sendable, Equatable {
    /// Safaricom's handle on it.
    public let checkoutRequestID: String
    /// Whose phone, masked.
    public let phone: String
    /// How much was asked for.
    public let amountShillings: Int
    /// How it ended.
    public let resultCode: String
    /// The receipt in the customer's SMS.
    public let receipt: String?
  }

  /// The prompts that wait, oldest first.
  public let prompts: [Prompt]
  /// The prompts that ended a moment ago, newest last.
  public let ended: [Ending]

  /// Reads the answer to `GET /simulator/prompts`; what is not as this simulator writes it is left out.
  init(_ answer: JSONValue) {
    prompts = (answer["prompts"]?.array ?? []).compactMap { entry in
      guard let id = entry["checkout_request_id"]?.string, let phone = entry["phone"]?.string,
        let amount = entry["amount"]?.integer
      else { return nil }
      return Prompt(
        checkoutRequestID: id, phone: phone, amountShillings: Int(amount),
        reference: entry["reference"]?.string ?? "", waitsForAnswerByHand: entry["by_hand"]?.bool ?? false)
    }
    ended = (answer["ended"]?.array ?? []).compactMap { entry in
      guard let id = entry["checkout_request_id"]?.string, let phone = entry["phone"]?.string,
        let amount = entry["amount"]?.integer, let code = entry["result_code"]?.string
      else { return nil }
      return Ending(
        checkoutRequestID: id, phone: phone, amountShillings: Int(amount), resultCode: code,
        receipt: entry["receipt"]?.string)
    }
  }
}
