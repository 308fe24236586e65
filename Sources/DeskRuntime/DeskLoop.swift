import Cells
import Desk
import DeskScreens
import NIOPosix
import Payments
import Shop
import Terminal

/// How a desk ended.
public enum DeskEnd: Sendable, Equatable {
  case quit
  case terminated
  case terminalLost

  /// The exit code: 0, or 128 and the signal's number.
  public var exitCode: Int32 {
    switch self {
    case .quit: 0
    case .terminated: 143
    case .terminalLost: 129
    }
  }
}

/// The running desk: the main thread owns screen and state; ledger, network and spool have threads of their own, and
/// hand everything over through one inbox.
public final class DeskLoop {
  private let parts: DeskParts
  private let screen: TerminalScreen
  private let inbox: Inbox<DeskEvent>
  private let loop: EventLoop<DeskEvent>
  private let signals: OutcomeSignals
  private let ledgerThread = NIOThreadPool(numberOfThreads: 1)
  // Several customers may be asked at once, and one slow answer must not hold up the next request.
  private let networkThreads = NIOThreadPool(numberOfThreads: 4)
  private let poller: BackgroundPoller
  private let phones: PhoneWatch?
  private var state: DeskState
  private var end = DeskEnd.quit
  private var suspendedAt: Moment?
  /// When the second of two short rings is due, on ``BootClock``.
  private var ringAgainAt: Int64?
  /// What this desk asked of the ledger and has no answer to yet.
  private var ledgerWorkCount = 0

  /// A desk on an open screen.
  ///
  /// - Throws: ``TerminalError`` when the operating system has no descriptors left.
  public init(identity: DeskIdentity, parts: DeskParts, screen: TerminalScreen, signals: OutcomeSignals) throws {
    self.parts = parts
    self.screen = screen
    self.signals = signals
    inbox = try Inbox()
    loop = try EventLoop(inbox: inbox, screen: screen)
    poller = BackgroundPoller(parts: parts, inbox: inbox, network: networkThreads)
    phones = parts.phones.map { [inbox] in PhoneWatch(phones: $0, inbox: inbox) }
    state = DeskState(identity: identity, now: parts.clock.now())
  }

  /// Runs until the cashier leaves, a signal says so, or the terminal is gone.
  ///
  /// The screen is closed on return, and
  /// requests that were under way have their outcome in the ledger.
  public func run() throws -> DeskEnd {
    try parts.worker.startAgain()
    let board = try parts.watch.boardAtStart()
    ledgerThread.start()
    networkThreads.start()
    hear(.evidenceCommitted(board.payments))
    if let since = parts.watch.ranLastAtWallMilliseconds { hear(.cameBack(sinceWallMilliseconds: since)) }
    hearOfRoom()
    poller.start(from: board)
    phones?.start()
    draw()
    loop.run(deadlineMilliseconds: { self.deadline }, handle: { self.handle($0) })
    screen.close()
    phones?.stop()
    poller.stop()
    // A request that is under way ends by itself within its 30 s; its outcome must reach the ledger.
    try? ledgerThread.syncShutdownGracefully()
    try? networkThreads.syncShutdownGracefully()
    parts.worker.retryUnsaved()
    parts.watch.noteThatThisTillRuns()
    return end
  }

  /// Takes an event that no key or thread brought.
  private func hear(_ event: DeskEvent) {
    for effect in state.handle(event) { _ = carryOut(effect) }
  }

  private func hearOfRoom() {
    let size = screen.size
    hear(
      .roomChanged(
        timeLine: DeskFrame.hasRoomForTimeLine(columns: size.columns, rows: size.rows, besidePhone: parts.phones != nil)
      ))
  }

  private var deadline: Int64? {
    var next = state.nextVisibleChangeMilliseconds
    // While the ledger owes an answer it may be held by somebody else, which the cashier must be told.
    if ledgerWorkCount > 0 || state.health.lockHolder != nil { next = min(next ?? 1_000, 1_000) }
    return [next.map { BootClock.nowMilliseconds + $0 }, ringAgainAt].compactMap(\.self).min()
  }

