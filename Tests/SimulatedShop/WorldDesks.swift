import Daraja
import Desk
import DeskRuntime
import Payments
import Shop

/// Desks start, work, and die: the real round and the real engine, whose jobs the world's queue hands out.
extension World {
  func startDesk(_ index: Int) {
    let desk = desks[index]
    guard desk.process == nil else { return }
    let till = desk.identity.till
    if !plan.ignoresTillLock, let holder = desks.first(where: { $0.identity.till == till && $0.process != nil }) {
      note("a second desk at till \(till.number) is refused: process \(holder.process?.number ?? 0) has it")
      counts.secondDesksRefused += 1
      if isFaulty { plan(.deskStarts(index), in: 10_000...60_000) }
      return
    }
    let process = DeskProcess(till: desk.identity.till, number: nextProcessNumber(), world: self)
    if isFaulty, random.happens(perThousand: plan.dyingProcesses) {
      if random.happens(perThousand: 500) {
        process.stepsUntilDeath = random.below(60)
      } else {
        process.requestsUntilDeath = random.below(5)
      }
    }
    let ledger = ProcessLedger(process: process, ledger: ledger, world: self)
    desk.process = process
    desk.works = DeskWorks(
      worker: worker(of: process, ledger), decisions: ledger, unmatched: unmatched(of: process, ledger),
      reading: ledger,
      log: { _ in })
    desk.engine = DeskEngine(identity: desk.identity, at: clock.now())
    note("till \(desk.identity.till.number) starts")
    plan(.deskWorks(index, process: process.number, .turn(after: 0)), inMilliseconds: 20)
  }

  func worker(of process: DeskProcess, _ ledger: ProcessLedger) -> ShopWorker {
    ShopWorker(
      facts: ShopFacts(
        till: process.till, owner: "process \(process.number)", environment: .simulator, account: account,
        publicURL: Self.publicURL),
      ledger: ledger, spool: ProcessSpool(process: process, spool: spool, world: self),
      daraja: SimulatedDarajaPort(process: process, line: line), clock: clock, identifiers: identifiers,
      keys: { [unowned self] in keyReadinessToPush() })
  }

  func kill(_ process: DeskProcess, _ why: String) {
    guard process.isAlive else { return }
    process.die()
    counts.crashes += 1
    note("till \(process.till.number) \(why)")
    guard let index = desks.firstIndex(where: { $0.process === process }) else {
      if poller?.process === process { plan(.pollerStarts, in: 1_000...5_000) }
      return
    }
    desks[index].forget()
    plan(.deskStarts(index), in: 200...45_000)
  }

  func reboot() {
    note("the machine loses power")
    counts.reboots += 1
    for desk in desks { if let process = desk.process { kill(process, "goes with the machine") } }
    if let process = poller?.process { kill(process, "goes with the machine") }
    clock.reboot()
    if listener != nil {
      setListener(false)
      plan(.listenerStands(isUp: true), in: 5_000...40_000)
    }
  }

  func deskWorks(_ index: Int, _ work: DeskWork) {
    let desk = desks[index]
    guard let process = desk.process else { return }
    // Works are large: whoever needs them fetches them, and a turn does not.
    switch work {
    case .turn(let number): turn(index, process, after: number)
    case .job(let job, let askedAt): perform(index, process, job, askedAt: askedAt)
    case .question(let id): ask(index, process, id)
    }
  }

  private func again(_ index: Int, _ process: DeskProcess, _ work: DeskWork, in range: ClosedRange<Int64>) {
    if process.isAlive { plan(.deskWorks(index, process: process.number, work), in: range) }
  }

  /// One turn of the round; it plans the next one, which is void if a bell brings one before.
  private func turn(_ index: Int, _ process: DeskProcess, after number: Int?) {
    let desk = desks[index]
    if let number, number != desk.turns { return }
    // The poller is one thread: it makes no turn inside of a turn.
    if desk.isInTurn { return again(index, process, .turn(after: number), in: 500...1_000) }
    desk.isInTurn = true
    let next = turned(index, process, isWoken: number == nil)
    guard process.isAlive else { return }
    desk.isInTurn = false
    desk.turns += 1
    again(index, process, .turn(after: desk.turns), in: next)
  }

