import Desk
import Keys
import NIOPosix
import Payments
import Shop
import Terminal
import Tills
import Wording

/// The running desk: the main thread owns the console; ledger, network and spool have threads of their own, and hand
/// everything over through one inbox.
package final class DeskLoop {
  private let works: DeskWorks
  private let watch: any ShopWatch
  private let face: any Face
  private let remarks: [Phrase]
  private let inbox: Inbox<DeskEvent>
  private let loop: EventLoop<DeskEvent>
  private let start: DeskStart
  private let networkThreads = NetworkThreads()
  private let poller: BackgroundPoller
  private let phones: PhoneWatch?
  private let console: DeskConsole
  private let tell: (Phrase) -> Void
  private let door: DeskDoor?
  private let opening: [DeskEvent]
  private var automatic: AutomaticDrive?
  private var lastKeyAt: Moment
  private var end = DeskEnd.quit
  private var suspendedAt: Moment?

  /// A desk with an open face, whose work has begun.
  ///
  /// - Parameters:
  ///   - remarks: what is said of the face at the start, once and quietly.
  ///   - door: where somebody outside may speak to it.
  ///   - opening: what the desk hears once it is there.
  ///   - automatic: presses keys of its own, in a demo.
  ///   - tell: says something in the terminal that was given back.
  /// - Throws: ``TerminalError`` when the operating system has no descriptors left.
  package init(
    identity: DeskIdentity, start: DeskStart, face: any Face, signals: OutcomeSignals,
    remarks: [Phrase] = [], door: DeskDoor?, opening: [DeskEvent] = [], automatic: AutomaticDrive? = nil,
    tell: @escaping (Phrase) -> Void
  ) throws {
    self.opening = opening
    self.automatic = automatic
    self.tell = tell
    self.door = door
    self.start = start
    works = start.works
    watch = start.watch
    lastKeyAt = works.worker.clock.now()
    self.face = face
    self.remarks = remarks
    let inbox = try Inbox<DeskEvent>()
    self.inbox = inbox
    loop = try EventLoop(inbox: inbox, keys: face)
    poller = BackgroundPoller(works: works, watch: watch, inbox: inbox, network: networkThreads)
    let phones = works.phones.map { PhoneWatch(phones: $0, inbox: inbox) }
    self.phones = phones
    let (works, ledgerThread, networkThreads, poller) = (works, start.ledgerThread, networkThreads, poller)
    console = DeskConsole(
      identity: identity, at: works.worker.clock.now(), face: face, signals: signals, log: works.log
    ) { job in
      let askedAt = works.worker.clock.now()
      let perform: @Sendable () -> Void = {
        for event in works.perform(job, askedAt: askedAt, committed: poller.lookSoon) { inbox.post(event) }
      }
      switch job.lane {
      case .ledger:
        ledgerThread.submit { _ in
          perform()
          // What the ledger refused ends without a word, and who waits for that is told by looks.
          poller.lookSoon()
        }
      case .network:
        networkThreads.submit { isWanted in
          if !isWanted { return }
          perform()
          // It gives way to others, and never to what was done here.
          poller.lookSoon()
        }
      case .phones: phones?.submit(perform)
      }
    }
  }

  /// Runs until the cashier leaves, a signal says so, or the terminal is gone.
  ///
  /// The face is closed on return, and requests that were under way have their outcome in the ledger.
  package func run() throws -> DeskEnd {
    let (round, events) = try start.outcomeOnceItIsThere()
    for event in events { hear(event) }
    hearOfRoom()
    for event in opening + remarks.map(DeskEvent.noted) { hear(event) }
    // Before others use the processor: somebody waits for the form.
    console.draw(at: works.worker.clock.now())
    poller.start(round)
    phones?.start()
    loop.descriptors = door?.descriptors ?? []
    loop.run(deadlineMilliseconds: { self.deadline }, handle: { self.handle($0) })
    face.close()
    if case .asked = end, let sentence = console.state.ending?.farewell { tell(sentence) }
    phones?.stop()
    let ending = EndOfWork(
      works: works, watch: watch, poller: poller, ledgerThread: start.ledgerThread, networkThreads: networkThreads)
    let lost = ending.run(tell: tell)
    if !lost.isEmpty {
      tell(KeptAnswerWords.lost(lost.map { console.state.board[$0]?.number }))
      end = .answersLost
    }
    door?.tellThatItEnded(waiting: console.state.waitingHere)
    return end
  }

  private func hear(_ event: DeskEvent) { console.hear(event, at: works.worker.clock.now()) }

  private func hearOfRoom() { console.hearOfRoom(at: works.worker.clock.now()) }

  private var deadline: Int64? {
    // While the ledger owes an answer it may be held by somebody else, which the cashier must be told.
    let looksForLock = console.engine.waitsForLedger || console.state.health.lockHolder != nil
    let look = looksForLock ? BootClock.nowMilliseconds + 1_000 : nil
    return [console.nextChangeAt, look, console.ringAgainAt, automatic?.dueAt].compactMap(\.self).min()
  }

  /// The poller cannot tell that the ledger is held, since it waits for it as well.
  private func lookForLock() {
    let holder = watch.ledgerLockHolder
    if holder == console.state.health.lockHolder { return }
    var health = console.state.health
    health.lockHolder = holder
    if let holder { works.log("the ledger is held by \(holder)") }
    hear(.healthChanged(health))
  }

  private func handle(_ happened: [LoopEvent<DeskEvent>]) -> LoopVerdict {
    for event in happened {
      let now = works.worker.clock.now()
      switch event {
      case .key(let key):
        take(key, at: now)
      case .posted(let event):
        lookForLock()
        console.hear(event, at: now)
      case .deadlinePassed:
        lookForLock()
        console.hear(.timePassed, at: now)
      case .signal(let signal): obey(signal)
      case .looksChanged:
        if let remark = face.remark { works.log(remark) }
      case .readable: listenAtDoor(at: now)
      case .ended(.interrupted) where face.interruptIsTyped: take(.control("c"), at: now)
      case .ended(let outside):
        end = DeskEnd(outside)
        return .stop
      }
      if console.hasEnded {
        if let ending = console.state.ending, ending.isOver(at: now) { end = .asked(by: ending.asker) }
        return .stop
      }
    }
    let now = works.worker.clock.now()
    if goesOnAlone(at: now) == .stop { return .stop }
    console.ringAgainIfDue(at: now)
    console.draw(at: now)
    if let end = face.isOver {
      self.end = end
      return .stop
    }
    return .goOn
  }

  /// Something was typed.
  private func take(_ key: KeyPress, at now: Moment) {
    lastKeyAt = now
    let isTakenOver = automatic?.personPressedKey(at: now) == true
    let identifiers = works.worker.identifiers
    let events = face.events(of: key, at: console.state, freshID: { identifiers.paymentID(at: now) }, now)
    for event in events { console.hear(event, at: now) }
    if isTakenOver { console.hear(.noted(ProgramWords.deskIsTakenOver), at: now) }
  }

  /// What a demo does that goes on by itself.
  private func goesOnAlone(at now: Moment) -> LoopVerdict {
    let identifiers = works.worker.identifiers
    let isOver = automatic?.act(
      on: console, freshID: { identifiers.paymentID(at: now) }, elsewhere: { phones?.submit($0) }, at: now)
    if isOver != true { return .goOn }
    end = .dayIsOver
    return .stop
  }

  private func listenAtDoor(at now: Moment) {
    guard let door else { return }
    let idle = now.elapsedMilliseconds(since: lastKeyAt)
    if let event = door.hear(idleMilliseconds: idle, waiting: console.state.waitingHere) {
      console.hear(event, at: now)
    }
    loop.descriptors = door.descriptors
  }

  private func obey(_ signal: TerminalSignal) {
    if signal != .suspended { face.obey(signal) }
    switch signal {
    case .windowChanged: hearOfRoom()
    case .suspended:
      suspendedAt = works.worker.clock.now()
      watch.betweenTransactions { face.obey(signal) }
    case .continued:
      hear(.timePassed)
      if let suspendedAt { hear(.cameBack(sinceWallMilliseconds: suspendedAt.wallMilliseconds)) }
      suspendedAt = nil
    }
  }
}
