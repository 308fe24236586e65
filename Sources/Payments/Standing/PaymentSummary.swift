/// A payment as a desk shows it: what was asked, and what its evidence adds up to.
///
/// Copies share what they hold until one of them changes: boards, rounds and watch lists pass over hundreds of payments
/// with every key and every turn, and holding one of them must cost one count, and not one for each text in it.
package struct PaymentSummary: Sendable, Equatable, Identifiable {
  private final class Kept: Sendable {
    let facts: Facts
    init(_ facts: Facts) { self.facts = facts }
  }

  private struct Facts: Sendable, Equatable {
    var id: PaymentID
    var number: Int
    var day: BusinessDay
    var till: Till
    var cashier: String
    var phone: PhoneNumber?
    var amount: Shillings
    var reference: String
    var sale: PaymentID
    var recordedAt: Moment
    var status: PaymentStatus
    var position: Int64
    var countsOn: BusinessDay?
    var decisiveAttempt: DecisiveAttempt?
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

  /// Names it for ever.
  package var id: PaymentID {
    _read { yield kept.facts.id }
    _modify { yield &facts.id }
  }
  /// What people call it: "number 47", per till and business day.
  package var number: Int {
    _read { yield kept.facts.number }
    _modify { yield &facts.number }
  }
  /// The business day on which it was asked.
  package var day: BusinessDay {
    _read { yield kept.facts.day }
    _modify { yield &facts.day }
  }
  /// The till that asked.
  package var till: Till {
    _read { yield kept.facts.till }
    _modify { yield &facts.till }
  }
  /// The cashier's login name.
  package var cashier: String {
    _read { yield kept.facts.cashier }
    _modify { yield &facts.cashier }
  }
  /// Whose phone; nil after the personal data was purged.
  package var phone: PhoneNumber? {
    _read { yield kept.facts.phone }
    _modify { yield &facts.phone }
  }
  /// How much.
  package var amount: Shillings {
    _read { yield kept.facts.amount }
    _modify { yield &facts.amount }
  }
  /// What the customer's SMS shows.
  package var reference: String {
    _read { yield kept.facts.reference }
    _modify { yield &facts.reference }
  }
  /// The sale that it is an attempt at.
  package var sale: PaymentID {
    _read { yield kept.facts.sale }
    _modify { yield &facts.sale }
  }
  /// When it was recorded.
  package var recordedAt: Moment {
    _read { yield kept.facts.recordedAt }
    _modify { yield &facts.recordedAt }
  }
  /// What its evidence adds up to.
  package var status: PaymentStatus {
    _read { yield kept.facts.status }
    _modify { yield &facts.status }
  }
  /// The ledger's position of its newest evidence: grows with every change.
  package var position: Int64 {
    _read { yield kept.facts.position }
    _modify { yield &facts.position }
  }
  /// The business day on which its money counts as paid; nil while it does not.
  package var countsOn: BusinessDay? {
    _read { yield kept.facts.countsOn }
    _modify { yield &facts.countsOn }
  }
  /// Another attempt at its sale that decides what is to be done about it; nil where it speaks for itself.
  package var decisiveAttempt: DecisiveAttempt? {
    _read { yield kept.facts.decisiveAttempt }
    _modify { yield &facts.decisiveAttempt }
  }

  package init(
    id: PaymentID, number: Int, day: BusinessDay, till: Till, cashier: String, phone: PhoneNumber?, amount: Shillings,
    reference: String, sale: PaymentID, recordedAt: Moment, status: PaymentStatus, position: Int64,
    countsOn: BusinessDay? = nil, decisiveAttempt: DecisiveAttempt? = nil
  ) {
    kept = Kept(
      Facts(
        id: id, number: number, day: day, till: till, cashier: cashier, phone: phone, amount: amount,
        reference: reference, sale: sale, recordedAt: recordedAt, status: status, position: position,
        countsOn: countsOn, decisiveAttempt: decisiveAttempt))
  }

  package static func == (left: PaymentSummary, right: PaymentSummary) -> Bool {
    left.kept === right.kept || left.kept.facts == right.kept.facts
  }

  /// Nobody has said anything for so long that somebody must look.
  package func isOverdue(at now: Moment) -> Bool {
    guard status.standing == .waiting || status.standing == .sending else { return false }
    return switch status.state {
    // A living process ends an attempt within 35 s; after that only its restart can say more.
    case .waiting(let since), .sending(let since):
      now.overdueMilliseconds(since: since) >= PromptFigures.checkAfterMilliseconds
    default: false
    }
  }

  /// The standing as it is shown at a moment: time never says "failed", but it does say "no answer yet: check"
  /// (rules.md section 1, law 3).
  package func standing(at now: Moment) -> Standing { isOverdue(at: now) ? .check : status.standing }
}

extension PaymentSummary {
  /// Standings in which a payment is watched although it is not open: a query's "not paid", codes after which money may
  /// still come, and what a person accepted or resolved without an answer.
  package static let standingsWatchedWhenClosed: [Standing] = [.notPaid, .byHand, .waiting, .check]

  /// Safaricom has not had its last word: it is open, or was recorded since then and may still turn.
  package func isWatched(sinceWallMilliseconds since: Int64) -> Bool {
    status.isOpen
      || recordedAt.wallMilliseconds >= since && Self.standingsWatchedWhenClosed.contains(status.standing)
  }
}

extension PaymentSummary {
  /// Its answer is still to come.
  package var isWaiting: Bool {
    switch status.standing {
    case .recorded, .sending, .waiting, .check, .unknown: status.isOpen
    default: false
    }
  }
}
