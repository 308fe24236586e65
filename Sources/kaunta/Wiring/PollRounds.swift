import CLinux
import Glibc
import Ledger
import Maintenance
import Payments
import Shop

/// The poller's turns in a command's own thread, as a desk's poller makes them in its.
struct PollRounds {
  let shop: OpenShop
  let log: (String) -> Void
  private let watch: HomeWatch

  init(shop: OpenShop, log: @escaping (String) -> Void) {
    self.shop = shop
    self.log = log
    watch = HomeWatch(shop)
  }

  /// Ingests what is there.
  func runOnce() throws -> PollSession.Tally {
    var session = session()
    try session.runOnce(
      openPayments: { try shop.ledger.openPaymentsCount() }, pause: { watch.wait(milliseconds: $0) })
    return session.tally
  }

  /// Goes on until a signal to stop; nil once another ledger lies in this one's place.
  func runUntilStopped() throws -> PollSession.Tally? {
    var session = session(purging: shop.purge)
    let signals = kaunta_signalfd_open()
    defer { close(signals) }
    let home = shop.settings.home
    let pulse = PollerPulse(directory: home.cacheDirectory, mode: shop.settings.rights.keptFile, process: getpid())
    pulse.beat(at: shop.clock.now())
    ServiceManager.tell(.ready)
    while true {
      let (error, next) = session.turn()
      pulse.beat(at: shop.clock.now())
      // Each turn that came to its end, also one that could not write: what it holds in memory must not end with it.
      ServiceManager.tell(.alive)
      if let error = error as? LedgerError {
        if case .replaced = error { return nil }
        // Another shop's settings are not this process's: who starts it again starts it with them.
        if case .movedAway(_, isAnotherThere: true) = error { throw error }
      }
      watch.wait(milliseconds: next, signals: signals)
      if isToldToStop(signals) {
        ServiceManager.tell(.stopping)
        pulse.end()
        return session.tally
      }
    }
  }

  private func session(purging: Purge? = nil) -> PollSession {
    PollSession(shop.worker, watch, purging: purging) { [log] in log($0.english) }
  }

  private func isToldToStop(_ signals: Int32) -> Bool {
    while true {
      let signal = kaunta_signalfd_next(signals)
      if signal <= 0 { return false }
      if [SIGTERM, SIGINT, SIGHUP].contains(signal) { return true }
    }
  }
}
