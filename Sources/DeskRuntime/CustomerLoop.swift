import CustomerView
import Keys
import NIOPosix
import Payments
import Shop
import Terminal
import Wakes

/// What a customer's view looks at, and never writes.
package protocol CustomerWatch: Sendable {
  /// Looks once, on a thread that may wait for the disk.
  func look() -> CustomerLook
  /// Readable when there may be news.
  var descriptors: [Int32] { get }
  /// Reads what those announced, without waiting.
  func drain()
}

/// The running customer's view: one thread looks, the screen's thread shows.
///
/// It knows a till and a home, and no desk: whichever process has the till, and whether any has, is one more thing that
/// a look tells.
package final class CustomerLoop {
  private static let lookEveryMilliseconds: Int32 = 1_000

  private let watch: any CustomerWatch
  private let screen: TerminalScreen
  private let clock: any ClockPort
  private let inbox: Inbox<CustomerLook>
  private let loop: EventLoop<CustomerLook>
  private let looker = NIOThreadPool(numberOfThreads: 1)
  private var state: CustomerState
  /// What is on the screen; nil when it must be drawn whatever is shown.
  private var shown: (page: CustomerPage, shape: CustomerShape)?
  private var checkedAt = BootClock.nowMilliseconds
  private var end = DeskEnd.quit

  /// A view on an open screen.
  ///
  /// - Throws: ``TerminalError`` when the operating system has no descriptors left.
  package init(
    shop: CustomerShop, watch: any CustomerWatch, screen: TerminalScreen, clock: any ClockPort
  ) throws(TerminalError) {
    self.watch = watch
    self.screen = screen
    self.clock = clock
    state = CustomerState(shop: shop)
    inbox = try Inbox()
    loop = try EventLoop(inbox: inbox, keys: screen)
  }

  /// Runs until somebody leaves it, a signal says so, or the terminal is gone; the screen is closed on return.
  package func run() -> DeskEnd {
    // Before anything is drawn, so that the first page is already true.
    state.take(watch.look())
    looker.start()
    let (watch, inbox) = (watch, inbox)
    looker.submit { _ in Self.keepLooking(watch, inbox) }
    draw()
    // What is shown may only be so old, also when no look comes back.
    loop.run(deadlineMilliseconds: { self.checkedAt + 1_000 }, handle: { self.handle($0) })
    screen.close()
    return end
  }

  /// For the rest of the program's life: a look that hangs must not keep anybody from leaving.
  private static func keepLooking(_ watch: any CustomerWatch, _ inbox: Inbox<CustomerLook>) {
    let pause = Wake()
    while true {
      pause.wait(milliseconds: lookEveryMilliseconds, or: watch.descriptors)
      watch.drain()
      inbox.post(watch.look())
    }
  }

  /// Most seconds change nothing.
  private func draw() {
    checkedAt = BootClock.nowMilliseconds
    let (now, size) = (clock.now(), screen.size)
    let shape = CustomerShape(
      columns: size.columns, rows: size.rows, glyphs: screen.glyphs, paperIsLight: screen.theme.noticesAreDarkOnLight)
    let page = state.page(at: now)
    if let shown, shown == (page, shape) { return }
    shown = (page, shape)
    screen.draw(CustomerFrame.frame(of: state, at: now, shape: shape))
  }

  private func handle(_ happened: [LoopEvent<CustomerLook>]) -> LoopVerdict {
    for event in happened {
      switch event {
      case .key(let key): if Self.leaves(key) { return .stop }
      case .posted(let look): state.take(look)
      case .signal(let signal):
        screen.obey(signal)
        shown = nil
      case .ended(let outside):
        end = DeskEnd(outside)
        return .stop
      case .looksChanged: shown = nil
      case .deadlinePassed, .readable: break
      }
    }
    draw()
    return .goOn
  }

  /// Nothing else is a key here: a customer may lean on the keyboard.
  private static func leaves(_ key: KeyPress) -> Bool {
    [.character("q"), .control("c"), .function(10)].contains(key)
  }
}