  /// When the next turn comes.
  private func turned(_ index: Int, _ process: DeskProcess, isWoken: Bool) -> ClosedRange<Int64> {
    let desk = desks[index]
    guard let started = desk.round.take() ?? startedRound(index, process) else { return 500...1_500 }
    desk.isReady = true
    // Told between two turns, as the poller's thread is: a turn may be under way while a question is.
    if desk.questionHasEnded { started.round.questionEnded(at: clock.now()) }
    desk.questionHasEnded = false
    let now = clock.now()
    let turn = isWoken ? started.round.turn(at: now) : started.round.look(at: now)
    guard process.isAlive else { return 0...0 }
    for event in turn.events { handle(index, event) }
    if let id = turn.news.question { again(index, process, .question(id), in: 1...10) }
    started.round.noteThatThisTillRuns(at: clock.now())
    if process.isAlive { desk.round = started }
    let next = pause(after: turn, at: desk)
    return next...next + Self.wakingMilliseconds
  }

  /// A started desk hears of its board and of its absence; what keeps it from starting is tried again by its cashier.
  private func startedRound(_ index: Int, _ process: DeskProcess) -> StartedRound? {
    let surroundings = ProcessSurroundings(process: process, world: self)
    guard let works = desks[index].works,
      let (round, events) = try? DeskRound.start(works, surroundings), process.isAlive
    else { return nil }
    for event in events { handle(index, event) }
    checkStart(of: desks[index], at: clock.now())
    return process.isAlive ? StartedRound(round) : nil
  }

  /// A thread that is to wake up at a moment wakes up this much later at most.
  static let wakingMilliseconds: Int64 = 100
  /// In the calm a desk at which nobody waits rests so long: there is a day of it, and every delivery is noticed.
  private static let restMilliseconds: Int64 = 7_200_000

  /// What the turn says.
  ///
  /// Once the faults are over, turns are left out in which nothing is due: no prompt is out, nothing waits in spool or
  /// memory, and all is well.
  private func pause(after turn: DeskRound.Turn, at desk: SimulatedDesk) -> Int64 {
    let next = turn.nextInMilliseconds
    if isFaulty || turn.isInTrouble || spool.waitingCount > 0 || desk.works?.worker.hasUnsavedEvidence == true {
      return next
    }
    let now = clock.now()
    if ledger.allPayments.contains(where: { Self.mayBeOut($0.standing(at: now)) }) { return next }
    return max(next, min(turn.news.questionInMilliseconds ?? .max, Self.restMilliseconds))
  }

  /// Somebody may still be asked for it.
  private static func mayBeOut(_ standing: Standing) -> Bool {
    standing == .recorded || standing == .sending || standing == .waiting
  }

  /// A job of the engine, done in the world's one thread; what it says goes back into the engine.
  private func perform(_ index: Int, _ process: DeskProcess, _ job: DeskJob, askedAt: Moment) {
    let desk = desks[index]
    guard let works = desk.works else { return }
    let isPush = if case .push = job { true } else { false }
    if isPush {
      if plan.pushesWaitForEachOther, desk.pushesUnderWay > 0 {
        return again(index, process, .job(job, askedAt: askedAt), in: 20...200)
      }
      desk.pushesUnderWay += 1
    }
    let events = works.perform(job, askedAt: askedAt)
    guard process.isAlive else { return }
    if isPush { desk.pushesUnderWay -= 1 }
    observe(job, events, of: process)
    for event in events { handle(index, event) }
    // The ledger's bell wakes the poller.
    if job.lane == .network { again(index, process, .turn(after: nil), in: 1...20) }
  }

  private func ask(_ index: Int, _ process: DeskProcess, _ id: PaymentID) {
    guard let works = desks[index].works else { return }
    let isAsked = works.ask(about: id)
    guard process.isAlive else { return }
    desks[index].questionHasEnded = true
    if isAsked { note("till \(process.till.number) asked Safaricom about \(id.short): \(standing(of: id))") }
    again(index, process, .turn(after: nil), in: 1...20)
  }

