import HeapModule
import Payments

/// The payments on which Safaricom has not had its last word, kept up by what changes in the ledger, in the order in
/// which they are due to be asked about.
///
/// What a look costs does not grow with how many there are: a shop has the most of them on the day on which Safaricom
/// is down.
struct WatchedPayments: Sendable {
  /// The payment that is to be asked about next.
  struct Next {
    let payment: PaymentSummary
    /// Zero or less: now.
    let dueInMilliseconds: Int64
  }

  /// When something about a payment is due, on the boot clock.
  private struct Turn: Comparable, Sendable {
    let atBootMilliseconds: Int64
    let recordedWallMilliseconds: Int64
    let id: PaymentID
    let version: Int

    static func < (left: Turn, right: Turn) -> Bool {
      if left.atBootMilliseconds != right.atBootMilliseconds {
        return left.atBootMilliseconds < right.atBootMilliseconds
      }
      if left.recordedWallMilliseconds != right.recordedWallMilliseconds {
        return left.recordedWallMilliseconds < right.recordedWallMilliseconds
      }
      return left.id != right.id ? left.id < right.id : left.version < right.version
    }
  }

  private struct Entry: Sendable {
    var payment: PaymentSummary
    /// Turns of an earlier version are void.
    var version: Int
    /// Time alone changes nothing of when its question is due, but by a look.
    var isSteady: Bool
  }

  private let schedule: QuerySchedule
  private let till: Till
  /// What the two clocks showed when this was read: turns hold as long as they go together.
  private let readAt: Moment
  /// The ledger's position up to which this is known.
  private(set) var position: Int64
  /// Those whose answer is still to come.
  private(set) var waiting = WaitingPayments()
  // Looked up, never iterated.
  private var entries: [PaymentID: Entry] = [:]
  private var questions = Heap<Turn>()
  /// When time alone may make a question due earlier than it was: once one that was put counts as abandoned, and once
  /// it is due.
  private var looks = Heap<Turn>()
  private var callbacksLookBroken = false
  private var lastVersion = 0

  init(_ watched: LedgerChanges, schedule: QuerySchedule, till: Till, at now: Moment) {
    self.schedule = schedule
    self.till = till
    readAt = now
    position = watched.position
    take(watched, at: now)
  }

  /// Turns are counted on the boot clock; for payments of an earlier boot, and for the last minutes of a day, they hang
  /// on the wall clock as well.
  func holds(at now: Moment) -> Bool {
    let wall = now.wallMilliseconds - readAt.wallMilliseconds
    return now.bootID == readAt.bootID && abs(wall - (now.bootMilliseconds - readAt.bootMilliseconds)) < 1_000
  }

  mutating func take(_ changes: LedgerChanges, at now: Moment) {
    position = changes.position
    if changes.payments.isEmpty { return }
    waiting.note(changes.payments)
    for payment in changes.payments { schedule(payment, at: now) }
    // Most turns in the heaps are void by now.
    if questions.count + looks.count > 4 * entries.count + 64 {
      let current = entries
      questions.removeAll { current[$0.id]?.version != $0.version }
      looks.removeAll { current[$0.id]?.version != $0.version }
    }
  }

  /// The payment that is most overdue, or due next; nil when nothing ever will be.
  mutating func next(at now: Moment, callbacksLookBroken: Bool, unheard: [PaymentID]) -> Next? {
    if self.callbacksLookBroken != callbacksLookBroken {
      self.callbacksLookBroken = callbacksLookBroken
      for turn in questions.unordered { if isCurrent(turn) { scheduleAgain(turn.id, at: now) } }
    }
    while let turn = looks.min, turn.atBootMilliseconds <= now.bootMilliseconds {
      looks.removeMin()
      if isCurrent(turn) { scheduleAgain(turn.id, at: now) }
    }
    var next = scheduled(at: now)
    for id in unheard {
      guard let payment = entries[id]?.payment, let dueIn = unheardDueInMilliseconds(payment, at: now) else { continue }
      if dueIn < next?.dueInMilliseconds ?? .max { next = Next(payment: payment, dueInMilliseconds: dueIn) }
    }
    return next
  }

  private mutating func scheduled(at now: Moment) -> Next? {
    while let turn = questions.min {
      guard isCurrent(turn), let payment = entries[turn.id]?.payment else {
        questions.removeMin()
        continue
      }
      let left = turn.atBootMilliseconds - now.bootMilliseconds
      if left > 0, entries[turn.id]?.isSteady == true { return Next(payment: payment, dueInMilliseconds: left) }
      if let dueIn = dueInMilliseconds(payment, at: now), now.bootMilliseconds + dueIn == turn.atBootMilliseconds {
        return Next(payment: payment, dueInMilliseconds: dueIn)
      }
      questions.removeMin()
      scheduleAgain(turn.id, at: now)
    }
    return nil
  }

  private func isCurrent(_ turn: Turn) -> Bool { entries[turn.id]?.version == turn.version }

  private mutating func scheduleAgain(_ id: PaymentID, at now: Moment) {
    if let payment = entries[id]?.payment { schedule(payment, at: now) }
  }

  private mutating func schedule(_ payment: PaymentSummary, at now: Moment) {
    guard payment.isWatched(sinceWallMilliseconds: now.wallMilliseconds - watchedForMilliseconds) else {
      entries[payment.id] = nil
      return
    }
    lastVersion += 1
    entries[payment.id] = Entry(
      payment: payment, version: lastVersion, isSteady: QuerySchedule.isSteady(payment.status))
    func turn(inMilliseconds milliseconds: Int64) -> Turn {
      Turn(
        atBootMilliseconds: now.bootMilliseconds + milliseconds,
        recordedWallMilliseconds: payment.recordedAt.wallMilliseconds, id: payment.id, version: lastVersion)
    }
    let dueIn = schedule.dueInMilliseconds(payment.status, at: now, callbacksLookBroken: callbacksLookBroken)
    if let dueIn { questions.insert(turn(inMilliseconds: dueIn + othersLaterMilliseconds(payment))) }
    let abandonedIn = QuerySchedule.abandonmentInMilliseconds(payment.status, at: now)
    let lookIn = [dueIn, abandonedIn].compactMap(\.self).filter { $0 > 0 }.min()
    if let lookIn { looks.insert(turn(inMilliseconds: lookIn)) }
  }

  private func dueInMilliseconds(_ payment: PaymentSummary, at now: Moment) -> Int64? {
    schedule.dueInMilliseconds(payment.status, at: now, callbacksLookBroken: callbacksLookBroken)
      .map { $0 + othersLaterMilliseconds(payment) }
  }

  private func unheardDueInMilliseconds(_ payment: PaymentSummary, at now: Moment) -> Int64? {
    schedule.unheardDueInMilliseconds(payment.status, at: now).map { $0 + othersLaterMilliseconds(payment) }
  }

  private func othersLaterMilliseconds(_ payment: PaymentSummary) -> Int64 {
    payment.till == till ? 0 : schedule.otherTillsLaterMilliseconds
  }
}
