import Payments
import Shop

/// One process of `kaunta poll --watch`: the real session, while it lives.
///
/// @unchecked because a world runs in one thread.
final class SimulatedPoller: @unchecked Sendable {
  let process: DeskProcess
  /// Nil while it makes a turn: a value that is taken out is not copied.
  var session: PollSession?

  init(process: DeskProcess, session: PollSession) {
    self.process = process
    self.session = session
  }
}

/// The background poller as a service beside the desks, which the service manager starts again whenever it ended.
extension World {
  func startPoller() {
    guard isFaulty, poller?.process.isAlive != true else { return }
    let process = DeskProcess(till: .commandLine, number: nextProcessNumber(), world: self)
    if random.happens(perThousand: plan.dyingProcesses) { process.stepsUntilDeath = random.below(200) }
    let ledger = ProcessLedger(process: process, ledger: ledger, world: self)
    let purge = Purge(ledger, ProcessSpool(process: process, spool: spool, world: self))
    let session = PollSession(
      worker(of: process, ledger), ProcessSurroundings(process: process, world: self), purging: purge
    ) { [unowned self] trouble in note("kaunta poll says: \(trouble.english)") }
    note("kaunta poll starts")
    let started = SimulatedPoller(process: process, session: session)
    poller = started
    plan(.pollerTurns(started), in: 1...50)
  }

  func pollerTurns(_ poller: SimulatedPoller) {
    guard poller.process.isAlive else { return }
    // Told to stop: the calm is a day, and in it the desks are looked at.
    guard isFaulty else {
      counts.callbacksPolled += poller.session?.tally.ingested ?? 0
      return poller.process.die()
    }
    guard var session = poller.session.take() else { return }
    let (error, next) = session.turn()
    guard poller.process.isAlive else { return }
    poller.session = session
    counts.pollerTurns += 1
    if error is LedgerReplaced {
      note("kaunta poll ends: another ledger lies in the place of its own")
      poller.process.die()
      return plan(.pollerStarts, in: 1_000...5_000)
    }
    plan(.pollerTurns(poller), in: next...next + Self.wakingMilliseconds)
  }
}
