import Desk
import Payments
import Shop

/// The work behind one desk: how it starts, what each turn of the shop's round means to it, and when the next one is.
///
/// It has no thread. A desk's poller and a simulated shop drive the same, and differ only in what they wait with.
package struct DeskRound: Sendable {
  /// What one turn brought a desk.
  package struct Turn: Sendable {
    /// What the round found.
    package let news: ShopRound.News
    /// What the desk hears of it.
    package let events: [DeskEvent]
    /// How long until the next turn, unless something happens before.
    package let nextInMilliseconds: Int64
    /// Something was told whose end somebody waits for.
    package let isInTrouble: Bool
  }

  /// How many payments a desk that starts shows at once, beside the open ones.
  private static let boardAtStart = 50
  private static let notedEveryMilliseconds: Int64 = 5_000
  /// Nothing wakes a desk when a disk has room again, or a lock is gone.
  private static let turnInTroubleMilliseconds: Int64 = 500
  /// Nor when the listener speaks again.
  private static let lookForListenerMilliseconds: Int64 = 1_000
  /// A person does not see so short a delay of what other tills do.
  private static let leastWayGivenMilliseconds: Int64 = 50
  private static let mostWayGivenMilliseconds: Int64 = 250

  private let port: any DeskPort
  private let worker: ShopWorker
  private var round: ShopRound
  /// What this till's former process left in the middle, until the ledger takes how it ended.
  private var left: [PaymentID]
  private var told = RoundEvents()
  private var notedAt: Moment?
  /// How everything looked before the last turn; nil when that says nothing of the next one.
  private var seen: HomeSigns?

  private init(_ works: DeskWorks, _ port: any DeskPort, _ board: LedgerChanges, left: [PaymentID]) {
    self.port = port
    worker = works.worker
    round = ShopRound(works.worker, port, .board(board))
    self.left = left
  }

  /// Starts a desk: concludes what its till left in the middle, and reads what stands on the board.
  ///
  /// - Returns: the round, and what the desk hears before the first turn of it.
  package static func start(
    _ works: DeskWorks, _ port: any DeskPort
  ) throws -> (round: DeskRound, events: [DeskEvent]) {
    let ranLast = port.ranLastAtWallMilliseconds
    var left = try works.worker.leftInTheMiddle()
    // A ledger that takes nothing may still tell what is paid: each turn tries again, and says why it cannot.
    left = (try? works.worker.startAgain(left)) ?? left
    let board = try port.board(newest: boardAtStart)
    let cameBack = ranLast.map { DeskEvent.cameBack(sinceWallMilliseconds: $0) }
    let events = [.evidenceCommitted(board.payments)] + [cameBack].compactMap(\.self)
    return (DeskRound(works, port, board, left: left), events)
  }

  /// Makes a turn, or leaves it out where it would find nothing: where time alone has gone by since the last one.
  ///
  /// A till at rest does so most of the time, and a turn costs many times what a look does. Whoever was woken makes a
  /// turn.
  package mutating func look(at now: Moment) -> Turn {
    guard let seen, left.isEmpty, !told.isInTrouble, let news = round.rest(isAnnounced: seen.areAnnounced, at: now),
      port.signs == seen
    else { return turn(at: now) }
    return turn(news, [])
  }

  /// How long a desk that others have woken leaves the machine to them before its turn; 0 where an answer has come for
  /// which somebody stands at this till.
  ///
  /// Each delivery and each commit wakes every desk of the shop: where all made a turn at once, the one whose customer
  /// waits would be behind the others. What a turn costs here tells how busy the machine is.
  package func wayGivenMilliseconds(lastTurnMilliseconds: Int64) -> Int64 {
    if round.isAwaitedAnswerThere { return 0 }
    return min(Self.mostWayGivenMilliseconds, max(Self.leastWayGivenMilliseconds, 2 * lastTurnMilliseconds))
  }

  /// Makes a turn.
  package mutating func turn(at now: Moment) -> Turn {
    // Before it looks: what comes meanwhile is seen by the next look.
    let signs = port.signs
    seen = signs?.tellTheNext(at: now) == true ? signs : nil
    var trouble: (any Error)?
    if !left.isEmpty {
      do { left = try worker.startAgain(left) } catch { trouble = error }
    }
    var news = round.turn(at: now)
    news.ledgerError = news.ledgerError ?? trouble
    let events = told.events(of: news, port.healthReadings(news.listener, at: now), at: now)
    return turn(news, events)
  }

  private func turn(_ news: consuming ShopRound.News, _ events: [DeskEvent]) -> Turn {
    let longest =
      told.isInTrouble
      ? Self.turnInTroubleMilliseconds : told.isListenerAwaited ? Self.lookForListenerMilliseconds : .max
    let next = min(longest, news.nextTurnInMilliseconds)
    return Turn(
      news: news, events: events, nextInMilliseconds: next, isInTrouble: told.isInTrouble || told.isListenerAwaited)
  }

  /// The question that a turn handed out was put, or was not our turn, or failed.
  package mutating func questionEnded(at now: Moment) { round.questionEnded(at: now) }

  /// Notes now and then that this till's desk runs; after a turn was told, since a disk may hold it up.
  package mutating func noteThatThisTillRuns(at now: Moment) {
    if let notedAt, now.elapsedMilliseconds(since: notedAt) < Self.notedEveryMilliseconds { return }
    notedAt = now
    port.noteThatThisTillRuns()
  }
}
