import Desk
import Payments
import Shop

/// What a desk hears of the turns of a round: news as it comes, and how things are whenever that changed.
struct RoundEvents: Sendable {
  private var health: Health?

  /// When the newest callback that decided about a payment became known, by the wall clock.
  private var newestAnswer: Int64?

  /// Something was told whose end only a turn finds, and that somebody waits for.
  private(set) var isInTrouble = false
  /// The listener is silent: its next word shows from outside, and somebody waits for it.
  private(set) var isListenerAwaited = false

  /// What one turn means to a desk.
  mutating func events(of news: ShopRound.News, _ readings: HealthReadings, at now: Moment) -> [DeskEvent] {
    var events: [DeskEvent] = []
    if !news.changed.isEmpty { events.append(.evidenceCommitted(news.changed)) }
    if let totals = news.totals { events.append(.totalsChanged(totals)) }
    newestAnswer = (news.changed.compactMap(\.calledBackWallMilliseconds) + [newestAnswer].compactMap(\.self)).max()
    var found = Health(news, readings, at: now)
    // The heartbeat is written every ten seconds: beside a payment that is PAID by now it would speak of the one before.
    if let newestAnswer, found.listener == .alive, (found.lastCallbackWallMilliseconds ?? .min) < newestAnswer {
      found.lastCallbackWallMilliseconds = newestAnswer
    }
    if found != health {
      health = found
      isInTrouble = found.ledgerTrouble != nil || found.spoolTrouble != nil || found.lockHolder != nil
      isListenerAwaited = found.answersMayNotArrive
      events.append(.healthChanged(found))
    }
    return events
  }
}

extension PaymentSummary {
  /// When Safaricom's callback decided about it; nil where something else has, or nothing yet.
  fileprivate var calledBackWallMilliseconds: Int64? {
    switch status.state {
    case .paid(let proof) where proof.witness == .callback: proof.at.wallMilliseconds
    case .notPaid(_, .callback, _, let at): at.wallMilliseconds
    default: nil
    }
  }
}
