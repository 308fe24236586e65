import Payments

/// Backup and restore (money.md section 8).
extension LedgerBook {
  /// A copy that knows when it was made.
  func copied(at now: Moment) -> LedgerBook {
    var copy = self
    copy.copiedAtWallMilliseconds = now.wallMilliseconds
    return copy
  }

  /// Makes a copy the shop's ledger: a new epoch begins, in which every open payment is of unknown outcome, and numbers
  /// jump.
  ///
  /// - Parameter strangers: how many payments the backup does not know, and callbacks do.
  mutating func beginEpoch(strangers: Int, by person: String, at now: Moment) -> Restoration {
    let from = copiedAtWallMilliseconds ?? newestWallMilliseconds
    let firstDay = EastAfricaTime(wallMilliseconds: from).businessDay
    let highest = entries.lazy.map(\.summary).filter { $0.day >= firstDay }.map(\.number).max() ?? 0
    let restoration = Restoration(
      epoch: (restored?.restoration.epoch ?? 1) + 1, gapFromWallMilliseconds: from,
      gapToWallMilliseconds: now.wallMilliseconds,
      numbersFrom: Restoration.numbersFrom(highest: highest, strangers: strangers), by: person)
    extendChain(at: now)
    restored = (now, restoration)
    let open = entries.indices.filter { index in
      let status = entries[index].summary.status
      return status.isOpen && Restoration.standingsMadeUnknown.contains(status.standing)
    }
    for index in open.sorted(by: { entries[$0].summary.id < entries[$1].summary.id })
    where add(.outcomeUnknown(.restored), to: index, at: now) {
      refold(around: index)
    }
    return restoration
  }
}
