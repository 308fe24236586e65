import CLinux
import Desk
import Glibc
import NIOPosix
import Payments
import Shop
import Synchronization
import Terminal

/// The background poller: a plain thread that takes callbacks from the spool and tells the screen of every commit.
///
/// It sleeps in poll(2). inotify makes it fast and the time-out makes it right: every second while something waits,
/// else every two seconds. What it finds goes to the inbox; it never touches the screen.
final class BackgroundPoller: Sendable {
  private let parts: DeskParts
  private let inbox: Inbox<DeskEvent>
  private let network: NIOThreadPool
  private let pool = NIOThreadPool(numberOfThreads: 1)
  private let wake: Int32
  private let isStopping = Atomic(false)
  private let nextQuestionAt = Atomic<Int64>(0)
  private let isAsking = Atomic(false)

  init(parts: DeskParts, inbox: Inbox<DeskEvent>, network: NIOThreadPool) {
    self.parts = parts
    self.inbox = inbox
    self.network = network
    wake = kaunta_eventfd_open()
  }

  deinit { close(wake) }

  func start(from board: LedgerChanges) {
    pool.start()
    pool.submit { _ in self.run(from: board) }
  }

  /// Ends the thread; returns when it is gone.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    kaunta_eventfd_ring(wake)
    try? pool.syncShutdownGracefully()
  }

  private func run(from board: LedgerChanges) {
    var round = PollingRound(position: board.position)
    round.note(board.payments)
    while !isStopping.load(ordering: .sequentiallyConsistent) {
      turn(&round)
      wait(milliseconds: round.waiting.isEmpty ? 2_000 : 1_000)
    }
  }

  private func wait(milliseconds: Int32) {
    var descriptors = ([wake] + parts.watch.descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    kaunta_eventfd_silence(wake)
    parts.watch.drain()
  }

  private func turn(_ round: inout PollingRound) {
    let now = parts.clock.now()
    parts.worker.retryUnsaved()
    let settling = parts.worker.settle()
    if settling.setAside > 0 { parts.log("\(settling.setAside) callbacks set aside for a person") }
    var trouble = settling.trouble
    do {
      if now.bootMilliseconds - round.tidiedAt > 60_000 {
        round.tidiedAt = now.bootMilliseconds
        try parts.worker.concludeAbandoned()
      }
      let changes = try parts.ledger.changes(since: round.position)
      if !changes.payments.isEmpty {
        inbox.post(.evidenceCommitted(changes.payments))
        round.note(changes.payments)
        // Something changed: what is due to be asked may have changed too.
        nextQuestionAt.store(0, ordering: .relaxed)
      }
      let day = EastAfricaTime(now).businessDay
      if changes.position != round.position || day != round.day {
        round.position = changes.position
        round.day = day
        inbox.post(.totalsChanged(try parts.watch.totals(of: day)))
      }
      round.ledgerTrouble = nil
    } catch {
      round.ledgerTrouble =
        (error as? any ExplainedError)?.explanation
        ?? Phrase("The ledger cannot be read.", sw: "Leja haiwezi kusomwa.")
      trouble = round.ledgerTrouble
    }
    report(trouble: trouble, &round, at: now)
    askIfDue(round, at: now)
    if now.bootMilliseconds - round.notedAt >= 5_000 {
      round.notedAt = now.bootMilliseconds
      parts.watch.noteThatThisTillRuns()
    }
  }

  private func report(trouble: Phrase?, _ round: inout PollingRound, at now: Moment) {
    var health = parts.watch.health(at: now)
    health.ledgerTrouble = round.ledgerTrouble ?? health.ledgerTrouble
    if parts.worker.hasUnsavedEvidence {
      health.ledgerTrouble =
        Phrase(
          "What Safaricom answered cannot be written down. It is kept in memory: do not close this desk. Call the owner: the "
            + "disk needs room or repair.",
          sw: "Jibu la Safaricom haliwezi kuandikwa. Limo kwenye kumbukumbu ya mashine: usifunge kaunta hii. Mwite "
            + "mmiliki: diski inahitaji nafasi au kutengenezwa.")
    }
    health.spoolTrouble = health.spoolTrouble ?? trouble
    if health.spoolTrouble == health.ledgerTrouble { health.spoolTrouble = nil }
    health.callbacksLookBroken = answers(round, at: now).answersAreMissing
    if health == round.health { return }
    if let sentence = health.trouble, sentence != round.health?.trouble { parts.log(sentence.english) }
    round.health = health
    inbox.post(.healthChanged(health))
  }

  private func answers(_ round: PollingRound, at now: Moment) -> AnswerWatch {
    parts.watch.answers(to: round.waiting.newest, pace: round.pace(on: EastAfricaTime(now).businessDay), at: now)
  }

  /// Questions go over the network, so a network thread asks them; one at a time.
  private func askIfDue(_ round: PollingRound, at now: Moment) {
    guard now.bootMilliseconds >= nextQuestionAt.load(ordering: .relaxed),
      isAsking.compareExchange(expected: false, desired: true, ordering: .sequentiallyConsistent).exchanged
    else { return }
    let broken = answers(round, at: now).callbacksLookBroken
    let unheard = parts.watch.unheardPayments(at: now)
    network.submit { [self] state in
      defer { isAsking.store(false, ordering: .sequentiallyConsistent) }
      guard state == .active else { return }
      let report = try? parts.worker.askIfDue(callbacksLookBroken: broken, unheard: unheard)
      // Never is a minute: a new payment resets it anyway.
      let next = max(500, report?.nextInMilliseconds ?? 60_000)
      nextQuestionAt.store(parts.clock.now().bootMilliseconds + next, ordering: .relaxed)
    }
  }
}

/// What the poller remembers from one turn to the next.
private struct PollingRound {
  var position: Int64
  var day: BusinessDay?
  var tidiedAt: Int64 = 0
  var notedAt: Int64 = 0
  var health: Health?
  var ledgerTrouble: Phrase?
  /// Payments whose answer is still to come.
  private(set) var waiting = WaitingPayments()
  /// Payments that were paid lately, newest last, from which the shop's pace is known.
  private var paid: [PaymentSummary] = []
  private static let mostPaid = 200

  init(position: Int64) { self.position = position }

  mutating func note(_ payments: [PaymentSummary]) {
    waiting.note(payments)
    for payment in payments where payment.millisecondsToMoney != nil {
      paid.removeAll { $0.id == payment.id }
      paid.append(payment)
    }
    paid.removeFirst(max(0, paid.count - Self.mostPaid))
  }

  func pace(on day: BusinessDay) -> ShopPace? { ShopPace(of: paid, on: day) }
}
