import Daraja
import Desk
import Payments
import Shop

/// Desks start, work, and die.
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
    desk.ledger = ledger
    desk.worker = worker(of: process, ledger)
    desk.state = DeskState(identity: desk.identity, now: clock.now())
    note("till \(desk.identity.till.number) starts")
    plan(.deskWorks(index, process: process.number, .poll(repeats: true)), inMilliseconds: 20)
    plan(.deskWorks(index, process: process.number, .askIfDue), inMilliseconds: 2_000)
  }

  func worker(of process: DeskProcess, _ ledger: ProcessLedger) -> ShopWorker {
    ShopWorker(
      facts: ShopFacts(
        till: process.till, owner: "process \(process.number)", environment: .simulator, account: account,
        publicURL: Self.publicURL),
      ledger: ledger, spool: ProcessSpool(process: process, spool: spool, world: self),
      daraja: SimulatedDarajaPort(process: process, line: line), clock: clock, identifiers: identifiers,
      keys: { [unowned self] in keyReadiness() })
  }

  func kill(_ process: DeskProcess, _ why: String) {
    guard process.isAlive else { return }
    process.die()
    counts.crashes += 1
    note("till \(process.till.number) \(why)")
    guard let index = desks.firstIndex(where: { $0.process === process }) else { return }
    desks[index].forget()
    plan(.deskStarts(index), in: 200...45_000)
  }

  func reboot() {
    note("the machine loses power")
    counts.reboots += 1
    for desk in desks { if let process = desk.process { kill(process, "goes with the machine") } }
    clock.reboot()
    if listener != nil {
      setListener(false)
      plan(.listenerStands(isUp: true), in: 5_000...40_000)
    }
  }

  func deskWorks(_ index: Int, _ work: DeskWork) {
    let desk = desks[index]
    guard let process = desk.process, let worker = desk.worker else { return }
    switch work {
    case .poll(let repeats): poll(index, process, worker, repeats: repeats)
    case .record(let draft): record(index, process, draft)
    case .push: pushNext(index, process, worker)
    case .ask(let id): askNow(index, process, worker, id)
    case .askIfDue: askIfDue(index, process, worker)
    case .decide(let request): decide(index, process, request)
    }
  }

  private func again(_ index: Int, _ process: DeskProcess, _ work: DeskWork, in range: ClosedRange<Int64>) {
    if process.isAlive { plan(.deskWorks(index, process: process.number, work), in: range) }
  }

  private func poll(_ index: Int, _ process: DeskProcess, _ worker: ShopWorker, repeats: Bool) {
    let desk = desks[index]
    // The poller is one thread: it does not poll inside of a poll.
    if desk.isPolling { return repeats ? again(index, process, .poll(repeats: true), in: 500...1_000) : () }
    desk.isPolling = true
    defer { if process.isAlive { desk.isPolling = false } }
    if !desk.isReady {
      do {
        if !plan.neverConcludes { try worker.startAgain() }
      } catch {
        return again(index, process, .poll(repeats: true), in: 500...1_500)
      }
      desk.isReady = true
    }
    worker.retryUnsaved()
    if process.isAlive { _ = worker.settle() }
    desk.polls += 1
    if process.isAlive, desk.polls.isMultiple(of: 8) || !isFaulty, !plan.neverConcludes {
      try? worker.concludeAbandoned()
    }
    refresh(index, process)
    if repeats { again(index, process, .poll(repeats: true), in: pollPause(desk, worker)) }
  }

  /// Busy desks poll every second or two; in the calm, where every delivery is noticed, hardly ever.
  private func pollPause(_ desk: SimulatedDesk, _ worker: ShopWorker) -> ClosedRange<Int64> {
    if spool.waitingCount > 0 || worker.hasUnsavedEvidence { return 1_000...2_500 }
    if !isFaulty { return 7_200_000...9_000_000 }
    return desk.state?.board.waiting.isEmpty == false ? 1_500...3_500 : 5_000...9_000
  }

  /// Brings what changed in the ledger to the board.
  func refresh(_ index: Int, _ process: DeskProcess) {
    let desk = desks[index]
    guard process.isAlive, let changes = try? desk.ledger?.changes(since: desk.position) else { return }
    desk.position = changes.position
    handle(index, .clockAdvanced(clock.now()))
    if !changes.payments.isEmpty { handle(index, .evidenceCommitted(changes.payments)) }
  }

  private func record(_ index: Int, _ process: DeskProcess, _ draft: PaymentDraft) {
    guard let ledger = desks[index].ledger else { return }
    do {
      let outcome = try ledger.record(draft, at: clock.now())
      if !process.isAlive { return }
      switch outcome {
      // Only a key of `--once` leads there, and a desk has none.
      case .recordedBeforeRestore: break
      case .recorded(let payment), .alreadyRecorded(let payment):
        note("till \(process.till.number) records \(payment.id.short) as number \(payment.number)")
        if !draft.overriding.isEmpty { counts.overridden += 1 }
        checks.overridden[payment.id] = draft.overriding.map(\.id)
        handle(index, .paymentRecorded(payment))
      case .blocked(let block):
        note("till \(process.till.number) is stopped by a guard: \(block.reason.rawValue)")
        counts.blocked += 1
        handle(index, .paymentBlocked(draft, by: block))
        plan(.cashier(index, .answer), in: 800...4_000)
      }
    } catch {
      let sentence = (error as? any ExplainedError)?.explanation ?? Phrase(verbatim: "gone")
      if process.isAlive { handle(index, .recordingFailed(draft, sentence: sentence)) }
    }
  }

  private func pushNext(_ index: Int, _ process: DeskProcess, _ worker: ShopWorker) {
    let desk = desks[index]
    if plan.pushesWaitForEachOther, desk.pushesUnderWay > 0 { return }
    guard !desk.pushQueue.isEmpty else { return }
    let id = desk.pushQueue.removeFirst()
    desk.pushesUnderWay += 1
    do { try worker.send(id) } catch { note("till \(process.till.number) could not send \(id.short)") }
    guard process.isAlive else { return }
    desk.pushesUnderWay -= 1
    refresh(index, process)
    if !desk.pushQueue.isEmpty { again(index, process, .push, in: 1...20) }
  }

  private func askNow(_ index: Int, _ process: DeskProcess, _ worker: ShopWorker, _ id: PaymentID) {
    let desk = desks[index]
    if desk.isAsking { return again(index, process, .ask(id), in: 500...1_000) }
    desk.isAsking = true
    let isAsked = (try? worker.ask(about: id)) ?? false
    guard process.isAlive else { return }
    desk.isAsking = false
    if isAsked { refresh(index, process) } else { handle(index, .questionPutOff(id)) }
  }

  private func askIfDue(_ index: Int, _ process: DeskProcess, _ worker: ShopWorker) {
    let desk = desks[index]
    if desk.isAsking || !desk.isReady { return again(index, process, .askIfDue, in: 800...1_500) }
    desk.isAsking = true
    let isBroken = answers(desk.state?.board.waiting ?? [], pace: desk.state?.pace).callbacksLookBroken
    let report = try? worker.askIfDue(callbacksLookBroken: isBroken, unheard: unheardPayments())
    guard process.isAlive else { return }
    desk.isAsking = false
    if let id = report?.asked {
      note("till \(process.till.number) asked Safaricom about \(id.short): \(standing(of: id))")
      refresh(index, process)
    }
    let next = min(max(report?.nextInMilliseconds ?? .max, 500), isFaulty ? 15_000 : 3_600_000)
    again(index, process, .askIfDue, in: next...(next + 300))
  }

  func standing(of id: PaymentID) -> String {
    (try? ledger.payment(id))?.status.standing.rawValue ?? "unreadable"
  }

  /// One event into the desk's state, its effects into the world.
  func handle(_ index: Int, _ event: DeskEvent) {
    let desk = desks[index]
    guard let process = desk.process, process.isAlive, var state = desk.state else { return }
    let effects = state.handle(event)
    desk.state = state
    checkEffects(effects, of: event, at: desk)
    checkBoard(of: desk, after: event)
    for effect in effects {
      switch effect {
      case .record(let draft):
        plan(.deskWorks(index, process: process.number, .record(draft)), in: 1...10)
      case .push(let id):
        desk.pushQueue.append(id)
        plan(.deskWorks(index, process: process.number, .push), in: 1...10)
      case .query(let id): plan(.deskWorks(index, process: process.number, .ask(id)), in: 1...10)
      case .decide(let request):
        plan(.deskWorks(index, process: process.number, .decide(request)), in: 100...400)
      case .read, .settleTray, .noteNumberShown, .answerAsCustomer, .ring:
        break
      case .quit: kill(process, "leaves")
      }
    }
  }
}
