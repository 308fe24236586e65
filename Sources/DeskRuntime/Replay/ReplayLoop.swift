import Cells
import Desk
import DeskScreens
import Keys
import Payments
import Shop
import Terminal

/// The running replay: the screen's thread reads, plays and draws; nothing else happens.
package final class ReplayLoop {
  /// How often a replay that plays is drawn.
  private static let tickMilliseconds: Int64 = 100
  /// While this process was stopped, or the machine asleep, no more than this of the day went by.
  private static let mostMilliseconds: Int64 = 1_000

  private let screen: TerminalScreen
  private let loop: EventLoop<Never>
  private var replay: ReplayedDay
  private var bar: ReplayBar
  private var playedAt = BootClock.nowMilliseconds
  private var end = DeskEnd.quit

  /// A replay on an open screen.
  ///
  /// - Parameter speed: how many times faster than life.
  /// - Throws: ``TerminalError`` when the operating system has no descriptors left.
  package init(_ replay: ReplayedDay, of day: BusinessDay, speed: Int, screen: TerminalScreen) throws(TerminalError) {
    self.replay = replay
    self.screen = screen
    bar = ReplayBar(day: day, speed: speed)
    loop = try EventLoop(inbox: Inbox(), keys: screen)
  }

  /// Runs until somebody leaves it, a signal says so, or the terminal is gone; the screen is closed on return.
  package func run() throws -> DeskEnd {
    defer { screen.close() }
    var trouble: (any Error)?
    do {
      try replay.hearOfRoom(screen.room)
      draw()
    } catch { trouble = error }
    playedAt = BootClock.nowMilliseconds
    loop.run(
      deadlineMilliseconds: { self.bar.isPaused ? nil : self.playedAt + Self.tickMilliseconds },
      handle: { events in
        do { return try self.handle(events) } catch {
          trouble = error
          return .stop
        }
      })
    if let trouble { throw trouble }
    return end
  }

  private func draw() {
    var frame = DeskFrame.frame(of: replay.desk, at: replay.now, shape: screen.shape)
    frame.grid = bar.drawn(on: frame.grid, of: replay, in: replay.desk.identity.language, glyphs: screen.glyphs)
    frame.cursor = nil
    screen.draw(frame)
  }

  private func handle(_ happened: [LoopEvent<Never>]) throws -> LoopVerdict {
    try play()
    for event in happened {
      switch event {
      case .key(let key): if try obey(key) == .stop { return .stop }
      case .signal(let signal):
        screen.obey(signal)
        try replay.hearOfRoom(screen.room)
      case .ended(let outside):
        end = DeskEnd(outside)
        return .stop
      case .looksChanged, .deadlinePassed, .readable, .posted: break
      }
    }
    if replay.isOver, !bar.isPaused { bar.isPaused = true }
    draw()
    return .goOn
  }

  /// The day goes on for as long as went by here, and so many times faster.
  private func play() throws {
    let now = BootClock.nowMilliseconds
    defer { playedAt = now }
    if bar.isPaused { return }
    try replay.advance(byMilliseconds: min(now - playedAt, Self.mostMilliseconds) * Int64(bar.speed))
  }

  private func obey(_ key: KeyPress) throws -> LoopVerdict {
    switch ReplayCommand(key) {
    case .leave: return .stop
    case .pause: bar.isPaused.toggle()
    case .step:
      bar.isPaused = true
      try replay.goToNextStep()
    case .faster: bar.speed = min(bar.speed * 2, ReplayBar.fastest)
    case .slower: bar.speed = max(bar.speed / 2, 1)
    case nil: break
    }
    return .goOn
  }
}
