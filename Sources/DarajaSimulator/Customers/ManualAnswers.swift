import Payments

/// A prompt that is on a phone now.
package struct OpenPrompt: Sendable, Equatable {
  /// Safaricom's handle on it.
  package let checkoutRequestID: String
  /// Whose phone.
  package let phone: PhoneNumber
  /// How much is asked for.
  package let amountShillings: Int
  /// What the prompt calls the account.
  package let accountReference: String
  /// When it reached the phone, on the simulator's clock.
  package let atMilliseconds: Int64
  /// When it closes itself.
  package let closesAtMilliseconds: Int64
  /// The customer does nothing alone: somebody answers for them, or nobody does.
  package let waitsForAnswerByHand: Bool
}

/// A prompt that a phone has shown, and what the phone says of it now.
package struct PromptEnding: Sendable, Equatable {
  /// Safaricom's handle on it.
  package let checkoutRequestID: String
  /// Whose phone.
  package let phone: PhoneNumber
  /// How much was asked for.
  package let amountShillings: Int
  /// What the prompt called the account.
  package let accountReference: String
  /// When it ended, on the simulator's clock.
  package let atMilliseconds: Int64
  /// How it ended.
  package let resultCode: String
  /// The receipt in the customer's SMS.
  package let receipt: String?
  /// What is left in the wallet.
  package let balanceShillings: Int
}

/// Why nobody could answer.
package enum ManualAnswerError: Error, Equatable, Sendable {
  case noPrompt

  /// For the person who tried.
  package var sentence: String {
    switch self {
    case .noPrompt: "There is no prompt on that phone now. Send a push first, then answer within its life."
    }
  }
}

/// People may answer for a customer: in the demo, in training, in tests.
extension SimulatedDaraja {
  /// The prompts that are on phones now, oldest first.
  package var openPrompts: [OpenPrompt] {
    openTransactions.map { transactions[$0] }.filter(\.customer.seesPrompt).map {
      OpenPrompt(
        checkoutRequestID: $0.checkoutRequestID, phone: $0.phone, amountShillings: $0.amount,
        accountReference: $0.accountReference, atMilliseconds: $0.acceptedAtMilliseconds,
        closesAtMilliseconds: $0.acceptedAtMilliseconds + settings.promptLifeMilliseconds,
        waitsForAnswerByHand: $0.isByHand || $0.customer == .byHand)
    }
  }

  /// The prompts that ended within the last ten seconds, by when they were sent.
  package func recentEndings(at now: Int64) -> [PromptEnding] {
    transactions.suffix(50).compactMap { transaction in
      guard let result = transaction.result, let endedAt = transaction.endedAtMilliseconds,
        now - endedAt < 10_000, transaction.customer.seesPrompt
      else { return nil }
      return PromptEnding(
        checkoutRequestID: transaction.checkoutRequestID, phone: transaction.phone,
        amountShillings: transaction.amount, accountReference: transaction.accountReference, atMilliseconds: endedAt,
        resultCode: result, receipt: transaction.receipt,
        balanceShillings: phones[transaction.phone]?.wallet ?? settings.walletShillings)
    }
  }

  /// Answers the prompt on a phone.
  package mutating func answer(
    phone: PhoneNumber, with manual: ManualAnswer, atMilliseconds time: Int64
  ) throws(ManualAnswerError) {
    let now = happen(through: time)
    guard let index = phones[phone]?.openTransaction else { throw .noPrompt }
    answer(index, with: manual, at: now)
  }

  /// Answers the prompt with this CheckoutRequestID.
  package mutating func answer(
    checkoutRequestID: String, with manual: ManualAnswer, atMilliseconds time: Int64
  ) throws(ManualAnswerError) {
    let now = happen(through: time)
    guard let index = transactionsByID[checkoutRequestID], transactions[index].isOpen else { throw .noPrompt }
    answer(index, with: manual, at: now)
  }

  /// Puts this much money into a wallet.
  package mutating func setWallet(of phone: PhoneNumber, shillings: Int, atMilliseconds time: Int64) {
    let now = happen(through: time)
    var owner = phones[phone] ?? Phone(settings: settings, at: now)
    owner.setWallet(shillings)
    phones[phone] = owner
  }

  private mutating func answer(_ index: Int, with manual: ManualAnswer, at now: Int64) {
    transactions[index].isByHand = true
    if let code = manual.code { finish(index, with: code, at: now) }
  }
}
