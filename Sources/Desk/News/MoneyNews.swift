import Payments

/// News about money, by one rule.
///
/// What needs a person stands in a queue, the most urgent first and of those the oldest, and keeps its three lines
/// until somebody acted upon it: chose its row, opened its details, asked again, said what is to become of the sale,
/// muted or resolved it; or until its answer came. Good news never stands before it: that lights its row and the head
/// of the paid money. Goods are told to be handed over once, for a short while, at the till that asked.
package struct MoneyNews: Sendable, Equatable {
  /// How soon a person must act.
  enum Urgency: Int, Sendable {
    /// A customer may answer a prompt now that is not to be answered any more.
    case promptIsOut
    /// Money came that is not as it should be, or may have.
    case money
    case other
  }

  /// What needs a person, and why it does.
  struct Trouble: Sendable, Equatable {
    let payment: PaymentID
    let standing: Standing
    let flags: Flags
    /// It had been muted before this news; whoever mutes it now has acted upon it.
    let isMuted: Bool
    let urgency: Urgency

    init(_ payment: PaymentSummary, at now: Moment) {
      self.payment = payment.id
      standing = payment.standing(at: now)
      flags = payment.status.flags
      isMuted = payment.status.notes.isMuted
      let isAboutMoney = payment.alarm != nil || payment.status.standing == .held
      urgency = payment.mayBePaidTwice ? .promptIsOut : isAboutMoney ? .money : .other
    }
  }

  /// Money that came a moment ago.
  struct Paid: Sendable, Equatable {
    /// How long its goods are spoken of.
    static let staysMilliseconds = PaymentSummary.justPaidMilliseconds
    /// The next customer's first digit leaves it alone for so long: what was typed ahead must not wipe it away unread.
    static let leastMilliseconds: Int64 = 3_000
    /// How long it is to be felt, besides being read.
    static let feltMilliseconds: Int64 = 3_000
    let payment: PaymentID
    let since: Moment
  }

  /// Trouble that has just rung.
  struct Flash: Sendable, Equatable {
    /// Lit and not lit, three times: more than three a second would be a danger to some.
    static let phaseMilliseconds: Int64 = 250
    static let phases: Int64 = 5
    let payment: PaymentID
    let since: Moment
  }

  /// What nobody has acted upon, the most urgent first.
  private(set) var troubles = TroubleQueue()
  /// What was paid a moment ago, oldest first.
  private(set) var paid: [Paid] = []
  /// What rang last as trouble.
  private var flash: Flash?
  /// Whose news changed since somebody asked.
  private var changed: [PaymentID] = []
  private var tidiedAt: Moment?

  /// Nothing happened yet.
  init() {}

  /// It stands in the queue.
  func isUntold(_ id: PaymentID) -> Bool { troubles.contains(id) }

  /// Its goods may be handed over now.
  func isJustPaid(_ id: PaymentID) -> Bool { paid.contains { $0.payment == id } }

  /// Whose news changed since this was asked last.
  mutating func takeChanged() -> [PaymentID] {
    defer { changed = [] }
    return changed
  }

  /// Puts trouble into the queue; another trouble of the same payment takes the place of its older one.
  mutating func hear(_ trouble: Trouble) {
    changed.append(trouble.payment)
    paid.removeAll { $0.payment == trouble.payment }
    troubles.hear(trouble)
  }

  /// Trouble rang, and nobody saw it before.
  mutating func rang(_ id: PaymentID, at now: Moment) { flash = Flash(payment: id, since: now) }

  /// Trouble of a payment is lit at this moment, of those in which it flashes.
  func isLit(_ id: PaymentID, at now: Moment) -> Bool {
    guard let flash, flash.payment == id, isUntold(id), !now.isBefore(flash.since) else { return false }
    let phase = now.elapsedMilliseconds(since: flash.since) / Flash.phaseMilliseconds
    return phase < Flash.phases && phase % 2 == 0
  }

  /// Its money came within the last moments.
  func isFelt(_ id: PaymentID, at now: Moment) -> Bool {
    paid.contains { $0.payment == id && now.elapsedMilliseconds(since: $0.since) < Paid.feltMilliseconds }
  }

  /// Until what flashes or is felt looks otherwise; nil when nothing does.
  func nextLookMilliseconds(at now: Moment) -> Int64? {
    let calm = paid.map { Paid.feltMilliseconds - now.elapsedMilliseconds(since: $0.since) }.filter { $0 > 0 }.min()
    guard let flash, isUntold(flash.payment), !now.isBefore(flash.since) else { return calm }
    let age = now.elapsedMilliseconds(since: flash.since)
    guard age < Flash.phaseMilliseconds * Flash.phases else { return calm }
    let phase = Flash.phaseMilliseconds - age % Flash.phaseMilliseconds
    return min(calm ?? phase, phase)
  }

  /// Money came.
  mutating func hear(_ money: Paid) {
    changed.append(money.payment)
    troubles.remove(money.payment)
    paid.removeAll { $0.payment == money.payment }
    paid.append(money)
  }

  /// Somebody acted upon a payment.
  mutating func actedUpon(_ id: PaymentID) { if troubles.remove(id) { changed.append(id) } }

  /// The next customer is being served.
  mutating func nextCustomerBegan(at now: Moment) {
    removePaid { now.elapsedMilliseconds(since: $0.since) >= Paid.leastMilliseconds }
  }

  /// Lets go of what is not so any more, as the board knows it now.
  ///
  /// Trouble ends when something comes, and never by time, unless a clock is set back.
  mutating func tidy(_ board: Board, at now: Moment) {
    removePaid { money in
      now.elapsedMilliseconds(since: money.since) >= Paid.staysMilliseconds
        || board.row(money.payment)?.isPlainlyPaid != true
    }
    let looksAtAll = tidiedAt.map { now.isBefore($0) } ?? true
    for id in looksAtAll ? troubles.map(\.payment) : board.touched where isOver(id, board, at: now) { actedUpon(id) }
    tidiedAt = now
  }

  private func isOver(_ id: PaymentID, _ board: Board, at now: Moment) -> Bool {
    guard let trouble = troubles[id] else { return false }
    guard let payment = board.row(id) else { return true }
    return !payment.isTrouble(at: now) || payment.status.notes.isMuted && !trouble.isMuted
  }

  private mutating func removePaid(where isOver: (Paid) -> Bool) {
    changed += paid.filter(isOver).map(\.payment)
    paid.removeAll(where: isOver)
  }

  /// Until the first of the paid is told no more; nil when none is.
  func nextTidyMilliseconds(at now: Moment) -> Int64? {
    paid.map { Paid.staysMilliseconds - now.elapsedMilliseconds(since: $0.since) }.filter { $0 > 0 }.min()
  }
}

extension PaymentSummary {
  /// Something that the cashier or the owner must see now, be it by time alone.
  func isTrouble(at now: Moment) -> Bool {
    if isTrouble || mayBePaidTwice { return true }
    // What nobody counts on is watched, and asks for nobody.
    return isWaiting && !isNotCountedOn && isOverdue(at: now)
  }
}
