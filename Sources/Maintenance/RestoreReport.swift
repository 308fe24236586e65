import Payments
import Spool

/// What a restore did, and what it cannot know.
package struct RestoreReport: Sendable, Equatable {
  /// The epoch that began, with the gap and the numbers.
  package var restoration: Restoration
  /// What the old ledger is called now; nil when there was none.
  package var keptAs: String?
  /// How many payments the backup knows.
  package var payments = 0
  /// How many of them are open: what became of them since the backup is asked anew.
  package var open = 0
  /// Callbacks since the backup that were replayed onto payments that it knows.
  package var replayed = 0
  /// Payments that only their callback tells of.
  package var callbackOnly: [PaymentSummary] = []
  /// Callbacks that are kept for a person: they state no money, or cannot be read.
  package var unmatched = 0
  /// What the listener acknowledged in the gap; nil without a witness log.
  package var acknowledged: Int?
  /// Callbacks that the listener acknowledged, and whose files are gone from the spool.
  package var missing: [WitnessEntry] = []
  /// Ledgers that cannot be read, by the names that they have now: what was asked in them is not known.
  package var unreadable: [String] = []
  /// Why what other programs ingested meanwhile could not be looked for.
  package var notCaughtUp: MaintenanceProblem?
  /// Why not all callbacks whose resolution is lost wait for a person again.
  package var notReopened: MaintenanceProblem?

  init(restoration: Restoration) { self.restoration = restoration }

  /// Nothing is left for a person but what stands in its lines.
  package var isWhole: Bool { missing.isEmpty && notCaughtUp == nil && notReopened == nil }
}

/// A restore's report for the owner, in the order in which she needs it.
extension RestoreReport {
  /// A line each.
  package var lines: [String] {
    var lines = [
      "restored: epoch \(restoration.epoch), \(payments) payments, \(open) of them open",
      "The gap: from \(time(restoration.gapFromWallMilliseconds)) to \(time(restoration.gapToWallMilliseconds)). "
        + "Payments asked for in it are not in this ledger.",
    ]
    if let kept = keptAs { lines.append("The ledger that was here is kept as \(kept).") }
    if let acknowledged = acknowledged {
      lines.append("The listener acknowledged \(acknowledged) callbacks in the gap.")
    } else {
      lines.append("There is no witness log to say how many callbacks came in the gap.")
    }
    lines.append(
      "Replayed: \(replayed) callbacks of payments in the backup, and \(callbackOnly.count) payments that "
        + "only their callbacks tell of. \(unmatched) callbacks are kept for a person.")
    for payment in callbackOnly {
      lines.append(
        "  held: \(time(payment.recordedAt.wallMilliseconds))  KSh \(payment.amount.grouped)  receipt "
          + "\(payment.status.receipt?.code ?? "unknown")  \(payment.id.short)")
    }
    if !callbackOnly.isEmpty {
      lines.append("  A supervisor resolves what is held, with her PIN, at a desk: kaunta payment ID says how.")
    }
    for entry in missing {
      lines.append(
        "  GONE: a callback of payment \(entry.name.paymentID.hex), acknowledged at \(time(entry.wallMilliseconds)): "
          + "neither in the spool nor in the backup. Look for it in the statement.")
    }
    if let problem = notCaughtUp {
      lines.append(
        "What other programs ingested during the restore could not be looked for (\(problem.sentence)). `kaunta verify` "
          + "names it; restore once more to take it in.")
    }
    if let problem = notReopened {
      lines.append(
        "Not every callback whose resolution was lost waits for a person again (\(problem.sentence)). Money may be hidden "
          + "in `spool/done`: `kaunta verify` names it; restore once more to have it looked at.")
    }
    lines += [
      "Nothing is sent for the next 95 s. Numbers go on from \(restoration.numbersFrom).",
      unreadable.isEmpty
        ? "Keys given to `kaunta push --once` in the gap are read from the ledger that was put aside: keep it."
        : "No key that is new here can be used with `kaunta push --once`: \(unreadable.joined(separator: ", ")) cannot "
          + "be read, and with it which keys were used in the gap. Compare the statement, then move that file elsewhere.",
      "Next: kaunta verify, then open the desks and compare the gap with the statement.",
    ]
    return lines
  }

  private func time(_ wallMilliseconds: Int64) -> String { EastAfricaTime(wallMilliseconds: wallMilliseconds).rfc3339 }
}
