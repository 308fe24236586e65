import CLinux
import Glibc
import Payments
import Shop
import Terminal
import Upkeep

/// Rounds of settling and asking, as a desk's poller makes them, but in the command's own thread.
struct SettlingRounds {
  /// What the rounds did.
  struct Tally {
    var settled = 0
    var setAside = 0
    var open = 0
  }

  let shop: OpenShop
  let log: (String) -> Void
  private let watch: HomeWatch

  init(shop: OpenShop, log: @escaping (String) -> Void) {
    self.shop = shop
    self.log = log
    watch = HomeWatch(shop)
  }

  /// Settles what is there.
  ///
  /// Callbacks of other tills have a grace of three seconds, so it looks twice.
  func runOnce() throws -> Tally {
    var tally = Tally()
    try turn(&tally)
    tally.open = try shop.ledger.openPaymentsCount()
    if tally.open > 0 || (try? shop.spool.scan().isEmpty) == false {
      pause(milliseconds: 3_100)
      try turn(&tally)
      tally.open = try shop.ledger.openPaymentsCount()
    }
    return tally
  }

  /// Goes on until a signal to stop.
  func runUntilStopped() throws -> Tally {
    var tally = Tally()
    let signals = kaunta_signalfd_open()
    defer { close(signals) }
    var purgedOn: BusinessDay?
    while true {
      let next = try turn(&tally)
      let today = EastAfricaTime(shop.clock.now()).businessDay
      if purgedOn != today {
        purgedOn = today
        do { _ = try Purge.run(shop.ledger, shop.spool, at: shop.clock.now()) } catch { log(error.sentence) }
      }
      if pause(milliseconds: Int32(min(next ?? 2_000, 2_000)), signals: signals) {
        tally.open = try shop.ledger.openPaymentsCount()
        return tally
      }
    }
  }

  @discardableResult
  private func turn(_ tally: inout Tally) throws -> Int64? {
    let now = shop.clock.now()
    shop.worker.retryUnsaved()
    let report = shop.worker.settle()
    tally.settled += report.settled
    tally.setAside += report.setAside
    if let trouble = report.trouble { log(trouble.english) }
    try shop.worker.concludeAbandoned()
    let answers = watch.answers(to: try shop.worker.waitingPayments(), pace: nil, at: now)
    return try shop.worker.askIfDue(
      callbacksLookBroken: answers.callbacksLookBroken, unheard: watch.unheardPayments(at: shop.clock.now())
    ).nextInMilliseconds.map { max(100, $0) }
  }

  /// Sleeps until there is news; true when a signal says to stop.
  @discardableResult
  private func pause(milliseconds: Int32, signals: Int32 = -1) -> Bool {
    var descriptors = ([signals] + watch.descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    watch.drain()
    while signals >= 0 {
      let signal = kaunta_signalfd_next(signals)
      if signal <= 0 { return false }
      if [SIGTERM, SIGINT, SIGHUP].contains(signal) { return true }
    }
    return false
  }
}
