import Daraja
import Payments
import Shop

/// Yesterday's backup, and the day on which it is wanted (rules.md section 8).
extension World {
  func backUp() {
    note("the owner makes a backup")
    backup = ledger.backup(at: clock.now())
  }

  /// What `kaunta restore` does: every desk is closed, spooled callbacks are replayed onto the backup, and it takes the
  /// ledger's place.
  func restore() {
    guard let backup else { return }
    for desk in desks { if let process = desk.process { kill(process, "is closed for the restore") } }
    counts.restores += 1
    let arrivals = spool.everything().filter { !backup.has($0.name) }
    let strangers = Set(arrivals.map(\.paymentID)).filter { !backup.knows($0) }
    let lost = ledger.resolutions.count
    let restoration = ledger.restore(backup, strangers: strangers.count, by: "owner", at: clock.now())
    ledgerGeneration += 1
    restoredAt = now
    counts.resolutionsLost += lost - ledger.resolutions.count
    note("the owner restores the backup; numbers go on from \(restoration.numbersFrom)")
    replay(arrivals)
    let resolved = ResolvedUnmatched(ledger.resolutions)
    spool.reopen(at: clock.now()) { file in
      file.callback.map(ledger.has) ?? false || resolved.contains(file)
    }
    checks.startOver(delivered: spool.delivered, resolutions: ledger.resolutions)
  }

  /// Successes first: they give a payment that nobody knows its place, to which its other callbacks then belong.
  private func replay(_ arrivals: [Arrival]) {
    let callbacks = arrivals.compactMap { arrival -> (name: CallbackName, callback: CallbackEvidence)? in
      guard case .success(let report) = CallbackDecoder.decode(body: arrival.body) else { return nil }
      return (arrival.name, CallbackEvidence(report, of: arrival))
    }
    for item in callbacks.filter({ $0.callback.code == .paid }) + callbacks.filter({ $0.callback.code != .paid }) {
      switch try? ledger.append([.callback(item.callback)], to: item.name.paymentID, at: clock.now()) {
      case .added?, .alreadyKnown?:
        counts.callbacksReplayed += 1
        spool.archiveOdd(item.name, on: EastAfricaTime(clock.now()).businessDay)
      case .noSuchPayment?, nil: break
      }
    }
  }
}
