/// What the other attempts at its sale make of a payment.
extension PaymentSummary {
  /// It brought nothing, and what is to be done stands at another attempt of its sale, or was done.
  package var hasGivenWay: Bool { hasBroughtNothing && (isPaidElsewhere || decisiveAttempt?.reason == .isLater) }

  /// Another attempt at its sale brought the money, or its customer pays in another way: nobody must pay this one too.
  package var isPaidElsewhere: Bool {
    switch decisiveAttempt?.reason {
    case .paid, .paidAnotherWay: true
    case .isLater, .wentBack, nil: false
    }
  }

  /// The prompt of what is paid already may be answered all the same.
  package var mayBePaidTwice: Bool { isWaiting && isPaidElsewhere }

  /// Its answer is to come, and somebody counts on it.
  package var isAwaited: Bool { isWaiting && !isNotCountedOn && !isPaidElsewhere }
}
