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

  private func listener(_ report: ListenerReport?, _ keys: KeyReadiness? = nil) -> Health.Listener {
    var news = ShopRound.News()
    news.listener = report
    var readings = HealthReadings()
    readings.keys = keys
    return Health(news, readings, at: clock.now()).listener
  }

  /// Nothing wrong, and a listener that is alive.
  private var quiet: ShopRound.News {
    var news = ShopRound.News()
    news.listener = report()
    return news
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
    #expect(listener(report(), .listenerRefusesOurKey) == .refusesOurKey)
    #expect(listener(nil, .listenerRefusesOurKey) == .absent, "nobody speaks for a listener that is not there")
  }

  /// The heartbeat is older than what has just become PAID.
  @Test func theNewestAnswerIsTheOneThatHasJustBeenTaken() throws {
    var told = RoundEvents()
    let shop = QuietShop()
    let console = shop.console()
    shop.type("0712345678", into: console)
    shop.type("50", into: console)
    shop.doJobs(of: console)
    shop.makeTurn(console)
    shop.pay(try #require(shop.ledger.allPayments.first))
    shop.makeTurn(console)
    let paid = try #require(shop.ledger.allPayments.first)
    var news = quiet
    news.changed = [paid]
    var health = Health()
    health.listener = .alive
    health.lastCallbackWallMilliseconds = try #require(paid.status.proof?.at.wallMilliseconds)
    #expect(told.events(of: news, HealthReadings(), at: clock.now()).last == .healthChanged(health))
    news.changed = []
    #expect(told.events(of: news, HealthReadings(), at: clock.now()) == [], "it stays the newest")
  }

  @Test func whatStaysIsToldOnce() {
    var told = RoundEvents()
    var news = quiet
    var health = Health()
    health.listener = .alive
    let now = clock.now()
    #expect(told.events(of: news, HealthReadings(), at: now) == [.healthChanged(health)])
    #expect(told.events(of: news, HealthReadings(), at: now) == [])
    news.ledgerError = LedgerUnwritable()
    health.ledgerTrouble = LedgerUnwritable().explanation
    #expect(told.events(of: news, HealthReadings(), at: now) == [.healthChanged(health)])
    #expect(told.events(of: news, HealthReadings(), at: now) == [])
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
    let now = clock.now()
    _ = told.events(of: quiet, HealthReadings(), at: now)
    #expect(!told.isInTrouble)
    var uncounted = HealthReadings()
    uncounted.unmatched = .failure(LedgerUnwritable())
    _ = told.events(of: quiet, uncounted, at: now)
    #expect(told.isInTrouble)
    var unreadable = quiet
    unreadable.ledgerError = LedgerUnwritable()
    _ = told.events(of: unreadable, HealthReadings(), at: now)
    #expect(told.isInTrouble)
    _ = told.events(of: quiet, HealthReadings(), at: now)
    #expect(!told.isInTrouble)
  }

  /// What is read of the parts comes to the header, and what a turn met weighs more than what was read before it.
  @Test func everyReadingIsSaid() {
    var readings = HealthReadings()
    readings.watching = .inotify
    readings.lockHolder = "kaunta verify"
    readings.connectionTrouble = Phrase("no way", sw: "hakuna njia")
    readings.clockTrouble = Phrase("no clock", sw: "hakuna saa")
    readings.unmatched = .success(3)
    let health = Health(quiet, readings, at: clock.now())
    #expect(health.watching == .inotify)
    #expect(health.lockHolder == "kaunta verify")
    #expect(health.connectionTrouble?.english == "no way")
    #expect(health.clockTrouble?.english == "no clock")
    #expect(health.oddCallbacks == 3)
    readings.ledgerObstacle = LedgerUnwritable()
    #expect(Health(quiet, readings, at: clock.now()).ledgerTrouble == LedgerUnwritable().explanation)
    struct Unexplained: Error {}
    var unread = quiet
    unread.ledgerError = Unexplained()
    #expect(Health(unread, readings, at: clock.now()).ledgerTrouble?.english == "The ledger cannot be read.")
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
    let now = VirtualClock().now()
    for case .healthChanged(let health) in events(of: news, HealthReadings(), at: now) { return health }
    return nil
  }
}
