import Desk
import Payments
import Shop

/// What a desk hears of the turns of a round: news as it comes, and how things are whenever that changed.
struct RoundEvents: Sendable {
  private var health: Health?

  /// Something was told that ends without a word, and that somebody waits for.
  var isInTrouble: Bool {
    guard let health else { return false }
    return health.ledgerTrouble != nil || health.spoolTrouble != nil || health.lockHolder != nil
      || health.answersMayNotArrive
  }

  /// What one turn means to a desk.
  mutating func events(of news: ShopRound.News, _ readings: HealthReadings, at now: Moment) -> [DeskEvent] {
    var events: [DeskEvent] = []
    if !news.changed.isEmpty { events.append(.evidenceCommitted(news.changed)) }
    if let totals = news.totals { events.append(.totalsChanged(totals)) }
    let found = Health(news, readings, at: now)
    if found != health {
      health = found
      events.append(.healthChanged(found))
    }
    return events
  }
}
