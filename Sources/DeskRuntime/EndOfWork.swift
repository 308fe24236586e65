import NIOPosix
import Payments
import Synchronization
import Terminal
import Wakes
import Wording

/// The end of what is under way when a desk closes: a request ends by itself within its 30 s, and its outcome must
/// reach the ledger.
struct EndOfWork: Sendable {
  private static let lookEveryMilliseconds: Int32 = 250

  let works: DeskWorks
  let watch: any ShopWatch
  let poller: BackgroundPoller
  let ledgerThread: NIOThreadPool
  let networkThreads: NIOThreadPool

  /// Returns when all has ended, or it took too long.
  ///
  /// Whoever holds the ledger meanwhile is named, and not waited for any longer than that: how the request ended lies
  /// in the spool, and what was not recorded was not sent.
  func run(tell: (Phrase) -> Void) {
    let flag = EndFlag()
    let ending = NIOThreadPool(numberOfThreads: 1)
    ending.start()
    ending.submit { _ in
      poller.stop()
      try? ledgerThread.syncShutdownGracefully()
      try? networkThreads.syncShutdownGracefully()
      works.worker.retryUnsaved()
      watch.noteThatThisTillRuns()
      flag.raise()
    }
    let end = BootClock.nowMilliseconds + Guards.sendingLimitMilliseconds
    var isTold = false
    while !flag.isRaised, BootClock.nowMilliseconds < end {
      flag.wait(milliseconds: Self.lookEveryMilliseconds)
      if !isTold, let holder = watch.ledgerLockHolder {
        isTold = true
        tell(KeptAnswerWords.waiting(for: holder))
      }
    }
    if flag.isRaised { try? ending.syncShutdownGracefully() }
  }
}

/// That the work has ended, for the thread that waits for it.
private final class EndFlag: Sendable {
  private let raised = Atomic(false)
  private let wake = Wake()

  var isRaised: Bool { raised.load(ordering: .sequentiallyConsistent) }

  func raise() {
    raised.store(true, ordering: .sequentiallyConsistent)
    wake.ring()
  }

  func wait(milliseconds: Int32) { wake.wait(milliseconds: milliseconds) }
}