  /// The poller cannot tell that the ledger is held, since it waits for it as well.
  private func lookForLock() {
    let holder = parts.watch.ledgerLockHolder
    if holder == state.health.lockHolder { return }
    var health = state.health
    health.lockHolder = holder
    if let holder { parts.log("the ledger is held by \(holder)") }
    hear(.healthChanged(health))
  }

  private func handle(_ happened: [LoopEvent<DeskEvent>]) -> LoopVerdict {
    for event in happened {
      let now = parts.clock.now()
      let effects: [DeskEffect]
      switch event {
      case .key(let key):
        effects = state.handle(.keyPressed(key, at: now, freshID: parts.identifiers.paymentID(at: now)))
      case .posted(let event):
        if event.answersLedgerWork { ledgerWorkCount -= 1 }
        lookForLock()
        effects = state.handle(.clockAdvanced(now)) + state.handle(event)
      case .deadlinePassed:
        lookForLock()
        effects = state.handle(.clockAdvanced(now))
      case .signal(let signal):
        if obey(signal) == .stop { return .stop }
        effects = []
      case .readable: effects = []
      case .terminalLost:
        end = .terminalLost
        return .stop
      }
      for effect in effects where carryOut(effect) == .stop { return .stop }
    }
    if let due = ringAgainAt, due <= BootClock.nowMilliseconds {
      ringAgainAt = nil
      screen.ring()
    }
    draw()
    return .goOn
  }

  private func obey(_ signal: TerminalSignal) -> LoopVerdict {
    switch signal {
    case .interrupt, .terminate:
      end = .terminated
      return .stop
    case .hangUp:
      end = .terminalLost
      return .stop
    case .windowChanged:
      screen.takeSize()
      hearOfRoom()
    case .suspended:
      suspendedAt = parts.clock.now()
      parts.watch.betweenTransactions { screen.suspend() }
    case .continued:
      screen.resume()
      hear(.clockAdvanced(parts.clock.now()))
      if let suspendedAt { hear(.cameBack(sinceWallMilliseconds: suspendedAt.wallMilliseconds)) }
      suspendedAt = nil
    }
    return .goOn
  }

  private func carryOut(_ effect: DeskEffect) -> LoopVerdict {
    switch effect {
    case .record(let draft): record(draft)
    case .push(let id): onNetwork { worker in try worker.send(id) }
    case .query(let id):
      let inbox = inbox
      onNetwork { worker in if try !worker.ask(about: id) { inbox.post(.questionPutOff(id)) } }
    case .read(let id, let reading): read(id, reading)
    case .decide(let request): decide(request)
    case .settleTray(let decision): settleTray(decision)
    case .noteNumberShown(let id):
      parts.log("the whole phone number of payment \(id.short) was shown to \(state.identity.cashier)")
    case .answerAsCustomer(let prompt, let answer): phones?.answer(prompt, with: answer)
    case .ring(let bell):
      if signals.flashes, bell == .trouble { screen.flash() }
      guard signals.rings, !state.isSilent else { break }
      screen.ring()
      if bell == .paid { ringAgainAt = BootClock.nowMilliseconds + OutcomeSignals.betweenRingsMilliseconds }
    case .quit: return .stop
    }
    return .goOn
  }

  private func record(_ draft: PaymentDraft) {
    let parts = parts
    let inbox = inbox
    // Its age counts from the key press, however long it then waits behind other writers.
    let now = parts.clock.now()
    ledgerWorkCount += 1
    ledgerThread.submit { _ in
      do {
        switch try parts.worker.record(draft, at: now) {
        case .recorded(let payment), .alreadyRecorded(let payment): inbox.post(.paymentRecorded(payment))
        // Only a key of `--once` leads there, and a desk has none.
        case .recordedBeforeRestore: break
        case .blocked(let block): inbox.post(.paymentBlocked(draft, by: block))
        }
      } catch {
        let sentence =
          (error as? any ExplainedError)?.explanation
          ?? Phrase(
            "The payment could not be recorded; nothing was sent.",
            sw: "Malipo hayakuweza kurekodiwa; hakuna kilichotumwa.")
        parts.log(sentence.english)
        inbox.post(.recordingFailed(draft, sentence: sentence))
      }
    }
  }

