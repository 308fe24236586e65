import DarajaClient
import Desk
import DeskRuntime
import Ledger
import Payments
import Settings
import Spool

/// What a desk keeps an eye on in its home: the spool's and the ledger's news, the listener's heartbeat.
struct HomeWatch: ShopWatch {
  /// How many payments a desk that starts shows at once, beside the open ones.
  private static let boardAtStart = 50

  private let shop: OpenShop
  private let spoolWatcher: SpoolWatcher
  private let bell: LedgerBellWatcher
  private let lastRun: LastRun
  let ranLastAtWallMilliseconds: Int64?

  init(_ shop: OpenShop) {
    self.shop = shop
    spoolWatcher = SpoolWatcher(shop.spool)
    bell = LedgerBellWatcher(path: shop.settings.home.ledgerFile + ".bell")
    lastRun = LastRun(path: shop.settings.home.locksDirectory + "/till-\(shop.till.number).ran")
    ranLastAtWallMilliseconds = lastRun.wallMilliseconds
  }

  var descriptors: [Int32] {
    // A watcher that fell back to polling may leave a descriptor that is always readable.
    let spool = spoolWatcher.mode == .events ? spoolWatcher.descriptor : nil
    return [spool, bell.descriptor].compactMap(\.self)
  }

  func drain() {
    _ = spoolWatcher.drain()
    bell.drain()
  }

  func health(at now: Moment) -> Health {
    var health = Health()
    if case .events = spoolWatcher.mode { health.watching = .inotify }
    switch try? shop.spool.readHeartbeat(now: now) {
    case .beat(let heartbeat, let age):
      health.listener = age < KeyCheck.freshMilliseconds ? .alive : .silent
      health.lastCallbackWallMilliseconds = heartbeat.lastCallbackAt?.wallMilliseconds
      if age < KeyCheck.freshMilliseconds {
        health.spoolTrouble = heartbeat.trouble
        health.strangerCallbacks = heartbeat.counters.fromUnlistedAddresses
        if let ring = try? shop.settings.readKeyRing(),
          !KeyCheck.accepts(heartbeat, ring: ring, settings: shop.settings)
        {
          health.listener = .refusesOurKey
        }
      }
    case .absent, .broken, nil: health.listener = .absent
    }
    health.ledgerTrouble = shop.ledger.whyItRefuses()?.standingExplanation
    health.lockHolder = ledgerLockHolder
    health.clockTrouble = shop.client.serverClock?.warning
    health.oddCallbacks = (try? shop.spool.counts().odd) ?? 0
    return health
  }

  var ledgerLockHolder: String? { shop.ledger.slowHolder }

  func totals(of day: BusinessDay) throws -> DayTotals { try shop.ledger.totals(of: day) }

  func boardAtStart() throws -> LedgerChanges { try shop.ledger.board(newest: Self.boardAtStart) }

  func answers(to waiting: [PaymentSummary], pace: ShopPace?, at now: Moment) -> AnswerWatch {
    var pulse: ListenerPulse?
    if case .beat(let heartbeat, _)? = try? shop.spool.readHeartbeat(now: now) { pulse = heartbeat.pulse }
    return AnswerWatch(pulse, waiting: waiting, pace: pace, at: now)
  }

  func unheardPayments(at now: Moment) -> [PaymentID] {
    guard case .beat(let heartbeat, let age)? = try? shop.spool.readHeartbeat(now: now),
      age < KeyCheck.freshMilliseconds
    else { return [] }
    return heartbeat.refusedPayments + heartbeat.wrongTagPayments
  }

  func noteThatThisTillRuns() { lastRun.note(mode: shop.settings.rights.sharedFile) }

  func betweenTransactions(_ body: () -> Void) { shop.ledger.betweenTransactions(body) }
}
