/// Money that is the shop's by a supervisor's word, and that nothing proves for its payment.
///
/// It is counted apart from what is paid, everywhere: a person never makes anything paid (rules.md section 2). But what
/// came and stayed is in one sum, always.
package struct BySupervisor: Sendable, Equatable {
  /// The business day of her word.
  package var day: BusinessDay
  /// How much: what Safaricom's own answers state, else what was asked for.
  package var shillings: Int

  package init(day: BusinessDay, shillings: Int) {
    self.day = day
    self.shillings = shillings
  }
}

extension PaymentStatus {
  /// A supervisor accepted a receipt for it, and said later that no money came: the sale may be asked for once more.
  package var isEndedByHand: Bool { standing == .byHand && resolved?.isNothing == true }
}

extension PaymentSummary {
  /// What of its money counts by a supervisor's word; nil where none does.
  ///
  /// It goes by what is known now, and not by how a day closed: what M-Pesa proves later counts as paid then, and
  /// twice nowhere.
  package var bySupervisor: BySupervisor? {
    if status.isOpen { return nil }
    if let resolved = status.resolved {
      guard resolved.keepsMoney else { return nil }
      let shillings = Int((status.vouchedCents ?? 0) / 100)
      let day = EastAfricaTime(resolved.at).businessDay
      // Of what is proved, only what came beside what was asked for.
      if status.standing == .paid {
        return shillings > amount.count ? BySupervisor(day: day, shillings: shillings - amount.count) : nil
      }
      return BySupervisor(day: day, shillings: shillings > 0 ? shillings : amount.count)
    }
    guard case .byHand(_, let at) = status.state else { return nil }
    return BySupervisor(day: EastAfricaTime(at).businessDay, shillings: amount.count)
  }
}

extension UnmatchedResolution {
  /// The shillings that a supervisor kept of an answer that fits no payment; nil where she kept none.
  ///
  /// No answer of M-Pesa's states more than one payment can be.
  package var shillingsKept: Int? {
    guard resolution == .goods || resolution == .kept, item.code == .paid, let cents = item.amount?.count else {
      return nil
    }
    return Shillings(Int(cents / 100))?.count
  }
}
