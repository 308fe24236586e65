import Payments
import Shop

/// Checks of what people resolve among the unmatched callbacks, and of what a purge takes away.
extension World {
  /// What is personal on a payment goes when that is closed and old, and not before; called in the very step that takes
  /// it.
  func checkPurged(_ before: [(payment: PaymentSummary, evidence: [EvidenceRow])]) {
    for (payment, evidence) in before where payment.status.isOpen || isYoung(payment) {
      if ledger.evidence(of: payment.id) != evidence {
        violate(
          .purgedTooEarly, "a purge took what is personal on \(payment.id.short), \(payment.status.standing.rawValue)")
      }
    }
  }

  /// Younger than 35 days by the time outside of the machine, whose own clocks may be wrong by hours.
  private func isYoung(_ payment: PaymentSummary) -> Bool {
    guard let recorded = checks.recordedAt[payment.id] else { return false }
    return now - recorded < Int64(Purge.days) * 86_400_000 - 18_000_000
  }

  /// Raw callbacks go when what they said is kept, or a supervisor has decided about them.
  func checkRemoved(_ files: [ArchivedFile]) {
    let resolved = ResolvedUnmatched(ledger.resolutions)
    for file in files {
      guard let callback = file.callback, !ledger.has(callback), !resolved.contains(file) else {
        continue
      }
      violate(.purgedTooEarly, "a purge took a callback for \(callback.paymentID.short) that is no evidence")
    }
  }

  /// What fitted no payment lies where a person looks, until it is evidence or resolved; nothing is damaged here.
  func checkUnmatched() {
    if checks.unmatched.isEmpty { return }
    let resolved = ResolvedUnmatched(ledger.resolutions)
    for callback in checks.unmatched {
      if spool.isOdd(callback.name) || ledger.has(callback.callback)
        || resolved.contains(callback.callback, [], code: nil)
      {
        continue
      }
      if spool.isDone(callback.name) {
        violate(
          .resolutionForgotten,
          "a callback for \(callback.name.paymentID.short) was filed away, and nobody's decision says why")
      } else if !spool.isWaiting(callback.name) {
        violate(.callbackLost, "an unmatched callback for \(callback.name.paymentID.short) is nowhere")
      }
    }
  }

  /// A receipt whose money a supervisor has decided about pays for nothing that is accepted by hand afterwards.
  func checkReceipts(of payment: PaymentSummary) {
    if checks.resolved.isEmpty { return }
    for (row, position) in zip(ledger.evidence(of: payment.id), ledger.positions(of: payment.id)) {
      guard case .decision(let decision) = row.evidence, case .acceptedByHand(let receipt) = decision.action else {
        continue
      }
      if checks.resolved.contains(where: { $0.resolution.receiptOfMoney == receipt && $0.position < position }) {
        violate(
          .resolvedReceiptPays, "\(payment.id.short) was accepted by hand for \(receipt.code), which was resolved")
      }
    }
  }

  /// What was resolved comes back to nobody, but after a restore.
  func checkListAtEnd() {
    let waiting = (try? UnmatchedCallbacks(decisions: ledger, spool: spool).waiting(at: clock.now())) ?? []
    for item in waiting where checks.resolved.contains(where: { $0.resolution.decides(about: item) }) {
      violate(.resolutionForgotten, "an unmatched callback that was resolved waits for a person again")
    }
  }
}