  private func decide(_ request: DecisionRequest) {
    let parts = parts
    let inbox = inbox
    ledgerWorkCount += 1
    ledgerThread.submit { _ in
      do {
        switch try parts.decisions.decide(request, at: parts.clock.now()) {
        case .decided(let payment), .alreadyDecided(let payment): inbox.post(.decided(id: request.id, payment))
        case .refused(let refusal): inbox.post(.decisionRefused(id: request.id, refusal))
        }
      } catch {
        let sentence =
          (error as? any ExplainedError)?.explanation
          ?? Phrase(
            "The ledger did not take it; nothing was decided.", sw: "Leja haikuipokea; hakuna kilichoamuliwa.")
        parts.log(sentence.english)
        inbox.post(.decidingFailed(id: request.id, sentence: sentence))
      }
    }
  }

  private func settleTray(_ decision: TrayDecision) {
    let parts = parts
    let inbox = inbox
    ledgerWorkCount += 1
    ledgerThread.submit { _ in
      do { inbox.post(.trayDecided(try parts.tray.settle(decision, at: parts.clock.now()))) } catch {
        let sentence =
          (error as? any ExplainedError)?.explanation
          ?? Phrase("The ledger did not take it; nothing was decided.", sw: "Leja haikuikubali; hakuna kilichoamuliwa.")
        parts.log(sentence.english)
        inbox.post(.traySettlingFailed(sentence: sentence))
      }
    }
  }

  /// Reads something for the screen; a failure is an answer too.
  private func read(_ id: RequestID, _ reading: Reading) {
    let parts = parts
    let inbox = inbox
    ledgerThread.submit { _ in
      do { inbox.post(.answered(id, .success(try parts.answer(to: reading)))) } catch {
        let sentence =
          (error as? any ExplainedError)?.explanation
          ?? Phrase("The ledger cannot be read now.", sw: "Leja haiwezi kusomwa sasa.")
        inbox.post(.answered(id, .failure(Trouble(sentence))))
      }
    }
  }

  private func onNetwork(_ work: @escaping @Sendable (ShopWorker) throws -> Void) {
    let parts = parts
    networkThreads.submit { state in
      // The pool is being shut down: what was only recorded becomes "not sent" at the next start.
      guard state == .active else { return }
      do { try work(parts.worker) } catch {
        parts.log((error as? any ExplainedError)?.sentence ?? "A request could not be made.")
      }
    }
  }

  private func draw() {
    let size = screen.size
    screen.draw(
      DeskFrame.frame(
        of: state,
        shape: ScreenShape(
          columns: size.columns, rows: size.rows, glyphs: screen.glyphs,
          signs: StateSigns(screen.glyphs, of: screen.theme))))
  }
}

extension DeskEvent {
  /// It is the answer to a record or a decision that was asked of the ledger.
  fileprivate var answersLedgerWork: Bool {
    switch self {
    case .paymentRecorded, .paymentBlocked, .recordingFailed, .decided, .decisionRefused, .decidingFailed,
      .trayDecided, .traySettlingFailed:
      true
    default: false
    }
  }
}

extension DeskParts {
  /// What the ledger has to say.
  fileprivate func answer(to reading: Reading) throws -> Answer {
    switch reading {
    case .evidence(let id): .evidence(try self.reading.evidence(of: id).map(\.line))
    case .payments(let term): .payments(try self.reading.payments(meant: term, limit: 50))
    case .code(let receipt): .code(try self.reading.finding(on: receipt))
    case .supervisors: .supervisors(decisions.obstacleToSupervisors())
    case .tray: .tray(try tray.waiting(at: clock.now()))
    }
  }
}
