import Payments
import Wording

/// The background poller without a screen: the rounds of `kaunta poll`, and what they did.
package struct PollSession {
  /// What the rounds did.
  package struct Tally: Sendable, Equatable {
    /// Callbacks that became evidence.
    package var ingested = 0
    /// Callbacks that were kept for a person.
    package var setAside = 0
    /// What was said last of callbacks that wait for a newer version: said again once it is another.
    package var newer: Phrase?

    /// Nothing yet.
    package init() {}
  }

  /// How long until a second look finds what is left to other tills for a while.
  static let secondLookMilliseconds = ingestOthersAfterMilliseconds + 100

  /// How long what is still wrong is not said again.
  static let repeatMilliseconds: Int64 = 60_000

  /// What was done so far.
  package private(set) var tally = Tally()
  /// The last turn left more than it takes in one.
  private var hasMore = false
  private let worker: ShopWorker
  private var round: ShopRound
  private let tell: (Phrase) -> Void
  /// What was said lately of what went wrong, each with the boot clock's time.
  private var said: [(trouble: Phrase, bootMilliseconds: Int64)] = []

  /// A poller that has made no turn yet.
  ///
  /// - Parameters:
  ///   - purging: what is purged once a day; nil for nothing.
  ///   - tell: hears what went wrong in a turn; what goes wrong in each until it is mended, once a minute.
  package init(_ worker: ShopWorker, _ port: any RoundPort, purging: Purge? = nil, tell: @escaping (Phrase) -> Void) {
    self.worker = worker
    self.tell = tell
    round = ShopRound(worker, port, .shop, purging: purging)
  }

  /// One turn of the shop's round, with the question that is due.
  ///
  /// - Returns: what the ledger said, if it could not be worked with, and how long until the next turn.
  package mutating func turn() -> (ledgerError: (any Error)?, nextInMilliseconds: Int64) {
    let news = round.turn(at: worker.clock.now())
    tally.ingested += news.ingesting.ingested
    tally.setAside += news.ingesting.setAside
    hasMore = news.ingesting.hasMore
    if let trouble = news.ingesting.trouble { say(trouble) }
    if let newer = news.ingesting.newerWords, newer != tally.newer { tell(newer) }
    tally.newer = news.ingesting.newerWords
    if let trouble = news.purgeTrouble { say(trouble) }
    if let error = news.ledgerError { say(ErrorWords.ofLedger(error, answersAreKept: true)) }
    if let id = news.question {
      do { _ = try worker.ask(about: id) } catch { say(ErrorWords.ofQuestion(error)) }
      round.questionEnded(at: worker.clock.now())
    }
    return (news.ledgerError, news.nextTurnInMilliseconds)
  }

  /// Tells it unless that was done within the last minute: a turn every two seconds would fill a night's log with it.
  private mutating func say(_ trouble: Phrase) {
    let now = worker.clock.now().bootMilliseconds
    said.removeAll { now - $0.bootMilliseconds >= Self.repeatMilliseconds }
    if said.contains(where: { $0.trouble == trouble }) { return }
    said.append((trouble, now))
    tell(trouble)
  }

  /// Ingests what is there, and once more where something may still come, or is left in the spool to others.
  ///
  /// - Parameters:
  ///   - openPayments: how many payments are open.
  ///   - pause: waits so long, or until there is news.
  package mutating func runOnce(openPayments: () throws -> Int, pause: (Int64) -> Void) throws {
    try turnUntilAllIsTaken()
    guard try openPayments() > 0 || (try? worker.spool.arrivals().names.isEmpty) == false else { return }
    // Whatever wakes it in between, its own commits above all, leaves what others are given time for.
    let end = worker.clock.now().bootMilliseconds + Self.secondLookMilliseconds
    while case let left = end - worker.clock.now().bootMilliseconds, left > 0 { pause(left) }
    try turnUntilAllIsTaken()
  }

  private mutating func turnUntilAllIsTaken() throws {
    repeat { if let error = turn().ledgerError { throw error } } while hasMore
  }
}
