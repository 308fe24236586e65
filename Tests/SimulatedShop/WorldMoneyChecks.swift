import Payments

/// Checks of what money adds up to: over the attempts of a sale, over the days, and where people's words stand.
extension World {
  /// Goods went out on a supervisor's word: it is by hand, proved, or in somebody's way, and never quietly something
  /// else.
  func checkHand(of payment: PaymentSummary) {
    switch payment.status.standing {
    case .byHand, .paid, .held: return
    default: break
    }
    if payment.status.isResolved { return }
    let decisions = ledger.evidence(of: payment.id).compactMap { row in
      if case .decision(let decision) = row.evidence { decision } else { nil }
    }
    let replaced = decisions.flatMap(\.supersedes)
    for decision in decisions where !replaced.contains(decision.id) {
      guard case .acceptedByHand = decision.action else { continue }
      violate(.handForgotten, "\(payment.id.short) was accepted by hand and is \(payment.status.standing.rawValue)")
    }
  }

  /// A closed day never changes, but by what is not proved any more.
  ///
  /// A wall clock that is set may open a day anew, and a restore knows less. The clock is read before the commit, so
  /// what is committed just after midnight may bear a time before it.
  func checkDay(of payment: PaymentSummary) {
    if plan.wallClockSettings > 0 || restoredAt != nil { return }
    let today = EastAfricaTime(clock.now()).businessDay
    guard let before = checks.countedOn[payment.id], before < today else {
      checks.countedOn[payment.id] = payment.countsOn
      if let day = payment.countsOn, day < today, !becameKnownThisMoment(payment) {
        violate(.closedDayChanged, "\(payment.id.short) counts on \(day.text), which is over")
      }
      return
    }
    if payment.status.standing == .paid, payment.countsOn != before {
      violate(
        .closedDayChanged,
        "\(payment.id.short) counted on \(before.text), and counts \(payment.countsOn?.text ?? "nowhere") now")
    }
  }

  private func becameKnownThisMoment(_ payment: PaymentSummary) -> Bool {
    ledger.evidence(of: payment.id).contains { clock.now().elapsedMilliseconds(since: $0.at) < 15_000 }
  }

  /// Two proofs for one sale are PAID TWICE on both, but for money that is somebody else's.
  func checkSales(_ all: [PaymentSummary]) {
    let paid = all.filter { $0.status.standing == .paid && !$0.status.notes.sentToWrongNumber }
    for (place, payment) in paid.enumerated() {
      for other in paid[(place + 1)...] where other.sale == payment.sale {
        for half in [payment, other] where !half.status.flags.contains(.twice) {
          violate(
            .twiceNotShown,
            "\(half.id.short) is one of two proved attempts of a sale, and says \(half.status.flags.names)")
        }
      }
    }
  }
}
