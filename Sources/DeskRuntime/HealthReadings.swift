import Desk
import Payments
import Shop
import Wording

/// What was read of the parts that a screen does not see; what it means for the header is said here and nowhere else.
package struct HealthReadings: Sendable {
  /// Whether the listener takes our key; nil where that was not looked at.
  package var keys: KeyReadiness?
  /// How callbacks are noticed.
  package var watching = Health.Watching.polling
  /// Why the ledger takes nothing.
  package var ledgerObstacle: (any ExplainedError)?
  /// Who keeps the ledger's lock, once that takes two seconds.
  package var lockHolder: String?
  /// A sentence about the way to Safaricom, while there is none.
  package var connectionTrouble: Phrase?
  /// A sentence about this machine's clock, when Safaricom's is far from it.
  package var clockTrouble: Phrase?
  /// How many callbacks are kept for a person, or why nobody can say: what cannot be counted is not nothing.
  package var unmatched: Result<Int, any Error> = .success(0)

  /// Nothing wrong, and nothing looked at.
  package init() {}
}

extension Health {
  /// What the header says after a turn.
  package init(_ news: ShopRound.News, _ readings: HealthReadings, at now: Moment) {
    self.init()
    hear(news.listener, readings.keys, at: now)
    if case .unreadable = readings.keys { keysAreUnreadable = true }
    watching = readings.watching
    lockHolder = readings.lockHolder
    connectionTrouble = readings.connectionTrouble
    clockTrouble = readings.clockTrouble
    switch readings.unmatched {
    case .success(let count): oddCallbacks = count
    case .failure(let error): spoolTrouble = (error as? any ExplainedError)?.explanation ?? spoolTrouble
    }
    ledgerTrouble = readings.ledgerObstacle?.standing(answersAreKept: keepsAnswers)
    if let error = news.ledgerError { ledgerTrouble = ErrorWords.ofLedger(error, answersAreKept: keepsAnswers) }
    if news.hasUnsavedEvidence { ledgerTrouble = KeptAnswerWords.inMemoryAlone }
    spoolTrouble = spoolTrouble ?? news.ingesting.trouble
    if spoolTrouble == ledgerTrouble { spoolTrouble = nil }
    newerAnswers = news.ingesting.newerWords
    callbacksLookBroken = news.answersAreMissing
  }

  /// Answers that come now are kept, as far as the heartbeat tells.
  private var keepsAnswers: Bool { listener == .alive && spoolTrouble == nil }

  /// The keys count only beside a fresh report.
  private mutating func hear(_ report: ListenerReport?, _ keys: KeyReadiness?, at now: Moment) {
    guard let report else {
      listener = .absent
      return
    }
    lastCallbackWallMilliseconds = report.pulse.lastCallbackAt?.wallMilliseconds
    guard report.isFresh(at: now) else {
      listener = .silent
      return
    }
    listener = .alive
    spoolTrouble = report.trouble
    strangerCallbacks = report.strangerCallbacks
    if case .listenerRefusesOurKey = keys { listener = .refusesOurKey }
  }
}
