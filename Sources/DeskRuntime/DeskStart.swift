import Desk
import Dispatch
import NIOPosix
import Payments
import Synchronization

/// The start of a desk's work, on the ledger's thread: what its till left in the middle is concluded and the board is
/// read, while the main thread opens the screen, which takes about as long.
package final class DeskStart: Sendable {
  let works: DeskWorks
  let watch: any ShopWatch
  /// All that the screen asks of the ledger is done on it, one after the other.
  let ledgerThread = NIOThreadPool(numberOfThreads: 1)
  private let outcome = Mutex<Result<(round: DeskRound, events: [DeskEvent]), any Error>?>(nil)
  private let isOver = DispatchSemaphore(value: 0)

  /// Begins at once.
  package init(works: DeskWorks, watch: any ShopWatch) {
    self.works = works
    self.watch = watch
    ledgerThread.start()
    ledgerThread.submit { _ in
      let outcome = Result { try DeskRound.start(works, watch) }
      self.outcome.withLock { $0 = outcome }
      self.isOver.signal()
    }
  }

  /// The round, and what the desk hears before its first turn; waits for both.
  ///
  /// - Throws: what the ledger said.
  func outcomeOnceItIsThere() throws -> (round: DeskRound, events: [DeskEvent]) {
    isOver.wait()
    // Asked twice, it is there yet.
    defer { isOver.signal() }
    guard let outcome = outcome.withLock({ $0 }) else { preconditionFailure("signalled before it was there") }
    return try outcome.get()
  }
}
