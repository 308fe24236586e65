import Payments

extension Fault {
  /// The customer who always shows this fault: `0799 000 0` and these two digits.
  ///
  /// Nil where no phone number is known when the fault strikes. Numbers are never given to another fault, since people
  /// remember them.
  package var suffix: Int? {
    switch self {
    case .ackLost: 1
    case .ackDelayed: 2
    case .ackReset: 3
    case .ackCut: 4
    case .ackWithoutID: 5
    case .ackErrorInOK: 6
    case .redirected: 7
    case .refusedButPrompted: 8
    case .internalErrorPrompted: 9
    case .connectionReset: 10
    case .answerCut: 11
    case .rateLimited: 12
    case .systemBusy: 13
    case .spikeArrest: 14
    case .quotaViolation: 15
    case .firewall: 16
    case .emptyBadRequest: 17
    case .maintenance: 18
    case .internalError: 19
    case .subscriberLocked: 20
    case .tokenExpired: 21
    case .tokenRefused: 22
    case .tokenRefusedOtherwise: 23
    case .noProduct: 24
    case .badGateway: 25
    case .portalPage: 26
    case .firewallBusy: 27
    case .webServerError: 28
    case .unauthorised: 29
    case .callbackLost: 30
    case .callbackDoubled: 31
    case .callbackLate: 32
    case .lateSuccess: 33
    case .callbackOutOfOrder: 34
    case .callbackBeforeAck: 35
    case .callbackUnlistedAddress: 36
    case .callbackMalformed: 37
    case .callbackVeryLarge: 38
    case .idsCrossed: 39
    case .wrongAmount: 40
    case .resultCodeAsString: 41
    case .amountInteger: 42
    case .amountOneDecimal: 43
    case .amountTwoDecimals: 44
    case .amountText: 45
    case .successWithoutAmount: 46
    case .successWithoutReceipt: 47
    case .successWithoutMetadata: 48
    case .extraItems: 49
    case .balanceAbsent: 50
    case .balanceWithoutValue: 51
    case .balanceNumber: 52
    case .balanceBraceString: 53
    case .phoneMasked: 54
    case .phoneHashed: 55
    case .phoneAbsent: 56
    case .dateFormatted: 57
    case .callbackPaidQueryFailed: 60
    case .callbackFailedQueryPaid: 61
    case .queryZeroUnpaid: 62
    case .receiptOnTwoPayments: 63
    case .twoReceiptsOnOnePayment: 64
    case .failureThenSuccess: 65
    case .successThenFailure: 66
    case .pendingCode4999: 70
    case .pendingBeingProcessed: 71
    case .pendingEmptyMessage: 72
    case .pendingInvalidID: 73
    case .pendingDoesNotExist: 74
    case .pendingEmptyCode: 75
    case .finishedLooksPending: 76
    case .forbidden: 80
    case .wrongAuthentication: 81
    case .strangeAnswer: 82
    case .connectionRefused, .secondMintInvalidates, .tokenLifetimeAsNumber, .tokenLifetimeUnreadable: nil
    }
  }

  /// The phone number of that customer: `0799 000 001` for an acknowledgement that is lost.
  package var number: PhoneNumber? {
    suffix.flatMap { PhoneNumber(msisdn: "2547990000" + ($0 < 10 ? "0" : "") + String($0)) }
  }

  /// The fault of a customer, if the number is one of them.
  static func of(_ phone: PhoneNumber) -> Fault? {
    guard phone.msisdn.hasPrefix("2547990000"), let suffix = Int(phone.msisdn.suffix(2)) else { return nil }
    return allCases.first { $0.suffix == suffix }
  }
}
