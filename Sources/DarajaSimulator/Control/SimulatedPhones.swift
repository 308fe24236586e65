import CanonicalJSON

/// What the customers' phones show; numbers are masked.
package struct SimulatedPhones: Sendable, Equatable {
  /// A prompt that waits for its customer.
  package struct Prompt: Sendable, Equatable {
    /// Safaricom's handle on it.
    package let checkoutRequestID: String
    /// Whose phone, masked.
    package let phone: String
    /// How much is asked for.
    package let amountShillings: Int
    /// What the prompt calls the account.
    package let reference: String
    /// The customer does nothing alone.
    package let waitsForAnswerByHand: Bool
  }

  /// A prompt that ended a moment ago.
  package struct Ending: Sendable, Equatable {
    /// Safaricom's handle on it.
    package let checkoutRequestID: String
    /// Whose phone, masked.
    package let phone: String
    /// How much was asked for.
    package let amountShillings: Int
    /// What the prompt called the account.
    package let reference: String
    /// When it ended.
    package let atMilliseconds: Int64
    /// How it ended.
    package let resultCode: String
    /// The receipt in the customer's SMS.
    package let receipt: String?
    /// What is left in the wallet.
    package let balanceShillings: Int
  }

  /// The prompts that wait, oldest first.
  package let prompts: [Prompt]
  /// The prompts that ended a moment ago, newest last.
  package let ended: [Ending]

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
        checkoutRequestID: id, phone: phone, amountShillings: Int(amount),
        reference: entry["reference"]?.string ?? "", atMilliseconds: Int64(entry["at_milliseconds"]?.integer ?? 0),
        resultCode: code, receipt: entry["receipt"]?.string,
        balanceShillings: Int(entry["balance"]?.integer ?? 0))
    }
  }
}
