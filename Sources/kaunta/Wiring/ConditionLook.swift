import Maintenance
import Payments
import Settings
import Spool

/// One look at the whole shop; it waits for the ledger no longer than every command.
struct ConditionLook {
  let settings: ShopSettings

  func condition() throws -> ShopCondition {
    let books = try OpenBooks(settings)
    let now = books.clock.now()
    var condition = ShopCondition(at: now, isServer: settings.rights == .group)
    condition.count(try books.ledger.openPayments())
    condition.today = try books.ledger.totals(of: EastAfricaTime(now).businessDay, till: .commandLine)
    condition.hasPayments = try !books.ledger.newestPayments(limit: 1).isEmpty
    if let spool = books.spool {
      condition.unmatched = .init(
        agesMilliseconds: try spool.oddItems().map { item in
          item.sinceWallMilliseconds.map { max(0, now.wallMilliseconds - $0) }
        })
      condition.arrived = try? spool.counts().delivered
      condition.heartbeat = (try? spool.readHeartbeat(now: now)) ?? .broken
    }
    condition.openTills = OpenTills.numbers(in: settings.home.locksDirectory)
    condition.poller = PollerPulse.read(settings.home.cacheDirectory, at: now)
    condition.disks = MachineLook(settings: settings).disks()
    condition.backup = BackupRecord(besideLedger: settings.home.ledgerFile)
    return condition
  }
}