  /// What the world counts and tells of a job.
  private func observe(_ job: DeskJob, _ events: [DeskEvent], of process: DeskProcess) {
    for event in events {
      switch (job, event) {
      case (.ask(_, .record(let draft)), .answered(_, .success(.recorded(let payment)))):
        note("till \(process.till.number) records \(payment.id.short) as number \(payment.number)")
        if !draft.overriding.isEmpty { counts.overridden += 1 }
        checks.overridden[payment.id] = draft.overriding.map(\.id)
      case (.ask(_, .record), .answered(_, .success(.blocked(let block)))):
        note("till \(process.till.number) is stopped by a guard: \(block.reason.rawValue)")
        if block.reason == .tillPace { counts.blockedByPace += 1 } else { counts.blocked += 1 }
        if let index = desks.firstIndex(where: { $0.process === process }) {
          plan(.cashier(index, .answer), in: 800...4_000)
        }
      case (.ask(_, .decide(let request)), .answered(_, .success(.decided(let payment)))):
        counts.decisions += 1
        if request.action.wantsSupervisor { counts.supervisorsDecisions += 1 }
        count(request.action)
        note("till \(process.till.number) decides about \(payment.id.short): \(payment.status.standing.rawValue)")
      case (_, .answered(_, .success(.unmatchedDecided(let outcome)))): observe(outcome, at: process.till)
      case (_, .answered(_, .success(.refused(let refusal)))):
        counts.decisionsRefused += 1
        note("till \(process.till.number)'s decision is refused: \(refusal.sentence.english)")
      default: break
      }
    }
  }

  /// A kind of decision that never comes would prove nothing about it.
  private func count(_ action: Decision.Action) {
    switch action {
    case .resolved: counts.resolutions += 1
    case .acceptedByHand: counts.acceptancesByHand += 1
    case .wrongNumber: counts.wrongNumbers += 1
    case .paysAnotherWay: counts.paymentsAnotherWay += 1
    case .markUndone: counts.marksUndone += 1
    case .muted: counts.mutes += 1
    case .fasterPaceAllowed: counts.paceAgreements += 1
    case .askedAgain, .guardOverridden: break
    }
  }

  func standing(of id: PaymentID) -> String {
    (try? ledger.payment(id))?.status.standing.rawValue ?? "unreadable"
  }

  /// One event into the desk's engine, its orders into the world.
  ///
  /// - Parameter rested: how long the hand that pressed a key came to rest before.
  func handle(_ index: Int, _ event: DeskEvent, afterResting rested: Int64 = 0) {
    let desk = desks[index]
    let now = moment(at: desk).advanced(byMilliseconds: rested)
    guard let process = desk.process, process.isAlive, let orders = desk.engine?.take(event, at: now) else { return }
    desk.heardAt = now
    checkOrders(orders, of: event, at: desk)
    checkBoard(of: desk, after: event, at: now)
    if case .healthChanged(let health) = event, health.listener == .refusesOurKey { counts.refusedKeysShown += 1 }
    for order in orders {
      switch order {
      case .job(let job):
        let range: ClosedRange<Int64>
        switch job {
        case .ask(_, .decide), .ask(_, .resolveUnmatched): range = 100...400
        default: range = 1...10
        }
        plan(.deskWorks(index, process: process.number, .job(job, askedAt: clock.now())), in: range)
      case .ring, .noteNumberShown: break
      case .quit:
        lastRuns[process.till] = clock.now().wallMilliseconds
        kill(process, "leaves")
      }
    }
  }

  /// The time at a desk, which never runs back: hands that came to rest before a letter may be ahead of the clock.
  func moment(at desk: SimulatedDesk) -> Moment {
    let now = clock.now()
    guard let heard = desk.heardAt, heard.bootID == now.bootID else { return now }
    return now.advanced(byMilliseconds: max(0, heard.bootMilliseconds - now.bootMilliseconds))
  }
}
