import Payments

/// What a callback's body says, decoded and not yet believed (daraja.md section 4.1).
package struct CallbackReport: Sendable, Hashable {
  /// Safaricom's first handle; nil when absent or unreadable.
  package let merchantRequestID: String?
  /// The prompt that this is about.
  package let checkoutRequestID: CheckoutRequestID
  /// The result, letter for letter: only the text `0` says paid.
  package let resultCode: ResultCode
  /// Safaricom's words, cleaned; for people only, never compared.
  package let resultDescription: String?
  /// How much was paid; nil when absent, unreadable or stated twice differently.
  package let amount: Cents?
  /// The code in the customer's SMS; nil like the amount.
  package let receipt: Receipt?
  /// TransactionDate as it came (`20261124140209`), cleaned; for people only.
  package let transactionDateText: String?
  /// The payer's phone as it came: whole, masked or hashed.
  ///
  /// Personal, and never used to find a payment.
  package let phoneText: String?

  /// A report from its parts.
  package init(
    merchantRequestID: String?, checkoutRequestID: CheckoutRequestID, resultCode: ResultCode,
    resultDescription: String? = nil, amount: Cents? = nil, receipt: Receipt? = nil,
    transactionDateText: String? = nil, phoneText: String? = nil
  ) {
    self.merchantRequestID = merchantRequestID
    self.checkoutRequestID = checkoutRequestID
    self.resultCode = resultCode
    self.resultDescription = resultDescription
    self.amount = amount
    self.receipt = receipt
    self.transactionDateText = transactionDateText
    self.phoneText = phoneText
  }
}

/// Why a callback's body could not be decoded; it is kept for a person all the same.
package enum CallbackProblem: String, Error, Sendable, Hashable, CaseIterable {
  case notJSON = "not-json"
  case notAPaymentCallback = "not-a-payment-callback"
  case noCheckoutRequestID = "no-checkout-request-id"
  case noResultCode = "no-result-code"

  /// The name in evidence and in machine output.
  package var name: String { rawValue }

  /// One line for the owner.
  package var sentence: String {
    let rest = "Nothing is counted as paid by it. Compare it with the statement, and resolve it among the unmatched."
    switch self {
    case .notJSON: return "A message to the callback address could not be read. " + rest
    case .notAPaymentCallback: return "A message to the callback address is not about a payment. " + rest
    case .noCheckoutRequestID: return "A callback does not say which prompt it is about. " + rest
    case .noResultCode: return "A callback does not say how the payment ended. " + rest
    }
  }
}
