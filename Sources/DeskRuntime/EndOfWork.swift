import NIOPosix
import Payments
import Synchronization
import Terminal
import Wakes
import Wording

/// The end of what is under way when a desk closes: nothing is begun any more, a request that is out ends by itself
/// within its 30 s, and what came of it must reach the ledger or the spool.
struct EndOfWork: Sendable {
  private static let lookEveryMilliseconds: Int32 = 250
  private static let nextTryMilliseconds: Int32 = 500

  let works: DeskWorks
  let watch: any ShopWatch
  let poller: BackgroundPoller
  let ledgerThread: NIOThreadPool
  let networkThreads: NetworkThreads
  var limitMilliseconds = Guards.sendingLimitMilliseconds

  /// Returns when all has ended, or it took too long.
  ///
  /// Whoever holds the ledger meanwhile is named, and not waited for any longer than that: how the request ended lies
  /// in the spool, and what was not recorded was not sent. What neither of them takes is tried until the end.
  ///
  /// - Returns: payments of which something is lost with this process.
  func run(tell: (Phrase) -> Void) -> [PaymentID] {
    works.worker.close()
    let end = BootClock.nowMilliseconds + limitMilliseconds
    let flag = EndFlag()
    let ending = NIOThreadPool(numberOfThreads: 1)
    ending.start()
    ending.submit { _ in
      poller.stop()
      try? ledgerThread.syncShutdownGracefully()
      networkThreads.shut()
      works.worker.retryUnsaved()
      let pause = Wake()
      while works.worker.hasEvidenceInMemoryAlone, BootClock.nowMilliseconds < end {
        _ = pause.wait(milliseconds: Self.nextTryMilliseconds)
        works.worker.retryUnsaved()
      }
      watch.noteThatThisTillRuns()
      flag.raise()
    }
    var (isHolderTold, isTrialTold) = (false, false)
    while !flag.isRaised, BootClock.nowMilliseconds < end {
      flag.wait(milliseconds: Self.lookEveryMilliseconds)
      if !isHolderTold, let holder = watch.ledgerLockHolder {
        isHolderTold = true
        tell(KeptAnswerWords.waiting(for: holder))
      }
      if !isTrialTold, works.worker.hasEvidenceInMemoryAlone {
        isTrialTold = true
        tell(KeptAnswerWords.isTriedBeforeTheEnd)
      }
    }
    if flag.isRaised { try? ending.syncShutdownGracefully() }
    let lost = works.worker.paymentsInMemoryAlone
    for id in lost { works.log("payment \(id.hex): what Safaricom answered could be written nowhere, and is lost") }
    return lost
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
