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
  private let rings: Bool
  private let ledgerThread = NIOThreadPool(numberOfThreads: 1)
  // Several customers may be asked at once, and one slow answer must not hold up the next request.
  private let networkThreads = NIOThreadPool(numberOfThreads: 4)
  private let poller: BackgroundPoller
  private var state: DeskState
  private var end = DeskEnd.quit

  /// A desk on an open screen.
  ///
  /// - Throws: ``TerminalError`` when the operating system has no descriptors left.
  public init(identity: DeskIdentity, parts: DeskParts, screen: TerminalScreen, rings: Bool) throws {
    self.parts = parts
    self.screen = screen
    self.rings = rings
    inbox = try Inbox()
    loop = try EventLoop(inbox: inbox, screen: screen)
    poller = BackgroundPoller(parts: parts, inbox: inbox, network: networkThreads)
    state = DeskState(identity: identity, now: parts.clock.now())
  }

  /// Runs until the cashier leaves, a signal says so, or the terminal is gone.
  ///
  /// The screen is closed on return, and
  /// requests that were under way have their outcome in the ledger.
  public func run() throws -> DeskEnd {
    try parts.worker.startAgain()
    let board = try parts.watch.boardAtStart()
    _ = state.handle(.evidenceCommitted(board.payments))
    ledgerThread.start()
    networkThreads.start()
    poller.start(from: board)
    draw()
    loop.run(deadlineMilliseconds: { self.deadline }, handle: { self.handle($0) })
    screen.close()
    poller.stop()
    // A request that is under way ends by itself within its 30 s; its outcome must reach the ledger.
    try? ledgerThread.syncShutdownGracefully()
    try? networkThreads.syncShutdownGracefully()
    parts.worker.retryUnsaved()
    return end
  }

  private var deadline: Int64? {
    state.nextVisibleChangeMilliseconds.map { BootClock.nowMilliseconds + $0 }
  }

  private func handle(_ happened: [LoopEvent<DeskEvent>]) -> LoopVerdict {
    for event in happened {
      let now = parts.clock.now()
      let effects: [DeskEffect]
      switch event {
      case .key(let key):
        effects = state.handle(.keyPressed(key, at: now, freshID: parts.identifiers.paymentID(at: now)))
      case .posted(let event): effects = state.handle(.clockAdvanced(now)) + state.handle(event)
      case .deadlinePassed: effects = state.handle(.clockAdvanced(now))
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
    case .windowChanged: screen.takeSize()
    case .suspended: parts.watch.betweenTransactions { screen.suspend() }
    case .continued: screen.resume()
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
    case .ring(let bell):
      guard rings else { break }
      screen.ring()
      if bell == .trouble { screen.flash() }
    case .quit: return .stop
    }
    return .goOn
  }

  private func record(_ draft: PaymentDraft) {
    let parts = parts
    let inbox = inbox
    ledgerThread.submit { _ in
      do {
        switch try parts.ledger.record(draft, at: parts.clock.now()) {
        case .recorded(let payment), .alreadyRecorded(let payment): inbox.post(.paymentRecorded(payment))
        case .blocked(let block): inbox.post(.paymentBlocked(draft, by: block))
        }
      } catch {
        let sentence =
          (error as? any ExplainedError)?.sentence ?? "The payment could not be recorded; nothing was sent."
        parts.log(sentence)
        inbox.post(.recordingFailed(draft, sentence: sentence))
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
        of: state, shape: ScreenShape(columns: size.columns, rows: size.rows, glyphs: screen.glyphs)))
  }
}
