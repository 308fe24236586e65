import Desk
import Payments
import Shop

/// What a desk hears of the turns of a round: news as it comes, and how things are whenever that changed.
package struct RoundEvents: Sendable {
  private var health: Health?

  /// Nothing was told yet.
  package init() {}

  /// Something was told that ends without a word, and that somebody waits for.
  package var isInTrouble: Bool {
    guard let health else { return false }
    return health.ledgerTrouble != nil || health.spoolTrouble != nil || health.lockHolder != nil
      || health.answersMayNotArrive
  }

  /// What one turn means to a desk.
  ///
  /// - Parameter surroundings: how listener, spool, ledger and clock are, as far as they can be asked.
  package mutating func events(of news: ShopRound.News, _ surroundings: Health) -> [DeskEvent] {
    var events: [DeskEvent] = []
    if !news.changed.isEmpty { events.append(.evidenceCommitted(news.changed)) }
    if let totals = news.totals { events.append(.totalsChanged(totals)) }
    let now = Self.health(news, surroundings)
    if now != health {
      health = now
      events.append(.healthChanged(now))
    }
    return events
  }

  private static func health(_ news: ShopRound.News, _ surroundings: Health) -> Health {
    var health = surroundings
    if let error = news.ledgerError {
      health.ledgerTrouble =
        (error as? any ExplainedError)?.standing(answersAreKept: health.keepsAnswers)
        ?? Phrase("The ledger cannot be read.", sw: "Leja haiwezi kusomwa.")
    }
    if news.hasUnsavedEvidence { health.ledgerTrouble = unsavedTrouble }
    health.spoolTrouble = health.spoolTrouble ?? news.ingesting.trouble
    if health.spoolTrouble == health.ledgerTrouble { health.spoolTrouble = nil }
    health.newerAnswers = news.ingesting.newerWords
    health.callbacksLookBroken = news.answersAreMissing
    return health
  }

  private static let unsavedTrouble = Phrase(
    "What Safaricom answered cannot be written down. It is kept in memory: do not close this desk. Call the owner: the "
      + "disk needs room or repair.",
    sw: "Jibu la Safaricom haliwezi kuandikwa. Limo kwenye memory ya mashine: usifunge programu hii. Mwite "
      + "mmiliki: diski inahitaji nafasi au kutengenezwa.")
}

extension Health {
  /// Answers that come now are kept, as far as the heartbeat tells.
  package var keepsAnswers: Bool { listener == .alive && spoolTrouble == nil }

  /// What the header says of the listener.
  ///
  /// - Parameter keys: whether it takes our key, asked about a fresh report only.
  package init(_ listener: ListenerReport?, keys: () -> KeyReadiness?, at now: Moment) {
    self.init()
    guard let listener else {
      self.listener = .absent
      return
    }
    lastCallbackWallMilliseconds = listener.pulse.lastCallbackAt?.wallMilliseconds
    guard listener.isFresh(at: now) else {
      self.listener = .silent
      return
    }
    self.listener = .alive
    spoolTrouble = listener.trouble
    strangerCallbacks = listener.strangerCallbacks
    if case .listenerRefusesOurKey = keys() { self.listener = .refusesOurKey }
  }
}
