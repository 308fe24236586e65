import Payments

/// Backup and restore (rules.md section 8).
extension LedgerContents {
  /// A copy that knows when it was made.
  func copied(at now: Moment) -> LedgerContents {
    var copy = self
    copy.copiedAtWallMilliseconds = newestAt?.wallMilliseconds(borneOutAt: now) ?? now.wallMilliseconds
    return copy
  }

  /// What it knows up to, by the wall clock.
  var knowsUpToWallMilliseconds: Int64 { copiedAtWallMilliseconds ?? newestAt?.wallMilliseconds ?? 0 }

  /// What it tells of the numbers that it gave out.
  func remains(since day: BusinessDay) -> Restoration.Remains {
    Restoration.Remains(
      epoch: restored?.restoration.epoch ?? 1,
      highestNumber: entries.lazy.map(\.summary).filter { $0.day >= day }.map(\.number).max() ?? 0,
      newestWallMilliseconds: entries.lazy.map(\.summary.recordedAt.wallMilliseconds).max() ?? 0)
  }

  /// What it knows of its own keys, for the ledger that takes its place.
  private var keysOfItsOwn: [OnceKey: LostPayment] {
    onceKeys.mapValues { index in
      let payment = entries[index].summary
      return LostPayment(
        id: payment.id, number: payment.number, day: payment.day, till: payment.till, amount: payment.amount,
        standing: payment.status.standing)
    }
  }

  /// Makes a copy the shop's ledger: a new epoch begins, in which every open payment is of unknown outcome, and numbers
  /// jump.
  ///
  /// - Parameters:
  ///   - replaced: the ledger that it replaces.
  ///   - strangers: how many payments the backup does not know, and callbacks do.
  mutating func beginEpoch(
    inPlaceOf replaced: LedgerContents, strangers: Int, by person: String, at now: Moment
  ) -> Restoration {
    let from = Restoration.gapFromWallMilliseconds(knownUpTo: knowsUpToWallMilliseconds, now: now.wallMilliseconds)
    let day = EastAfricaTime(wallMilliseconds: from).businessDay
    let restoration = Restoration(
      of: remains(since: day), besides: [replaced.remains(since: day)], strangers: strangers,
      knownUpTo: knowsUpToWallMilliseconds, now: now.wallMilliseconds, by: person)
    extendChain(at: now)
    restored = (now, restoration)
    keysPutAside = replaced.keysPutAside.merging(replaced.keysOfItsOwn) { _, latest in latest }
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
