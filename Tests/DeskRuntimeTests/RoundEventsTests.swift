import Desk
import Payments
import Shop
import SimulatedShop
import Testing

@testable import DeskRuntime

/// What a desk hears of the listener and of trouble: once as long as nothing changes.
struct RoundEventsTests {
  private let clock = VirtualClock()

  private func report() -> ListenerReport {
    ListenerReport(
      pulse: ListenerPulse(writtenAt: clock.now(), lastCallbackAt: nil), keyFingerprints: [], environment: "simulator",
      shortCode: "174379")
  }

  private func listener(_ report: ListenerReport?) -> Health.Listener {
    Health(report, keys: { nil }, at: clock.now()).listener
  }

  @Test func theListenerIsJudgedByTheBootClock() {
    #expect(listener(nil) == .absent)
    let report = report()
    #expect(listener(report) == .alive)
    clock.setWallAhead(byMilliseconds: 3_600_000)
    #expect(listener(report) == .alive, "a clock that was set makes nobody silent")
    clock.advance(byMilliseconds: 30_000)
    #expect(listener(report) == .silent)
  }

  @Test func aListenerThatTakesOtherKeysIsSaid() {
    #expect(Health(report(), keys: { .listenerRefusesOurKey }, at: clock.now()).listener == .refusesOurKey)
  }

  @Test func whatStaysIsToldOnce() {
    var told = RoundEvents()
    var news = ShopRound.News()
    #expect(told.events(of: news, Health()) == [.healthChanged(Health())])
    #expect(told.events(of: news, Health()) == [])
    news.ledgerError = LedgerUnwritable()
    var health = Health()
    health.ledgerTrouble = LedgerUnwritable().explanation
    #expect(told.events(of: news, Health()) == [.healthChanged(health)])
    #expect(told.events(of: news, Health()) == [])
  }

  /// An answer in memory alone weighs more than anything else: the desk must not be closed.
  @Test func whatIsNotWrittenDownComesFirst() {
    var news = ShopRound.News()
    news.hasUnsavedEvidence = true
    news.ledgerError = LedgerUnwritable()
    news.settling.trouble = LedgerUnwritable().explanation
    var told = RoundEvents()
    guard case .healthChanged(let health)? = told.events(of: news, Health()).first else {
      Issue.record("nothing is told")
      return
    }
    #expect(health.trouble?.english.contains("do not close this desk") == true)
  }
}
