import Maintenance
import Payments
import Settings
import Spool
import Tills

/// One look at the whole shop; it waits for the ledger no longer than every command.
struct ConditionLook {
  let settings: ShopSettings

  func condition() throws -> ShopCondition {
    let books = try OpenBooks(settings)
    let now = books.clock.now()
    var condition = ShopCondition(at: now, isServer: settings.rights == .group)
    condition.count(try books.ledger.openPayments())
    condition.today = try books.ledger.totals(of: EastAfricaTime(now).businessDay, till: .commandLine)
    // What was practised is no loss.
    let isPractice = settings.environment == .simulator
    condition.hasPayments = try !isPractice && !books.ledger.newestPayments(limit: 1).isEmpty
    if let spool = books.spool {
      condition.unmatched = .init(
        try spool.oddItems().map { item in
          .init(
            id: String(item.nameDigest.prefix(16)),
            ageMilliseconds: item.sinceWallMilliseconds.map { max(0, now.wallMilliseconds - $0) })
        })
      condition.arrived = try? spool.counts().delivered
      condition.heartbeat = (try? spool.readHeartbeat(now: now)) ?? .broken
    }
    condition.openTills = openTills()
    condition.poller = PollerPulse.read(settings.home.cacheDirectory, at: now)
    condition.disks = MachineLook(settings: settings).disks()
    condition.backup = BackupRecord(besideLedger: settings.home.ledgerFile)
    return condition
  }

  /// Tills at which a desk is open; nil where the locks cannot be read.
  private func openTills() -> [Int]? {
    guard let locks = try? settings.home.openLocks(), let tills = try? TillLock.tills(in: locks) else { return nil }
    return try? tills.filter { try !TillLock.isFree($0, in: locks) }.map(\.number)
  }
}
