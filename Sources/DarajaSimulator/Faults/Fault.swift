/// Everything that is known to go wrong between a shop and Safaricom, one case each.
///
/// The raw value is the name that `--fault` and `POST /simulator/faults` take. Sources: daraja.md sections 1 to 4 and
/// 10.
package enum Fault: String, CaseIterable, Sendable {
  // The push is accepted, and its answer is lost or spoilt.
  case ackLost = "ack-lost"
  case ackDelayed = "ack-delayed"
  case ackReset = "ack-reset"
  case ackCut = "ack-cut"
  case ackWithoutID = "ack-without-id"
  case ackErrorInOK = "ack-error-in-200"
  case redirected = "redirect-307"
  case refusedButPrompted = "refused-but-prompted"
  case internalErrorPrompted = "internal-error-prompted"

  // The request is not processed.
  case connectionRefused = "connection-refused"
  case connectionReset = "connection-reset"
  case answerCut = "answer-cut"
  case rateLimited = "rate-limit-429"
  case systemBusy = "system-busy"
  case spikeArrest = "spike-arrest"
  case quotaViolation = "quota-violation"
  case firewall = "firewall-403"
  case emptyBadRequest = "empty-400"
  case maintenance = "maintenance-503"
  case internalError = "internal-error"
  case badGateway = "bad-gateway-502"
  case portalPage = "portal-200"
  case firewallBusy = "firewall-503"
  case webServerError = "web-server-520"
  case unauthorised = "unauthorized-401"
  case forbidden = "forbidden-403"
  case wrongAuthentication = "invalid-authentication"
  case strangeAnswer = "strange-answer"
  case noProduct = "no-api-product"
  case subscriberLocked = "subscriber-locked"
  case tokenExpired = "token-expired"
  case tokenRefused = "token-refused"
  case tokenRefusedOtherwise = "token-refused-401"

  // Tokens.
  case secondMintInvalidates = "second-mint-invalidates"
  case tokenLifetimeAsNumber = "token-lifetime-number"
  case tokenLifetimeUnreadable = "token-lifetime-unreadable"

  // How the callback travels.
  case callbackLost = "callback-lost"
  case callbackDoubled = "callback-doubled"
  case callbackLate = "callback-late"
  case lateSuccess = "late-success"
  case callbackOutOfOrder = "callback-out-of-order"
  case callbackBeforeAck = "callback-before-ack"
  case callbackUnlistedAddress = "callback-unlisted-address"
  case callbackMalformed = "callback-malformed"
  case callbackVeryLarge = "callback-very-large"
  case idsCrossed = "ids-crossed"

  // What the callback says.
  case wrongAmount = "wrong-amount"
  case resultCodeAsString = "result-code-string"
  case amountInteger = "amount-integer"
  case amountOneDecimal = "amount-one-decimal"
  case amountTwoDecimals = "amount-two-decimals"
  case amountText = "amount-text"
  case successWithoutAmount = "success-without-amount"
  case successWithoutReceipt = "success-without-receipt"
  case successWithoutMetadata = "success-without-metadata"
  case extraItems = "extra-items"
  case balanceAbsent = "balance-absent"
  case balanceWithoutValue = "balance-without-value"
  case balanceNumber = "balance-number"
  case balanceBraceString = "balance-brace-string"
  case phoneMasked = "phone-masked"
  case phoneHashed = "phone-hashed"
  case phoneAbsent = "phone-absent"
  case dateFormatted = "date-formatted"

  // What contradicts what.
  case callbackPaidQueryFailed = "callback-paid-query-failed"
  case callbackFailedQueryPaid = "callback-failed-query-paid"
  case queryZeroUnpaid = "query-zero-unpaid"
  case receiptOnTwoPayments = "receipt-on-two-payments"
  case twoReceiptsOnOnePayment = "two-receipts"
  case failureThenSuccess = "failure-then-success"
  case successThenFailure = "success-then-failure"

  // The forms of "still pending", and a finished payment that looks pending.
  case pendingCode4999 = "pending-4999"
  case pendingBeingProcessed = "pending-processing"
  case pendingEmptyMessage = "pending-empty-message"
  case pendingInvalidID = "pending-invalid-id"
  case pendingDoesNotExist = "pending-does-not-exist"
  case pendingEmptyCode = "pending-empty-code"
  case finishedLooksPending = "finished-looks-pending"
}

/// The part of the simulator that a fault strikes when it is switched on for all traffic.
package enum FaultStage: Sendable, Equatable {
  /// The listening socket itself.
  case listening
  /// Any request, before it is looked at.
  case gateway
  /// A token that is being minted.
  case token
  /// A push: its refusal, or its acknowledgement.
  case push
  /// The customer's money and the callback; drawn once, when the push is accepted.
  case payment
  /// A query's answer, drawn for each query.
  case query
}

extension Fault {
  /// The part that it strikes.
  package var stage: FaultStage {
    switch self {
    case .connectionRefused: .listening
    case .connectionReset, .answerCut, .rateLimited, .systemBusy, .spikeArrest, .quotaViolation, .firewall,
      .emptyBadRequest, .maintenance, .internalError, .badGateway, .portalPage, .firewallBusy, .webServerError,
      .unauthorised, .forbidden, .wrongAuthentication, .strangeAnswer, .noProduct:
      .gateway
    case .secondMintInvalidates, .tokenLifetimeAsNumber, .tokenLifetimeUnreadable: .token
    case .ackLost, .ackDelayed, .ackReset, .ackCut, .ackWithoutID, .ackErrorInOK, .redirected, .refusedButPrompted,
      .internalErrorPrompted, .subscriberLocked, .tokenExpired, .tokenRefused, .tokenRefusedOtherwise:
      .push
    case .callbackLost, .callbackDoubled, .callbackLate, .lateSuccess, .callbackOutOfOrder, .callbackBeforeAck,
      .callbackUnlistedAddress, .callbackMalformed, .callbackVeryLarge, .idsCrossed, .wrongAmount,
      .resultCodeAsString, .amountInteger, .amountOneDecimal, .amountTwoDecimals, .amountText,
      .successWithoutAmount, .successWithoutReceipt, .successWithoutMetadata, .extraItems, .balanceAbsent,
      .balanceWithoutValue, .balanceNumber, .balanceBraceString, .phoneMasked, .phoneHashed, .phoneAbsent,
      .dateFormatted, .callbackPaidQueryFailed, .callbackFailedQueryPaid, .queryZeroUnpaid, .receiptOnTwoPayments,
      .twoReceiptsOnOnePayment, .failureThenSuccess, .successThenFailure:
      .payment
    case .pendingCode4999, .pendingBeingProcessed, .pendingEmptyMessage, .pendingInvalidID, .pendingDoesNotExist,
      .pendingEmptyCode, .finishedLooksPending:
      .query
    }
  }
}
