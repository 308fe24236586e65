/// What is wrong with money that came, the gravest first.
package enum Alarm: Sendable {
  case paidTwice
  case paidByWrongNumber
  case paidLate
  case byHandNotPaid
}

extension PaymentSummary {
  /// Something that the cashier or the owner must see: it stays until seen.
  package var isTrouble: Bool { status.isTrouble && !hasGivenWay }

  /// The customer pays in another way, or the prompt went to somebody else, and nothing has come: nobody waits for it,
  /// and it stays watched.
  ///
  /// What an answer put in doubt is not among these: money may have come, and that is said first.
  package var isNotCountedOn: Bool {
    switch status.standing {
    case .recorded, .sending, .waiting: isHandled && !status.isResolved
    default: false
    }
  }

  /// A supervisor closed what stood open on it: it is nobody's move any more, and never green, since the money may have
  /// gone back.
  package var isClosedBySupervisor: Bool {
    // An acceptance by hand is open to nobody, and a supervisor may end it all the same: that is how it is taken back.
    status.isResolved && (status.isOpenUnlessResolved || status.standing == .byHand)
  }

  /// Its money is there, and nothing about it is for a person.
  package var isPlainlyPaid: Bool { status.standing == .paid && alarm == nil && !isClosedBySupervisor }

  /// Goods are spoken of for so long after the money came.
  package static let justPaidMilliseconds: Int64 = 20_000

  /// Its money came within the time in which goods are spoken of, and nothing about it is for a person.
  package func wasJustPaid(at now: Moment) -> Bool {
    guard isPlainlyPaid, let answeredAt = status.answeredAt else { return false }
    return now.overdueMilliseconds(since: answeredAt) < Self.justPaidMilliseconds
  }

  /// An answer is there, and what it means for the money is a supervisor's to say: late, twice, from a wrong number,
  /// held, or accepted by hand and not paid.
  ///
  /// What is open and not this waits for its answer: on the form each open payment is in one of the two sums.
  package var isToResolve: Bool {
    switch status.standing {
    case .paid, .held, .byHand: status.isOpen
    case .recorded, .sending, .waiting, .unknown, .check, .notPaid, .refused, .notSent: false
    }
  }

  /// It ended, and no money came from it.
  package var hasBroughtNothing: Bool {
    switch status.standing {
    case .notPaid, .refused, .notSent: true
    default: false
    }
  }

  /// A person has said what is to become of the sale, so that no money from this attempt is no trouble.
  package var isHandled: Bool { status.notes.isHandled }

  /// The gravest alarm that nobody resolved.
  package var alarm: Alarm? {
    if status.isResolved { return nil }
    if status.flags.contains(.twice) { return .paidTwice }
    if status.flags.contains(.wrongNumber) { return .paidByWrongNumber }
    if status.flags.contains(.late) { return .paidLate }
    return status.standing == .byHand && status.needsPerson ? .byHandNotPaid : nil
  }
}
