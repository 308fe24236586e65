import GRDB
import Glibc
import Synchronization

/// How this process waits for programs that lock the ledger's file without Kaunta's own queue: `sqlite3` in a terminal,
/// a copier, a viewer.
///
/// SQLite lets nobody begin to read while a commit waits for the readers that are there. So a commit waits only for a
/// moment, is taken back, and is made anew after a pause in which others read: who reads beside a reader never waits
/// long, and who writes says whom it waits for.
struct LedgerPatience: Sendable {
  /// How long one try of a commit keeps new readers out, in steps of ``stepMilliseconds``.
  private static let commitSteps = 30
  /// How long a reader waits for whoever writes.
  private static let readingSteps = 500
  private static let stepMilliseconds: UInt32 = 10
  private static let toldAtStep = Int(LockPatience.toldAfterMilliseconds) / Int(stepMilliseconds)
  /// Longer than ten steps: whoever waits to read looks several times in it.
  private static let pauseMilliseconds: UInt32 = 150
  private static let limit = Duration.seconds(5)

  private let holders: LedgerHolders
  /// Hears whom a reader waits for.
  private let patience: LockPatience?
  private let steps = Steps()

  init(_ holders: LedgerHolders, telling patience: LockPatience?) {
    self.holders = holders
    self.patience = patience
  }

  private final class Steps: Sendable { let most = Atomic(readingSteps) }

  /// SQLite's question whether to try once more; it is asked in the middle of a call.
  func waits(afterTries tries: Int) -> Bool {
    let most = steps.most.load(ordering: .relaxed)
    if tries >= most { return false }
    if let patience, most == Self.readingSteps, tries == Self.toldAtStep {
      patience.tell(holders.ofFile() ?? LedgerHolders.unknown, Int64(most - tries) * Int64(Self.stepMilliseconds))
    }
    // SQLite asks again as soon as this returns; a lock of its cannot be waited for in any other way.
    usleep(Self.stepMilliseconds * 1000)
    return true
  }

  /// Runs a transaction, and again as long as another program is in its way and the time is not up.
  ///
  /// - Parameters:
  ///   - lock: it is held; whoever waits behind it is told the name of the program that is waited for.
  ///   - patient: else there is one try.
  func whileOthersRead<Value>(
    telling lock: LedgerLock, patient: Bool = true, _ transaction: () throws -> Value
  ) throws -> Value {
    steps.most.store(Self.commitSteps, ordering: .relaxed)
    defer { steps.most.store(Self.readingSteps, ordering: .relaxed) }
    let began = ContinuousClock.now
    let limit = patience.map { min(Self.limit, .milliseconds($0.limitMilliseconds())) } ?? Self.limit
    var isTold = false
    while true {
      do {
        return try transaction()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        let waited = began.duration(to: .now)
        if !patient || waited >= limit { throw error }
        let holder = holders.ofFile()
        if let holder { lock.tell(holder) }
        if let patience, !isTold, waited >= .milliseconds(LockPatience.toldAfterMilliseconds) {
          isTold = true
          patience.tell(holder ?? LedgerHolders.unknown, Int64((limit - waited) / .milliseconds(1)))
        }
        // SQLite gave up at once and tells nobody when the other's transaction ends.
        usleep(Self.pauseMilliseconds * 1000)
      }
    }
  }
}
