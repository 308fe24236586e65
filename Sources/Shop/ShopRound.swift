import Payments
import Wording

/// The work of a poller, one turn at a time: a value that remembers from one turn to the next.
///
/// It has no thread and never sleeps. Whoever drives it (a desk's thread, the loop of a command, a simulated shop)
/// calls ``turn(at:)``, tells on what changed, puts the question that is due, and comes back when the next turn is. Who
/// sees by other signs whether anything came may leave out a turn in a rest (``rest(isAnnounced:at:)``).
package struct ShopRound: Sendable {
  /// What a round works at.
  package enum Scope: Sendable {
    /// The whole shop, for a board that was read already.
    case board(LedgerChanges)
    /// The whole shop, without a board.
    case shop
    /// One payment, for a command that waits for it: what else is open costs it nothing.
    case payment(PaymentID)
  }

  /// What one turn brought.
  package struct News: Sendable {
    /// What was taken from the spool.
    package var ingesting = IngestingReport()
    /// Payments that changed in the ledger, by whomever.
    package var changed: [PaymentSummary] = []
    /// The day's money, where it may have changed.
    package var totals: DayTotals?
    /// What the listener told last.
    package var listener: ListenerReport?
    /// Answers that should have come have not.
    package var answersAreMissing = false
    /// Something that Safaricom answered is in memory alone.
    package var hasUnsavedEvidence = false
    /// Why the ledger could not be worked with.
    package var ledgerError: (any Error)?
    /// Why nothing could be purged.
    package var purgeTrouble: Phrase?
    /// The payment about which Safaricom is to be asked now.
    ///
    /// Whoever asks says so when that is over (``ShopRound/questionEnded(at:)``).
    package var question: PaymentID?
    /// How long until a question is due; nil when none is known, or one is under way.
    package var questionInMilliseconds: Int64?
    /// How long until the next turn, unless something happens before.
    package var nextTurnInMilliseconds: Int64 = 0

    /// Nothing yet.
    package init() {}
  }

  private static let concludedEveryMilliseconds: Int64 = 10_000
  private static let turnWhileWaitingMilliseconds: Int64 = 1_000
  private static let turnMilliseconds: Int64 = 2_000
  /// While nobody waits and whatever comes announces itself.
  private static let turnAtRestMilliseconds: Int64 = 5_000
  private static let leastTurnMilliseconds: Int64 = 100
  /// While the spool holds more than a turn takes.
  private static let turnWithMoreMilliseconds: Int64 = 1
  /// So many of the newest prompts tell whether answers arrive; more would tell the same.
  private static let mostJudged = 500

  private let worker: ShopWorker
  private let port: any RoundPort
  private let scope: Scope
  private let purging: Purge?
  /// The ledger's position up to which changes were told; nil before the first turn without a board.
  private var position: Int64?
  private var watched: WatchedPayments?
  private var paid = PaidLately()
  private var day: BusinessDay?
  private var purgedOn: BusinessDay?
  private var concludedAt: Moment?
  private var isAsking = false
  private var noQuestionBefore: Moment?
  /// What the last turn left; nil when there is something to do.
  private var rest: RoundRest?

  /// A round that has made no turn yet.
  ///
  /// - Parameter purging: what is purged once a day; nil where that is not its work: a cashier's account may not touch
  ///   what lies in the archive.
  package init(_ worker: ShopWorker, _ port: any RoundPort, _ scope: Scope, purging: Purge? = nil) {
    self.worker = worker
    self.port = port
    self.scope = scope
    self.purging = purging
    if case .board(let board) = scope {
      position = board.position
      paid.note(board.payments)
    }
  }

  /// Payments whose answer is still to come.
  package var waiting: WaitingPayments { watched?.waiting ?? WaitingPayments() }

  /// An answer lies in the spool for which somebody stands at this till; a spool that cannot be read may hold one.
  package var isAwaitedAnswerThere: Bool {
    if waiting.isEmpty { return false }
    guard let arrivals = try? worker.spool.arrivals() else { return true }
    return arrivals.names.contains { waiting.isAwaited($0.paymentID, at: worker.facts.till) }
  }

  /// Does what is due: keeps what the ledger had not taken, ingests the spool, concludes what was abandoned, follows
  /// the ledger, judges the listener, and once a day purges.
  package mutating func turn(at now: Moment) -> News {
    var news = News()
    worker.retryUnsaved()
    // Whoever holds the ledger would hold up each step as long, and what can be read must be shown.
    if !isSlow(since: now) { news.ingesting = worker.ingest() }
    if !isSlow(since: now) { do { try concludeIfDue(at: now) } catch { news.ledgerError = error } }
    let today = EastAfricaTime(now).businessDay
    // A ledger that cannot be written may still tell what others have learnt.
    do { try follow(&news, at: now, on: today) } catch { news.ledgerError = error }
    purge(&news, at: now, on: today)
    news.listener = port.listenerReport(at: now)
    let answers = AnswerWatch(
      news.listener?.pulse, waiting: waiting.count < AnswerWatch.leastMissing ? [] : waiting.latest(Self.mostJudged),
      pace: paid.pace(on: today), at: now)
    news.answersAreMissing = answers.answersAreMissing
    news.hasUnsavedEvidence = worker.hasEvidenceInMemoryAlone
    news.questionInMilliseconds = ask(&news, answers, at: now)
    news.nextTurnInMilliseconds =
      news.ingesting.hasMore ? Self.turnWithMoreMilliseconds : pause(upTo: news.questionInMilliseconds)
    rest = RoundRest.left(by: news, isWaiting: !waiting.isEmpty, on: today, at: now)
    return news
  }

  /// What a turn would find, as long as nothing is delivered or committed; nil when it is to be made in any case.
  ///
  /// Without what the listener told: that is the same, and this is asked many times for each turn.
  ///
  /// - Parameter isAnnounced: who drives it is woken when anything is.
  package func rest(isAnnounced: Bool = false, at now: Moment) -> News? {
    guard var news = rest?.news(at: now), watched?.holds(at: now) == true, !worker.hasUnsavedEvidence else {
      return nil
    }
    news.nextTurnInMilliseconds = pause(upTo: news.questionInMilliseconds, isAnnounced: isAnnounced)
    return news
  }

  private func pause(upTo dueIn: Int64?, isAnnounced: Bool = false) -> Int64 {
    let pause =
      !waiting.isEmpty
      ? Self.turnWhileWaitingMilliseconds : isAnnounced ? Self.turnAtRestMilliseconds : Self.turnMilliseconds
    return max(Self.leastTurnMilliseconds, min(pause, dueIn ?? .max))
  }

  /// The question that a turn handed out was put, or was not our turn, or failed.
  package mutating func questionEnded(at now: Moment) {
    isAsking = false
    rest = nil
    noQuestionBefore = now.advanced(byMilliseconds: worker.facts.schedule.spacingMilliseconds)
  }

  private func isSlow(since began: Moment) -> Bool {
    worker.clock.now().elapsedMilliseconds(since: began) >= slowMilliseconds
  }

  private mutating func concludeIfDue(at now: Moment) throws {
    if let concludedAt, now.elapsedMilliseconds(since: concludedAt) < Self.concludedEveryMilliseconds { return }
    try worker.concludeAbandoned()
    concludedAt = now
  }

  private mutating func follow(_ news: inout News, at now: Moment, on today: BusinessDay) throws {
    if case .payment(let id) = scope {
      let payments = try [worker.ledger.payment(id)].compactMap(\.self)
      news.changed = payments
      watched = watch(LedgerChanges(payments: payments, position: 0), at: now)
      return
    }
    if watched?.holds(at: now) != true {
      let since = now.wallMilliseconds - watchedForMilliseconds
      let all = try worker.ledger.watchedPayments(sinceWallMilliseconds: since)
      watched = watch(all, at: now)
      if position == nil { position = all.position }
    }
    let changes = try worker.ledger.changes(since: position ?? 0)
    watched?.take(changes, at: now)
    if !changes.payments.isEmpty { paid.note(changes.payments) }
    news.changed = changes.payments
    // Something changed: what is due to be asked may have changed too.
    if !changes.payments.isEmpty { noQuestionBefore = nil }
    if changes.position != position || today != day { news.totals = try port.totals(of: today) }
    position = changes.position
    day = today
  }

  private func watch(_ payments: LedgerChanges, at now: Moment) -> WatchedPayments {
    WatchedPayments(payments, schedule: worker.facts.schedule, till: worker.facts.till, at: now)
  }

  private mutating func purge(_ news: inout News, at now: Moment, on today: BusinessDay) {
    guard purgedOn != today, let purging else { return }
    purgedOn = today
    do { _ = try purging.run(at: now) } catch { news.purgeTrouble = ErrorWords.lasting(error) }
  }

  /// How long until the next question is due; nil when none ever will be.
  private mutating func ask(
    _ news: inout News, _ answers: AnswerWatch, at now: Moment
  ) -> Int64? {
    if isAsking { return nil }
    let unheard = news.listener.flatMap { $0.isFresh(at: now) ? $0.unheardPayments : nil } ?? []
    let next = watched?.next(at: now, callbacksLookBroken: answers.callbacksLookBroken, unheard: unheard)
    guard let next else { return nil }
    let held = noQuestionBefore.map { $0.bootMilliseconds - now.bootMilliseconds } ?? 0
    let dueIn = max(next.dueInMilliseconds, held)
    if dueIn > 0 { return dueIn }
    isAsking = true
    news.question = next.payment.id
    return nil
  }
}

/// Payments that were paid lately, newest last, from which the shop's pace is known.
private struct PaidLately: Sendable {
  private static let most = 200
  private var payments: [PaymentSummary] = []
  /// As it was asked for last; nil when it may have changed since.
  private var known: (day: BusinessDay, pace: ShopPace?)?

  mutating func note(_ changed: [PaymentSummary]) {
    for payment in changed where payment.millisecondsToMoney != nil {
      payments.removeAll { $0.id == payment.id }
      payments.append(payment)
      known = nil
    }
    payments.removeFirst(max(0, payments.count - Self.most))
  }

  mutating func pace(on day: BusinessDay) -> ShopPace? {
    if let known, known.day == day { return known.pace }
    let pace = ShopPace(of: payments, on: day)
    known = (day, pace)
    return pace
  }
}
