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

  /// It is so until somebody updates: it must not stand before what is wrong now.
  @Test func answersOfANewerVersionAreSaidWhereNothingElseIs() {
    var news = ShopRound.News()
    news.ingesting.newer = 1
    var told = RoundEvents()
    #expect(told.health(of: news)?.trouble == news.ingesting.newerWords)
    news.answersAreMissing = true
    #expect(told.health(of: news)?.trouble?.english.contains("Answers are not reaching us") == true)
  }

  /// Nothing wakes the poller when a disk has room again: it looks sooner by itself while it told of something.
  @Test func whatEndsWithoutAWordIsLookedForSooner() {
    var told = RoundEvents()
    #expect(!told.isInTrouble)
    var health = Health()
    health.listener = .alive
    _ = told.events(of: ShopRound.News(), health)
    #expect(!told.isInTrouble)
    var full = health
    full.spoolTrouble = LedgerUnwritable().explanation
    _ = told.events(of: ShopRound.News(), full)
    #expect(told.isInTrouble)
    var unreadable = ShopRound.News()
    unreadable.ledgerError = LedgerUnwritable()
    _ = told.events(of: unreadable, health)
    #expect(told.isInTrouble)
    _ = told.events(of: ShopRound.News(), health)
    #expect(!told.isInTrouble)
  }

  /// An answer in memory alone weighs more than anything else: the desk must not be closed.
  @Test func whatIsNotWrittenDownComesFirst() {
    var news = ShopRound.News()
    news.hasUnsavedEvidence = true
    news.ledgerError = LedgerUnwritable()
    news.ingesting.trouble = LedgerUnwritable().explanation
    var told = RoundEvents()
    #expect(told.health(of: news)?.trouble?.english.contains("do not close this desk") == true)
  }
}

extension RoundEvents {
  /// How things are after these news, where that changed.
  fileprivate mutating func health(of news: ShopRound.News) -> Health? {
    for case .healthChanged(let health) in events(of: news, Health()) { return health }
    return nil
  }
}
