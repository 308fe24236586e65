/// The fold of all evidence of one payment.
///
/// Copies share what they hold until one of them changes, like those of a ``PaymentSummary``.
package struct PaymentStatus: Sendable, Equatable {
  private final class Kept: Sendable {
    let facts: Facts
    // What every pass over a board asks, answered once.
    let standing: Standing
    let isOpenUnlessResolved: Bool
    let needsPerson: Bool
    let isTrouble: Bool

    init(_ facts: Facts) {
      self.facts = facts
      standing = facts.state.standing
      isOpenUnlessResolved = facts.isOpenUnlessResolved
      needsPerson = facts.resolved == nil && facts.hasAlarm
      isTrouble = facts.isTrouble
    }
  }

  private var kept: Kept

  private var facts: Facts {
    _read { yield kept.facts }
    _modify {
      var changed = kept.facts
      yield &changed
      kept = Kept(changed)
    }
  }

  init(_ facts: Facts) { kept = Kept(facts) }

  /// Where it stands.
  package var state: PaymentState {
    _read { yield kept.facts.state }
    _modify { yield &facts.state }
  }
  /// What else is true.
  package var flags: Flags {
    _read { yield kept.facts.flags }
    _modify { yield &facts.flags }
  }
  /// How far its one request came.
  package var attempt: Attempt {
    _read { yield kept.facts.attempt }
    _modify { yield &facts.attempt }
  }
  /// The questions that were put about it, in ascending order.
  package var queries: [Query] {
    _read { yield kept.facts.queries }
    _modify { yield &facts.queries }
  }
  /// A question was answered in a way that tells of the prompt's end: with a final failure, or with anything else once
  /// its life was over.
  package var promptsEndIsKnown: Bool {
    _read { yield kept.facts.promptsEndIsKnown }
    _modify { yield &facts.promptsEndIsKnown }
  }
  /// Whatever was answered came from addresses that are not listed: Safaricom has said nothing.
  package var onlyStrangersAnswered: Bool {
    _read { yield kept.facts.onlyStrangersAnswered }
    _modify { yield &facts.onlyStrangersAnswered }
  }
  /// What says that money came, and proves nothing by itself.
  package var unproved: Unproved {
    _read { yield kept.facts.unproved }
    _modify { yield &facts.unproved }
  }
  /// The code of the last callback that was in doubt.
  package var doubtedCode: ResultCode? {
    _read { yield kept.facts.doubtedCode }
    _modify { yield &facts.doubtedCode }
  }
  /// Keys of the evidence by which money came or may have come, proved or not.
  package var moneyKeys: [String] {
    _read { yield kept.facts.moneyKeys }
    _modify { yield &facts.moneyKeys }
  }
  /// What people said of it.
  package var notes: Notes {
    _read { yield kept.facts.notes }
    _modify { yield &facts.notes }
  }
  /// A supervisor closed the alarms that stand on it now.
  package var resolved: Resolved? {
    _read { yield kept.facts.resolved }
    _modify { yield &facts.resolved }
  }

  /// What Safaricom's own answers say that came, in cents, each receipt once; nil where none states an amount.
  package var vouchedCents: Int64? {
    _read { yield kept.facts.vouchedCents }
    _modify { yield &facts.vouchedCents }
  }

  /// What it adds up to, in a word.
  package var standing: Standing { kept.standing }

  package static func == (left: PaymentStatus, right: PaymentStatus) -> Bool {
    left.kept === right.kept || left.kept.facts == right.kept.facts
  }

  /// A status that so far says only where the payment stands.
  package init(_ state: PaymentState) { self.init(Facts(state: state)) }
}

extension PaymentStatus {
  /// When the deciding evidence became known.
  package var answeredAt: Moment? {
    switch state {
    case .recorded, .sending, .waiting: nil
    case .notSent(_, let at), .refused(_, _, let at), .unknown(_, let at), .check(_, let at), .byHand(_, let at): at
    case .paid(let proof): proof.at
    case .notPaid(_, _, _, let at): at
    case .held(_, _, _, let at): at
    }
  }

  /// What proves that its money came.
  package var proof: Proof? { if case .paid(let proof) = state { proof } else { nil } }

  /// Every receipt that stands on it: of the proof and of money by other prompts, or the one accepted by hand.
  package var receipts: [Receipt] {
    switch state {
    case .paid(let proof): proof.receipts + proof.strayReceipts
    case .held(_, _, let receipts, _): receipts
    case .byHand(let receipt, _): [receipt]
    default: []
    }
  }

  /// The receipt of the proof, or the one accepted by hand.
  package var receipt: Receipt? { standing == .paid ? proof?.receipts.first : receipts.first }

  /// Why it is in doubt.
  package var doubt: Doubt? {
    switch state {
    case .check(let doubt, _), .held(let doubt, _, _, _): doubt
    default: nil
    }
  }

  /// The last word that a callback or a query had.
  package var resultCode: ResultCode? {
    switch state {
    case .paid: .paid
    case .notPaid(let code, _, _, _): code
    default: doubtedCode
    }
  }

  /// A final callback said not paid, by a code after which no money comes.
  package var isFinallyNotPaid: Bool { if case .notPaid(_, _, let isFinal, _) = state { isFinal } else { false } }

  /// A supervisor closed the alarms that stand on it now.
  package var isResolved: Bool { resolved != nil }

  /// When its end became known: by proof, by a final word, by a supervisor's; nil while it is unresolved.
  package var endedAt: Moment? {
    switch standing {
    case .recorded, .sending: nil
    case .waiting, .unknown, .check, .held: resolved?.at
    case .paid, .notPaid, .refused, .notSent, .byHand: answeredAt
    }
  }

  /// Something on it is for a person: an alarm that nobody resolved.
  package var needsPerson: Bool { kept.needsPerson }

  /// Something that the cashier or the owner must see: it stays until seen.
  var isTrouble: Bool { kept.isTrouble }

  /// Its answer is still being waited for, or it needs a person: it stands on every desk's board.
  package var isOpen: Bool {
    switch standing {
    // Somebody must still end the attempt, whatever a person said of the goods.
    case .recorded, .sending: true
    default: !isResolved && isOpenUnlessResolved
    }
  }

  /// It would stand on every desk's board, had no supervisor resolved it.
  package var isOpenUnlessResolved: Bool { kept.isOpenUnlessResolved }
}

extension PaymentStatus.Facts {
  /// Something on it is for a person, or was until a supervisor resolved it.
  fileprivate var hasAlarm: Bool {
    let standing = state.standing
    return standing == .held || standing == .unknown || !flags.isDisjoint(with: .alarms)
      || (flags.contains(.contradicted) && standing == .byHand)
  }

  fileprivate var isOpenUnlessResolved: Bool {
    switch state.standing {
    case .recorded, .sending, .waiting, .unknown, .check, .held: true
    case .paid, .notPaid, .refused, .notSent, .byHand: hasAlarm
    }
  }

  fileprivate var isTrouble: Bool {
    if resolved != nil { return false }
    return switch state.standing {
    case .paid: !flags.isDisjoint(with: .alarms)
    case .notPaid, .refused, .notSent: !notes.isHandled
    case .unknown, .check, .held: true
    case .byHand: hasAlarm
    case .recorded, .sending, .waiting: false
    }
  }
}
