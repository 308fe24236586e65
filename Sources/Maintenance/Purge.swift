import Ledger
import Payments
import Spool

/// What a purge took away.
package struct PurgeReport: Sendable, Equatable {
  /// Raw callbacks that were archived long ago.
  package var callbacks = 0
  /// Phone numbers.
  package var phones = 0
  /// Prompts' handles.
  package var prompts = 0

  /// Nothing yet.
  package init() {}

  /// Nothing was old enough.
  package var isEmpty: Bool { callbacks + phones + prompts == 0 }
}

/// Takes away what is personal and no longer needed (rules.md section 8): raw callbacks archived more than 35 days ago,
/// and phones and prompts of payments as old, unless something on them is still open.
package enum Purge {
  /// Kept for so many days.
  package static let days = 35

  /// Purges.
  package static func run(
    _ ledger: LedgerDatabase, _ spool: SpoolDirectory, at now: Moment
  ) throws(MaintenanceProblem) -> PurgeReport {
    try explained {
      let limit = try ledger.purgeLimit(keptMilliseconds: Int64(days) * 86_400_000, at: now)
      var report = PurgeReport()
      let day = EastAfricaTime(wallMilliseconds: limit.wallMilliseconds).businessDay
      report.callbacks = try spool.purgeDone(olderThan: day).files
      let personal = try ledger.purgePersonal(before: limit)
      report.phones = personal.phones
      report.prompts = personal.prompts
      return report
    }
  }
}
