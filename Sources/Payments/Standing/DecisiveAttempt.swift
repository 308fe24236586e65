/// Another attempt at the same sale, by which it is decided what is to be done about one.
package struct DecisiveAttempt: Sendable, Equatable {
  /// What is so about it, the gravest first; as a script reads it.
  package enum Reason: String, Sendable, Equatable, CaseIterable {
    /// Its money came, or a supervisor accepted its receipt: the sale is paid.
    case paid
    /// The customer pays in another way, as somebody noted there.
    case paidAnotherWay = "paid-another-way"
    /// It was asked later, and nothing decides about the sale yet.
    case isLater = "later"
    /// Both brought money, and a supervisor has given back the other one's.
    case wentBack = "went-back"
  }

  /// What is so about it.
  package var reason: Reason
  /// What people call it, at its till and on its day.
  package var number: Int
  /// The till that asked.
  package var till: Till
  /// The business day on which it was asked.
  package var day: BusinessDay

  package init(_ reason: Reason, number: Int, till: Till, day: BusinessDay) {
    self.reason = reason
    self.number = number
    self.till = till
    self.day = day
  }
}

/// An attempt, as far as the others at its sale ask about it.
package struct SaleAttempt: Sendable {
  let status: PaymentStatus
  /// It is paid twice whatever became of the others.
  let isTwiceAlone: Bool
  let recordedAt: Moment?
  /// When somebody noted last that its customer pays in another way.
  let paysAnotherWayAt: Moment?

  /// - Parameters:
  ///   - status: what it adds up to among the others.
  ///   - alone: what it adds up to by itself.
  ///   - rows: its evidence.
  package init(_ status: PaymentStatus, alone: PaymentStatus, _ rows: [EvidenceRow]) {
    self.status = status
    isTwiceAlone = alone.flags.contains(.twice)
    recordedAt = rows.first { if case .recorded = $0.evidence { true } else { false } }?.at
    paysAnotherWayAt =
      status.notes.paysAnotherWay
      ? rows.last {
        if case .decision(let decision) = $0.evidence { decision.action == .paysAnotherWay } else { false }
      }?
      .at : nil
  }
}

extension Sale {
  /// Which of the attempts decides about one of them, and why; nil where the attempt speaks for itself.
  ///
  /// Whoever has paid, or pays in another way, must not pay one that is still on the phone. What brought nothing gives
  /// way to whatever was asked after it.
  ///
  /// - Parameter attempts: all of the sale, in the order in which they were recorded.
  package static func decisive(
    about index: Int, among attempts: [SaleAttempt]
  ) -> (index: Int, reason: DecisiveAttempt.Reason)? {
    let own = attempts[index]
    guard attempts.count > 1, !own.status.notes.isHandled, !own.status.isResolved else { return nil }
    let broughtNothing: Bool
    switch own.status.standing {
    case .recorded, .sending, .waiting, .check, .unknown: broughtNothing = false
    case .notPaid, .refused, .notSent: broughtNothing = true
    case .paid, .byHand: return returned(besides: own, among: attempts).map { ($0, .wentBack) }
    case .held: return nil
    }
    if let paid = attempts.lastIndex(where: \.status.paysItsSale) { return (paid, .paid) }
    if let noted = attempts.lastIndex(where: { $0.wasNoted(after: own) }) { return (noted, .paidAnotherWay) }
    return broughtNothing && index < attempts.count - 1 ? (attempts.count - 1, .isLater) : nil
  }
}

extension Sale {
  /// The attempt whose money went back, so that what is left of the sale's is this one's alone; nil where it is not.
  private static func returned(besides own: SaleAttempt, among attempts: [SaleAttempt]) -> Int? {
    if !own.status.flags.contains(.twice) || own.isTwiceAlone { return nil }
    let kept = attempts.map(\.status).filter { $0.resolved?.isRefund != true }
    if isPaidTwice(kept) { return nil }
    return attempts.lastIndex { $0.status.resolved?.isRefund == true && $0.status.flags.contains(.twice) }
  }
}

extension SaleAttempt {
  /// The note speaks of an attempt that was made before it: who asks again afterwards has changed his mind.
  fileprivate func wasNoted(after other: SaleAttempt) -> Bool {
    guard let noted = paysAnotherWayAt, let recorded = other.recordedAt else { return false }
    return noted.bootID == recorded.bootID
      ? noted.bootMilliseconds >= recorded.bootMilliseconds : noted.wallMilliseconds >= recorded.wallMilliseconds
  }
}

extension PaymentStatus {
  /// Its money, or a receipt that a supervisor accepted, is this sale's, and did not go back.
  fileprivate var paysItsSale: Bool {
    if resolved?.isRefund == true { return false }
    switch standing {
    case .paid: return !flags.contains(.wrongNumber)
    case .byHand: return resolved.map { !$0.isNothing } ?? !flags.contains(.contradicted)
    default: return false
    }
  }
}
