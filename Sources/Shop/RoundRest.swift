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
  private let wasFresh: Bool?

  /// A function, which is lent the news: an initializer would copy all of it.
  ///
  /// - Returns: nil where the turn left something to do, or something to wait for that shows nowhere.
  static func left(
    by news: ShopRound.News, isWaiting: Bool, on day: BusinessDay, at now: Moment
  ) -> RoundRest? {
    guard news.ingesting.foundNothing, news.ledgerError == nil, news.purgeTrouble == nil, news.question == nil else {
      return nil
    }
    return RoundRest(
      since: now, lengthMilliseconds: isWaiting ? longestWhileWaitingMilliseconds : longestMilliseconds,
      questionInMilliseconds: news.questionInMilliseconds, day: day, listener: news.listener,
      wasFresh: news.listener?.isFresh(at: now))
  }

  /// What a turn would find now, but for what the listener told, which is the same; nil when it is to be made.
  func news(at now: Moment) -> ShopRound.News? {
    let gone = now.elapsedMilliseconds(since: since)
    guard gone < lengthMilliseconds, gone < questionInMilliseconds ?? .max, EastAfricaTime(now).businessDay == day,
      listener?.isFresh(at: now) == wasFresh
    else { return nil }
    var news = ShopRound.News()
    news.questionInMilliseconds = questionInMilliseconds.map { $0 - gone }
    return news
  }
}
