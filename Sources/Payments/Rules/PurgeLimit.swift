/// How old a payment must be for what is personal on it to go (rules.md section 8).
package struct PurgeLimit: Sendable, Equatable {
  /// It was recorded before this, by the wall clock.
  package let wallMilliseconds: Int64
  /// And, if that was in this boot of the machine, before this by the boot clock.
  package let bootMilliseconds: Int64
  /// This boot.
  package let bootID: String

  /// The limit for what is kept so long.
  ///
  /// A wall clock that was set forward must not make everything old: it counts only as far as the boot clock bears it
  /// out since the newest evidence. After a reboot that is the time since then, until something is recorded again.
  package init(keptMilliseconds: Int64, newestEvidence newest: Moment?, at now: Moment) {
    let today = newest?.wallMilliseconds(borneOutAt: now) ?? now.wallMilliseconds
    wallMilliseconds = min(now.wallMilliseconds, today) - keptMilliseconds
    bootMilliseconds = now.bootMilliseconds - keptMilliseconds
    bootID = now.bootID
  }

  /// A payment that was recorded then keeps what is personal on it, also when it is closed.
  package func keeps(recordedAt: Moment) -> Bool {
    recordedAt.wallMilliseconds >= wallMilliseconds
      || (recordedAt.bootID == bootID && recordedAt.bootMilliseconds >= bootMilliseconds)
  }

  /// Raw callbacks that came on this day or later are kept.
  package var day: BusinessDay { EastAfricaTime(wallMilliseconds: wallMilliseconds).businessDay }
}

/// What a purge took out of the ledger.
package struct PurgedPersonal: Sendable, Equatable {
  /// Phone numbers.
  package var phones = 0
  /// Prompts' handles, which end in digits of the phone.
  package var prompts = 0

  /// Nothing.
  package init() {}
}
