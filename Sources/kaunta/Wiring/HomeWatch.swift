import CLinux
import DarajaClient
import Desk
import DeskRuntime
import Files
import Glibc
import Ledger
import Payments
import Settings
import Shop
import Spool
import Wording

/// What a desk keeps an eye on in its home: the spool's and the ledger's news, the listener's heartbeat.
struct HomeWatch: ShopWatch {
  private let shop: OpenShop
  private let spoolWatcher: SpoolWatcher
  /// Only where the spool cannot be watched: of 128 instances an account has, a desk takes one.
  private let bell: LedgerBellWatcher?
  private let keys: KeptKeys
  private let lastRun: LastRun
  /// Other machines' changes of files may show here a minute late: then looks tell nothing.
  private let looksTell: Bool
  let ranLastAtWallMilliseconds: Int64?

  init(_ shop: OpenShop) {
    self.shop = shop
    let bellPath = shop.settings.home.ledgerFile + ".bell"
    spoolWatcher = SpoolWatcher(shop.spool, beside: bellPath)
    bell = spoolWatcher.watchesFile ? nil : LedgerBellWatcher(path: bellPath)
    keys = KeptKeys(shop.settings)
    lastRun = LastRun(of: shop.till, in: shop.settings.home)
    looksTell = [shop.spool.newPath, shop.settings.home.ledgerFile].allSatisfy { (path: String) in
      kaunta_is_without_events(path) == 0
    }
    ranLastAtWallMilliseconds = lastRun.wallMilliseconds
  }

  var descriptors: [Int32] {
    // A watcher that fell back to polling may leave a descriptor that is always readable.
    let spool = spoolWatcher.mode == .events ? spoolWatcher.descriptor : nil
    return [spool, bell?.descriptor].compactMap(\.self)
  }

  func drain() {
    _ = spoolWatcher.drain()
    bell?.drain()
  }

  /// Sleeps until there is news, or so long.
  ///
  /// - Parameter signals: becomes readable when a signal comes.
  func wait(milliseconds: Int64, signals: Int32 = -1) {
    var descriptors = ([signals] + self.descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: milliseconds))
    drain()
  }

  var signs: HomeSigns? {
    guard looksTell else { return nil }
    let spool = shop.spool.looks
    let ledger = FileFacts(path: shop.settings.home.ledgerFile)
    let keys = FileFacts(path: shop.settings.callbacks.keysFile)
    return HomeSigns(
      (spool.directories + [ledger, keys]).map { $0.map { HomeSigns.Place($0) } }
        + [spool.heartbeat.map { HomeSigns.Place($0, isReplaced: true) }],
      areAnnounced: spoolWatcher.mode == .events && (spoolWatcher.watchesFile || bell?.descriptor != nil))
  }

  func listenerReport(at now: Moment) -> ListenerReport? { shop.spool.listenerReport(at: now) }

  func healthReadings(_ listener: ListenerReport?, at now: Moment) -> HealthReadings {
    var readings = HealthReadings()
    readings.keys = shop.settings.keyReadiness(listener, at: now) { () throws(SettingsProblem) in
      try keys.ring(at: now)
    }
    if case .events = spoolWatcher.mode { readings.watching = .inotify }
    readings.ledgerObstacle = shop.ledger.whyItRefuses()
    readings.lockHolder = ledgerLockHolder
    readings.connectionTrouble = shop.client.connectionTrouble(at: now)?.shopTrouble
    readings.clockTrouble = shop.client.serverClock?.warning
    readings.unmatched = Result {
      _ = try shop.spool.counts()
      return try shop.spool.kept { try shop.ledger.unmatchedResolutions() }.count
    }
    return readings
  }

  var ledgerLockHolder: String? { shop.ledger.slowHolder }

  func totals(of day: BusinessDay) throws -> DayTotals { try shop.ledger.totals(of: day, till: shop.till) }

  func board(newest limit: Int) throws -> LedgerChanges { try shop.ledger.board(newest: limit) }

  func noteThatThisTillRuns() { lastRun.note(mode: shop.settings.rights.sharedFile) }

  func betweenTransactions(_ body: () -> Void) { shop.ledger.betweenTransactions(body) }
}

/// The same for a payment without a screen.
extension HomeWatch: PushPort {
  func payment(_ id: PaymentID, assuming beyond: [LearntEvidence]) throws -> PaymentSummary? {
    try shop.ledger.payment(id, assuming: beyond.map { ($0.evidence, $0.at) })
  }

  func reopened(_ worker: ShopWorker, after error: any Error) -> (ShopWorker, HomeWatch)? {
    guard let error = error as? LedgerError, case .replaced = error, let fresh = try? shop.reopened() else {
      return nil
    }
    return (worker.moved(to: fresh.ledger), HomeWatch(fresh))
  }
}

extension HomeSigns.Place {
  /// - Parameter isReplaced: each change of it is another file.
  fileprivate init(_ facts: FileFacts, isReplaced: Bool = false) {
    self.init(
      marks: facts.marks, changedWallMilliseconds: isReplaced ? nil : facts.modifiedWallMilliseconds)
  }
}
