import Payments

/// How long a turn that left nothing to do holds, if nothing is delivered or committed meanwhile.
struct RoundRest: Sendable {
  /// What no file tells (a clock that is set, a network that is there again, a lock that is held) is found so soon.
  private static let longestMilliseconds: Int64 = 10_000
  /// The same while an answer is awaited.
  private static let longestWhileWaitingMilliseconds: Int64 = 3_000

  private let since: Moment
  private let lengthMilliseconds: Int64
  private let questionInMilliseconds: Int64?
  private let day: BusinessDay
  private let listener: ListenerReport?

  /// - Returns: nil where the turn left something to do, or something to wait for that shows nowhere.
  init?(after news: ShopRound.News, isWaiting: Bool, on day: BusinessDay, at now: Moment) {
    guard news.ingesting.foundNothing, news.ledgerError == nil, news.purgeTrouble == nil, news.question == nil else {
      return nil
    }
    since = now
    questionInMilliseconds = news.questionInMilliseconds
    lengthMilliseconds = isWaiting ? Self.longestWhileWaitingMilliseconds : Self.longestMilliseconds
    self.day = day
    listener = news.listener
  }

  /// What a turn would find now; nil when it is to be made.
  func news(at now: Moment) -> ShopRound.News? {
    let gone = now.elapsedMilliseconds(since: since)
    guard gone < lengthMilliseconds, gone < questionInMilliseconds ?? .max, EastAfricaTime(now).businessDay == day,
      listener?.isFresh(at: now) == listener?.isFresh(at: since)
    else { return nil }
    var news = ShopRound.News()
    news.listener = listener
    news.questionInMilliseconds = questionInMilliseconds.map { $0 - gone }
    return news
  }
}
