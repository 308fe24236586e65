/// What a ledger remembers of having been restored from a backup, and what follows from it (rules.md section 8).
package struct Restoration: Sendable, Equatable {
  /// Which epoch began: 2 after the first restore.
  package var epoch: Int
  /// From when on payments may be missing: when the backup was made, by the wall clock; earlier if that clock was set
  /// back since.
  package var gapFromWallMilliseconds: Int64
  /// Until when, by the wall clock as it was at any time between.
  package var gapToWallMilliseconds: Int64
  /// The least number that a till gives out on a day of the gap, so that no number is spoken twice.
  package var numbersFrom: Int
  /// Who restored it.
  package var by: String

  package init(
    epoch: Int, gapFromWallMilliseconds: Int64, gapToWallMilliseconds: Int64, numbersFrom: Int, by: String
  ) {
    self.epoch = epoch
    self.gapFromWallMilliseconds = gapFromWallMilliseconds
    self.gapToWallMilliseconds = gapToWallMilliseconds
    self.numbersFrom = numbersFrom
    self.by = by
  }
}

extension Restoration {
  /// What a ledger tells that was replaced by a backup, or is to be: numbers that must not be given out again.
  package struct Remains: Sendable, Equatable {
    /// The epoch that it was in.
    package var epoch: Int
    /// The highest number that it gave out at any till since the gap's first day; 0 when it gave out none.
    package var highestNumber: Int
    /// The latest time, by the wall clock as it was, at which it recorded a payment; 0 when it recorded none.
    package var newestWallMilliseconds: Int64

    /// What a ledger tells.
    package init(epoch: Int, highestNumber: Int, newestWallMilliseconds: Int64) {
      self.epoch = epoch
      self.highestNumber = highestNumber
      self.newestWallMilliseconds = newestWallMilliseconds
    }
  }

  /// The restoration of a backup after which others of the same shop may have lived.
  ///
  /// - Parameters:
  ///   - backup: what the backup itself tells.
  ///   - others: what the ledgers tell that it replaces now, or that earlier restores put aside.
  ///   - strangers: how many payments only callbacks know of.
  ///   - witnessedAt: what the wall clock showed when the listener took what the backup does not know.
  ///   - knownUpTo: what the backup knows up to, by the wall clock.
  ///   - now: what the wall clock shows.
  package init(
    of backup: Remains, besides others: [Remains], strangers: Int, witnessedAt: [Int64] = [], knownUpTo: Int64,
    now: Int64,
    by person: String
  ) {
    let all = [backup] + others
    // The wall clock may have been set meanwhile, across midnight: numbers were given out on each day that it showed
    // (simulated shops, seed 16250). One that was years ahead once must not lift the numbers for years.
    let shown = (others.map(\.newestWallMilliseconds) + witnessedAt).filter { $0 < now + Self.dayMilliseconds }
    self.init(
      epoch: (all.map(\.epoch).max() ?? 1) + 1,
      gapFromWallMilliseconds: Self.gapFromWallMilliseconds(knownUpTo: knownUpTo, now: now),
      gapToWallMilliseconds: ([now, knownUpTo] + shown).max() ?? now,
      numbersFrom: Self.numbersFrom(highest: all.map(\.highestNumber).max() ?? 0, strangers: strangers), by: person)
  }

  /// From when on payments may be missing from a backup.
  package static func gapFromWallMilliseconds(knownUpTo: Int64, now: Int64) -> Int64 { min(knownUpTo, now) }

  private static let dayMilliseconds: Int64 = 86_400_000

  /// Numbers of a till that were surely not given out in one day: a payment every half minute, over eight hours.
  private static let numbersLeftOut = 1_000

  /// What becomes *unknown* by a restore, as far as it is open: the backup does not know what came of it.
  package static let standingsMadeUnknown: [Standing] = [.recorded, .sending, .waiting, .check]

  /// Where numbers go on: past the highest of the gap's days that is known, by a thousand and by as many as
  /// there are payments that only callbacks know of, to the next hundred.
  package static func numbersFrom(highest: Int, strangers: Int) -> Int {
    (highest + strangers + numbersLeftOut + 99) / 100 * 100 + 1
  }

  /// A backup cannot know the numbers that were given after it was made, on any day until the restore.
  package func leastNumber(on day: BusinessDay) -> Int {
    let first = EastAfricaTime(wallMilliseconds: gapFromWallMilliseconds).businessDay
    let last = EastAfricaTime(wallMilliseconds: gapToWallMilliseconds).businessDay
    return first <= day && day <= last ? numbersFrom : 1
  }

  /// How long nothing may be asked for yet: whatever was sent just before the ledger was replaced may still be a live
  /// prompt, on a phone that no guard knows.
  package static func waitMilliseconds(since restored: Moment, at now: Moment) -> Int64 {
    let life = Guards.sendingLimitMilliseconds + PromptFigures.lifeMilliseconds
    return max(0, life - now.unlockingMilliseconds(since: restored))
  }

  /// When a payment that only its callback tells of was asked for: by its ID, as far as that is likely.
  package func askedAt(_ id: PaymentID, knownAt now: Moment) -> Moment {
    let (wall, day) = (id.wallMilliseconds, Self.dayMilliseconds)
    let isLikely = gapFromWallMilliseconds - day <= wall && wall <= now.wallMilliseconds + day
    return Moment(wallMilliseconds: isLikely ? wall : now.wallMilliseconds, bootMilliseconds: 0, bootID: "")
  }

  /// Whole shillings of a success under a key that is trusted: what makes a payment known that the backup does not
  /// know.
  ///
  /// What states no money stays among the unmatched callbacks. A key that leaked signs any number of payments, so what
  /// comes under it makes none known either.
  package static func statedAmount(_ evidence: Evidence) -> Shillings? {
    guard case .callback(let callback) = evidence, callback.code == .paid, callback.keyIsTrusted,
      let cents = callback.amount?.count
    else { return nil }
    // Safaricom moves whole shillings; a fraction would still be money, and must not be left out for it.
    return Shillings(Int(min(max(cents / 100, 1), Int64(Shillings.largest.count))))
  }
}
