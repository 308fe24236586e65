import CLinux
import Glibc
import Ledger
import Payments
import Shop
import Terminal

/// The shop's round in a command's own thread, as a desk's poller makes it in its.
struct PollRounds {
  /// What the rounds did.
  struct Tally {
    var ingested = 0
    var setAside = 0
    var open = 0
    /// What was said last of callbacks that wait for a newer version: said again once it is another.
    var newer: Phrase?
  }

  let shop: OpenShop
  let log: (String) -> Void
  private let watch: HomeWatch

  /// - Parameter purges: once a day, beside the rest.
  init(shop: OpenShop, purges: Bool, log: @escaping (String) -> Void) {
    self.shop = shop
    self.log = log
    watch = HomeWatch(shop, purges: purges)
  }

  /// Ingests what is there.
  ///
  /// Callbacks of other tills have a grace of three seconds, so it looks twice.
  func runOnce() throws -> Tally {
    var tally = Tally()
    var round = ShopRound(shop.worker, watch, .shop)
    try requireLedger(turn(&round, &tally))
    if try shop.ledger.openPaymentsCount() > 0 || (try? shop.spool.scan().isEmpty) == false {
      pause(milliseconds: 3_100)
      try requireLedger(turn(&round, &tally))
    }
    tally.open = try shop.ledger.openPaymentsCount()
    return tally
  }

  /// Goes on until a signal to stop, or until another ledger lies in this one's place.
  func runUntilStopped() throws -> Tally {
    var tally = Tally()
    var round = ShopRound(shop.worker, watch, .shop)
    let signals = kaunta_signalfd_open()
    defer { close(signals) }
    ServiceManager.tell(.ready)
    while true {
      let news = turn(&round, &tally)
      // Each turn that came to its end, also one that could not write: what it holds in memory must not end with it.
      ServiceManager.tell(.alive)
      if case .replaced? = news.ledgerError as? LedgerError { try requireLedger(news) }
      if pause(milliseconds: Int32(news.nextTurnInMilliseconds), signals: signals) {
        ServiceManager.tell(.stopping)
        tally.open = try shop.ledger.openPaymentsCount()
        return tally
      }
    }
  }

  private func requireLedger(_ news: ShopRound.News) throws { if let error = news.ledgerError { throw error } }

  private func turn(_ round: inout ShopRound, _ tally: inout Tally) -> ShopRound.News {
    let news = round.turn(at: shop.clock.now())
    tally.ingested += news.ingesting.ingested
    tally.setAside += news.ingesting.setAside
    if let trouble = news.ingesting.trouble { log(trouble.english) }
    if let newer = news.ingesting.newerWords, newer != tally.newer { log(newer.english) }
    tally.newer = news.ingesting.newerWords
    if let trouble = news.purgeTrouble { log(trouble.english) }
    if let error = news.ledgerError {
      log((error as? any ExplainedError)?.standingExplanation.english ?? "The ledger cannot be read.")
    }
    if let id = news.question {
      _ = try? shop.worker.ask(about: id)
      round.questionEnded(at: shop.clock.now())
    }
    return news
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
